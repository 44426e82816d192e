using System.Globalization;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>Where the figure of a measure comes from.</summary>
internal enum MeasureSource
{
    /// <summary>Counted from the platform's own records.</summary>
    Counted,

    /// <summary>Entered by the service owner of HMCTS, who says where it was taken from.</summary>
    Entered,

    /// <summary>It needs the records of cases, which the platform doesn't hold yet.</summary>
    Cases,
}

/// <summary>On which side of the target a figure has to lie.</summary>
internal enum TargetSide
{
    AtLeast,
    AtMost,
    Below,
    None,
}

/// <summary>
/// One row of what a quarterly review looks at: the metrics M01 to M22 of the service level agreement, and the organisation's own targets for
/// days with HMCTS (clocks T2, T5 and T8). Its formula stands in words under <c>measure-formula-…</c>.
/// </summary>
internal sealed record ServiceMeasure(string Id, MeasureSource Source, TargetSide Side = TargetSide.AtLeast)
{
    private static readonly Dictionary<string, ServiceLevelMetric> Metrics = ServiceLevelMetric.All.ToDictionary(m => m.Id);

    /// <summary>All of them, in the order of the review.</summary>
    public static IReadOnlyList<ServiceMeasure> All { get; } =
    [
        new("M01", MeasureSource.Entered), new("M02", MeasureSource.Cases, TargetSide.AtMost), new("M03", MeasureSource.Cases), new("M04", MeasureSource.Entered),
        new("M05", MeasureSource.Cases), new("M06", MeasureSource.Counted), new("M07", MeasureSource.Entered), new("M08", MeasureSource.Entered),
        new("M09", MeasureSource.Cases), new("M10", MeasureSource.Cases, TargetSide.None), new("M11", MeasureSource.Cases), new("M12", MeasureSource.Cases, TargetSide.AtMost),
        new("M13", MeasureSource.Cases, TargetSide.AtMost), new("M14", MeasureSource.Cases), new("M15", MeasureSource.Cases, TargetSide.None), new("M16", MeasureSource.Cases, TargetSide.Below),
        new("M17", MeasureSource.Counted), new("M18", MeasureSource.Cases, TargetSide.Below), new("M19", MeasureSource.Cases), new("M20", MeasureSource.Counted),
        new("M21", MeasureSource.Entered), new("M22", MeasureSource.Counted), new("T2", MeasureSource.Counted), new("T5", MeasureSource.Counted), new("T8", MeasureSource.Counted),
    ];

    public static IReadOnlyList<ServiceMeasure> ToEnter { get; } = [.. All.Where(m => m.Source == MeasureSource.Entered)];

    /// <summary>A target of the organisation's own, beside those of the agreement: every one within 5 working days.</summary>
    public bool IsOwn => Id[0] == 'T';

    /// <summary>Availability is measured over minutes: there is no number of cases to ask for.</summary>
    public bool HasCases => Id != "M01";

    public Text Formula => new($"Agreements.measure-formula-{Id.ToLowerInvariant()}");

    public static ServiceMeasure? Find(string? id) => All.FirstOrDefault(m => m.Id == id);

    public string Name(Language language) => IsOwn ? new Text($"Agreements.measure-name-{Id.ToLowerInvariant()}").In(language) : Metrics[Id].What.In(language);

    /// <summary>The number to reach: the one agreed with this organisation, else the standard one; null where nothing is to be reached.</summary>
    public decimal? Target(IEnumerable<DifferingTarget> agreed)
    {
        if (Side == TargetSide.None) return null;
        if (IsOwn) return 100;
        return agreed.FirstOrDefault(t => t.Metric == Id) is { } differs ? decimal.Parse(differs.Value, CultureInfo.InvariantCulture) : Metrics[Id].Standard;
    }

    public string TargetWords(decimal? target, Language language) => (IsOwn, target) switch
    {
        (true, _) => Say.OwnTargetWords.In(language),
        (_, { } number) => Metrics[Id].With(number.ToString("0.##", CultureInfo.InvariantCulture)).In(language),
        _ => Metrics[Id].Target.In(language),
    };

    public bool Meets(decimal value, decimal target) => Side switch
    {
        TargetSide.AtMost => value <= target,
        TargetSide.Below => value < target,
        _ => value >= target,
    };
}
