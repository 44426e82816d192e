using System.Globalization;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Agreements.Domain;

/// <summary>What a figure says of its target. Only <see cref="Met"/> is a pass.</summary>
internal enum FigureStanding
{
    Met,
    NotMet,
    TooFew,
    NoCases,
    Missing,
    NotHeld,
}

/// <summary>One figure of a quarter, as the pack freezes it.</summary>
/// <param name="Measure">M01 to M22, T2, T5, T8.</param>
/// <param name="Standing">What it says of its target.</param>
/// <param name="Value">In per cent, rounded down to one decimal; null when there is none.</param>
/// <param name="Cases">How many cases it counts; null when it isn't counted in cases.</param>
/// <param name="Target">The number to reach.</param>
/// <param name="Source">Where it was taken from, for one that was entered.</param>
/// <param name="Missed">How many of the cases were not in time.</param>
internal sealed record Figure(string Measure, FigureStanding Standing, decimal? Value = null, int? Cases = null, decimal? Target = null, string? Source = null, int? Missed = null)
{
    public ServiceMeasure Plan() => ServiceMeasure.Find(Measure)!;

    public static Figure Counted(ServiceMeasure measure, CountedInTime counted, decimal? target, int fewest)
    {
        if (counted.Cases == 0) return new(measure.Id, FigureStanding.NoCases, Cases: 0, Target: target);
        var value = Math.Floor(1000m * counted.InTime / counted.Cases) / 10;
        return new(measure.Id, Judge(measure, value, measure.IsOwn ? null : counted.Cases, target, fewest), value, counted.Cases, target, Missed: counted.Cases - counted.InTime);
    }

    public static Figure Entered(ServiceMeasure measure, MetricEntry? entry, decimal? target, int fewest) => entry is null
        ? new(measure.Id, FigureStanding.Missing, Target: target)
        : new(measure.Id, Judge(measure, entry.Number, entry.Cases, target, fewest), entry.Number, entry.Cases, target, entry.Source);

    public static Figure NotHeld(ServiceMeasure measure, decimal? target) => new(measure.Id, FigureStanding.NotHeld, Target: target);

    /// <summary>What it would say with the corrected number: null for one that says nothing of a target either way.</summary>
    public Figure? CorrectedTo(string value) => Target is { } target && Standing is FigureStanding.Met or FigureStanding.NotMet && decimal.Parse(value, CultureInfo.InvariantCulture) is var number
        ? this with { Value = number, Standing = Plan().Meets(number, target) ? FigureStanding.Met : FigureStanding.NotMet }
        : null;

    public string ValueWords() => Value is { } value ? $"{value.ToString("0.##", CultureInfo.InvariantCulture)}%" : "–";

    public Text CasesWords(int cases) => Missed is { } missed ? Say.CasesCount(cases, missed) : Say.CasesAlone(cases);

    public Text StandingWords(ReviewPeriod period) => Standing switch
    {
        FigureStanding.Met => Say.FigureMet,
        FigureStanding.NotMet => Say.FigureNotMet,
        FigureStanding.TooFew => Say.FigureTooFew(period.FewestCases),
        FigureStanding.NoCases => Say.FigureNoCases,
        FigureStanding.Missing => Say.FigureMissing,
        _ => Say.FigureNotHeld,
    };

    public string Colour() => Standing switch
    {
        FigureStanding.Met => "green",
        FigureStanding.NotMet => "red",
        FigureStanding.TooFew => "yellow",
        _ => "grey",
    };

    /// <summary>What becomes of it by the quarter's end if all goes on as it has so far; null where nothing can be said.</summary>
    public Text? AtThisPace(ReviewPeriod period, DateOnly today)
    {
        if (Value is not { } value || Target is not { } target) return null;
        if (Cases is { } cases && !Plan().IsOwn && period.AtThisPace(cases, today) is var expected && expected < period.FewestCases) return Say.PaceTooFew(expected, period.FewestCases);
        return Plan().Meets(value, target) ? Say.PaceMet : Say.PaceMissed;
    }

    public bool WillBeMissed(ReviewPeriod period, DateOnly today) => AtThisPace(period, today)?.Key == Say.PaceMissed.Key;

    private static FigureStanding Judge(ServiceMeasure measure, decimal value, int? cases, decimal? target, int fewest)
    {
        if (cases < fewest) return FigureStanding.TooFew;
        return target is { } number && !measure.Meets(value, number) ? FigureStanding.NotMet : FigureStanding.Met;
    }
}
