using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>How long a part took, for half and for four fifths of the finished onboardings, in working days.</summary>
internal sealed record PartTime(Part Part, int Cases, int Median, int P80);

/// <summary>How many organisations are at a stage, by for how many working days they have been.</summary>
internal sealed record StageAge(Stage Stage, int ToFive, int ToTen, int ToTwenty, int Longer)
{
    public int All => ToFive + ToTen + ToTwenty + Longer;
}

/// <summary>How many of those who began within a year came how far.</summary>
internal sealed record FunnelStep(Text Name, int Organisations, int Percent);

/// <summary>Time in each part, age at each stage, and how far organisations come: as charts with the same numbers in tables.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ReportsPage(RegistrationDbContext db, CurrentActor current, Forecasts forecasts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<PartTime> Times { get; private set; } = [];
    public IReadOnlyList<StageAge> Ages { get; private set; } = [];
    public IReadOnlyList<FunnelStep> Funnel { get; private set; } = [];
    public bool HasInvented { get; private set; }

    public IReadOnlyList<Bar> TimeBars => [.. Times.Select(t => new Bar(t.Part.Name().ToString(), t.Median, t.P80, Say.ReportsHalfAndMost(t.Median, t.P80).ToString()))];
    public IReadOnlyList<Bar> AgeBars => [.. Ages.Select(a => new Bar(a.Stage.Name().ToString(), a.Longer, a.All, Say.ReportsOfAll(a.Longer, a.All).ToString()))];
    public IReadOnlyList<Bar> FunnelBars => [.. Funnel.Select(f => new Bar(f.Name.ToString(), f.Organisations, null, $"{f.Organisations}"))];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var history = await forecasts.History(cancellationToken);
        HasInvented = history.Any(f => f.IsInvented);
        if (history.Count > 0) Times = [.. Enum.GetValues<Part>().Select(p => Time(p, [.. history.Select(f => f[p]).Order()]))];
        Ages = await AgesNow(cancellationToken);
        Funnel = await FunnelOfAYear(cancellationToken);
    }

    private static PartTime Time(Part part, int[] ordered) => new(part, ordered.Length, ordered[(ordered.Length - 1) / 2], ordered[(int)Math.Ceiling(0.8 * ordered.Length) - 1]);

    private async Task<IReadOnlyList<StageAge>> AgesNow(CancellationToken cancellationToken)
    {
        var today = clock.GetUtcNow().CivilDate();
        DateTimeOffset Ago(int days) => WorkingDays.Before(today, days).InLondon(TimeOnly.MinValue);
        var (five, ten, twenty) = (Ago(5), Ago(10), Ago(20));
        var ages = await db.Cases.AsNoTracking().VisibleTo(current.Actor).Where(c => c.Turn != Turn.Nobody).GroupBy(c => c.Stage)
            .Select(g => new StageAge(
                g.Key, g.Count(c => c.Since >= five), g.Count(c => c.Since < five && c.Since >= ten), g.Count(c => c.Since < ten && c.Since >= twenty), g.Count(c => c.Since < twenty)))
            .ToListAsync(cancellationToken);
        return [.. ages.OrderBy(a => a.Stage)];
    }

    private async Task<IReadOnlyList<FunnelStep>> FunnelOfAYear(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddYears(-1);
        var begun = db.Organisations.AsNoTracking().Where(o => o.RegisteredAt >= since);
        var goLives = db.GoLives.AsNoTracking();
        var all = await begun.CountAsync(cancellationToken);
        FunnelStep Step(Text name, int count) => new(name, count, all == 0 ? 0 : (int)Math.Round(100.0 * count / all));
        return
        [
            Step(Say.FunnelBegun, all),
            Step(Say.FunnelSent, await begun.CountAsync(o => db.Applications.Any(a => a.OrganisationId == o.Id && a.Submissions.Any()), cancellationToken)),
            Step(Say.FunnelAccepted, await begun.CountAsync(o => goLives.Any(g => g.Id == o.Id), cancellationToken)),
            Step(Say.FunnelReady, await begun.CountAsync(o => goLives.Any(g => g.Id == o.Id && g.Reviews.Any(r => r.Confirmed == true)), cancellationToken)),
            Step(Say.FunnelLive, await begun.CountAsync(o => goLives.Any(g => g.Id == o.Id && g.LiveAt != null), cancellationToken)),
        ];
    }
}
