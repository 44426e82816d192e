using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>By how many working days, on average, forecasts missed the day of going live: ours, the naive one's, and how often the likely day held.</summary>
internal sealed record Judgement(int Forecasts, int Organisations, double Ours, double Naive, double HeldLikely)
{
    private const int BackTested = 200;
    private const int Runs = 2_000;

    public bool Beats => Ours < Naive;

    private sealed record Missed(Guid Of, int Ours, int Naive, bool Held);

    /// <summary>Forecasts that were frozen before the organisation went live, against what came about: of each day the last, so that a busy day counts once.</summary>
    public static Judgement? Of(IEnumerable<(FrozenForecast Forecast, DateOnly LiveOn)> judged) => Sum(
    [
        .. judged.GroupBy(j => (j.Forecast.OrganisationId, j.Forecast.MadeOn)).Select(day => day.MaxBy(j => j.Forecast.MadeAt)).Select(j => new Missed(
            j.Forecast.OrganisationId, Missing(j.Forecast.MedianOn, j.LiveOn), Missing(j.Forecast.NaiveOn, j.LiveOn), j.LiveOn <= j.Forecast.LikelyOn)),
    ]);

    /// <summary>Each finished case as it would have been forecast on its submission and on its acceptance, from those alone that had ended by then.</summary>
    public static Judgement? BackTest(IReadOnlyList<FinishedCase> history) => Sum(
    [
        .. history.OrderByDescending(f => f.LiveOn).Take(BackTested).SelectMany(f => Situations(f).Select(s => (f, Forecast: Forecaster.Of(s, history, runs: Runs))))
            .Where(t => t.Forecast is not null)
            .Select(t => new Missed(t.f.Id, Missing(t.Forecast!.MedianOn, t.f.LiveOn), Missing(t.Forecast.NaiveOn, t.f.LiveOn), t.f.LiveOn <= t.Forecast.LikelyOn)),
    ]);

    private static IEnumerable<Situation> Situations(FinishedCase finished)
    {
        var accepted = WorkingDays.After(finished.SubmittedOn, finished.Registration);
        var parts = Enum.GetValues<Part>().ToDictionary(p => p, _ => new Stretch());
        yield return new(finished.Kind, finished.BuildsInterface, finished.SubmittedOn, new Dictionary<Part, Stretch>(parts) { [Part.Registration] = new(finished.SubmittedOn) });
        foreach (var track in Progress.Tracks) parts[track] = new(accepted);
        parts[Part.Registration] = new(finished.SubmittedOn, accepted);
        yield return new(finished.Kind, finished.BuildsInterface, accepted, parts);
    }

    private static Judgement? Sum(IReadOnlyList<Missed> all) => all.Count == 0 ? null
        : new(all.Count, all.Select(m => m.Of).Distinct().Count(), all.Average(m => m.Ours), all.Average(m => m.Naive), all.Average(m => m.Held ? 1.0 : 0));

    private static int Missing(DateOnly said, DateOnly was) => Math.Abs(WorkingDays.Between(said, was));
}
