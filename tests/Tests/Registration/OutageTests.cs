using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Forty timers of each organisation fall due while the platform is down for ten days. LONG=1 does so for 500 organisations, else for 25.</summary>
public sealed class OutageTests
{
    private const int FewOrganisations = 5;
    private const int Timers = 40;
    private const int EmailsOfAll = (11 * 5) + 2 + 2 + 2; // a countersignature is told to two, two and one; the decision, the notices and the dates to one and one
    private static readonly int ManyOrganisations = Environment.GetEnvironmentVariable("LONG") == "1" ? 500 : 25;

    [Fact]
    public async Task Each_is_done_once_and_costs_no_more_the_more_there_are()
    {
        var few = await CatchUp(FewOrganisations);
        var many = await CatchUp(ManyOrganisations);
        Assert.True(many <= few * 1.1, $"{many:0.00} transactions for a timer of {ManyOrganisations} organisations, {few:0.00} of {FewOrganisations}");
        Assert.True(many <= 6, $"{many:0.00} transactions for each timer");
    }

    /// <summary>How many transactions each timer took, with the emails that it led to.</summary>
    private static async Task<double> CatchUp(int organisations)
    {
        var commits = new Commits();
        await using var platform = await Platform.Start(services => services.AddSingleton<ICommitWatch>(commits));
        foreach (var role in (string[])[Roles.OnboardingOfficer, Roles.SeniorOnboardingManager, Roles.HmctsSignatory, Roles.HmctsServiceOwner, Roles.TestManager]) await platform.Person(role);
        var ids = await Begin(platform, organisations);
        Assert.Equal(Timers * organisations, (await Pending(platform, ids)).Count);

        platform.Clock.Advance(TimeSpan.FromDays(10));
        commits.Count = 0;
        await platform.Settle();
        var took = commits.Count;
        Assert.Empty(await Pending(platform, ids));
        var emails = await Emails(platform, ids);
        Assert.Equal(EmailsOfAll * organisations, emails.Count);
        Assert.All(emails, e => Assert.NotNull(e.DoneAt));
        Assert.Equal(emails.Count, platform.Emails().Select(e => e.MessageId).Intersect(emails.Select(e => $"{e.ItemKey}@common-platform.example")).Count()); // each went out once

        await platform.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(emails.Count, (await Emails(platform, ids)).Count);
        return (double)took / (Timers * organisations);
    }

    /// <summary>In each organisation a decision, a review of notices, an answer to dates and eleven countersignatures are waited for.</summary>
    private static async Task<HashSet<Guid>> Begin(Platform platform, int organisations)
    {
        var ids = new HashSet<Guid>();
        await using var scope = platform.Services.CreateAsyncScope();
        var (unit, db, clocks) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<RegistrationDbContext>(), scope.ServiceProvider.GetRequiredService<ClockRows>());
        await unit.Begin(default);
        var now = platform.Clock.GetUtcNow();
        for (var n = 1; n <= organisations; n++)
        {
            var organisation = new Organisation(Guid.CreateVersion7(now), OrganisationReference.Of(700_000 + n), $"Outage Borough {n}", now);
            db.AddRange(organisation, new OnboardingCase(organisation, now, now.CivilDate().AddDays(60)), new Schedule(organisation.Id, now));
            ids.Add(organisation.Id);
        }
        await db.SaveChangesAsync();
        foreach (var id in ids)
        {
            await clocks.Start(id, new ClockMove("t2", "", true), default);
            await clocks.Start(id, new ClockMove("t8", "", true), default);
            await clocks.Start(id, new ClockMove("t9-hmcts", DateKind.Testing.Code(), true), default); // both its reminders fall due in the outage: the second stands for the first
            for (var n = 0; n < 11; n++) await clocks.Start(id, new ClockMove("t5", Guid.CreateVersion7(now).ToString("D"), true), default);
        }
        await unit.Commit(default);
        return ids;
    }

    private static async Task<List<Guid>> Pending(Platform platform, HashSet<Guid> ids)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
            "select subject from platform_due_items where kind = @kind and done_at is null", r => r.GetGuid(0), default, ("@kind", ClockDue.ItemKind))).Where(ids.Contains)];
    }

    private static async Task<List<EmailRow>> Emails(Platform platform, HashSet<Guid> ids) =>
        [.. (await platform.Read<PlatformDbContext, List<EmailRow>>(db => db.Emails.AsNoTracking().ToListAsync())).Where(e => ids.Contains(e.Subject))];

    private sealed class Commits : ICommitWatch
    {
        public int Count { get; set; }

        public void Before() => Count++;

        public void After()
        {
        }
    }
}
