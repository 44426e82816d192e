using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>A figure of one quarter that the platform can't count, with where it was taken from. Once replaced, it stays as a record.</summary>
internal sealed class MetricEntry : Entity
{
    private MetricEntry()
    {
    }

    public MetricEntry(Guid id, Guid organisationId, DateOnly ends, string metric, decimal value, int? cases, string source, Guid by, DateTimeOffset at)
    {
        Id = id;
        (OrganisationId, Ends, Metric, Cases, Source, EnteredBy, EnteredAt) = (organisationId, ends, metric, cases, source, by, at);
        Value = value.ToString("0.##", CultureInfo.InvariantCulture);
        Record(new ServiceFigureEntered(organisationId, id, metric, ends));
    }

    public Guid OrganisationId { get; private init; }
    public DateOnly Ends { get; private init; }
    public string Metric { get; private init; } = "";
    public string Value { get; private init; } = "";
    public int? Cases { get; private init; }
    public string Source { get; private set; } = "";
    public Guid EnteredBy { get; private init; }
    public DateTimeOffset EnteredAt { get; private init; }
    public DateTimeOffset? ReplacedAt { get; private set; }

    public decimal Number => decimal.Parse(Value, CultureInfo.InvariantCulture);

    public void Replace(DateTimeOffset at) => ReplacedAt = at;
}
