using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// Keeps the clocks of a live organisation's documents: one towards the last day of each, one towards the day on which its days of grace are over
/// and submissions are suspended, and one towards the yearly review of the memorandum. They follow facts, not events: a round that is issued to
/// renew a document stops them, and if nothing comes of it they run again.
/// </summary>
internal sealed class Expiries(RegistrationDbContext db, ClockRows clocks, IConfiguration configuration)
{
    public const string GraceSetting = "EXPIRY_GRACE_WORKING_DAYS";
    public const int Grace = 10;

    public async Task Follow(Guid organisationId, GateFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.IsLive) return;
        var rounds = facts.Agreements.Agreements.Where(a => a.Kind == "mou").OrderBy(a => a.Round).ToList();
        var renewing = rounds is [.., { InForce: null, Declined: null }];
        var mou = renewing ? null : rounds.LastOrDefault(a => a is { InForce: not null, Declined: null });
        await Towards("t13-mou", mou?.ExpiresOn);
        await Towards("t13-security", facts.Agreements.SecurityRenewing is null ? facts.Agreements.SecurityValidUntil : null);
        await Run("t13-review", mou?.InForce is { } since ? Anniversary(since.CivilDate(), facts.Today) : null);

        async Task Towards(string rule, DateOnly? lastDay)
        {
            await Run(rule, lastDay);
            await Run($"{rule}-grace", lastDay is { } day ? WorkingDays.After(day, configuration.GetValue(GraceSetting, Grace)) : null);
        }

        async Task Run(string rule, DateOnly? on)
        {
            var running = await db.Clocks.AsNoTracking().Where(c => c.OrganisationId == organisationId && c.Rule == rule && c.StoppedAt == null).ToListAsync(cancellationToken);
            if (running.Exists(c => c.On == on)) return;
            if (running.Count > 0) await clocks.Stop(organisationId, new ClockMove(rule, "", false), cancellationToken);
            if (on is not null) await clocks.Start(organisationId, new ClockMove(rule, "", true, on), cancellationToken);
        }
    }

    /// <summary>The same day of the next year that isn't over.</summary>
    private static DateOnly Anniversary(DateOnly since, DateOnly today)
    {
        var years = Math.Max(1, today.Year - since.Year);
        return since.AddYears(years) >= today ? since.AddYears(years) : since.AddYears(years + 1);
    }
}
