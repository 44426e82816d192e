using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>A target of one organisation's service level agreement that differs from the standard, and why. Once replaced or taken back, it stays as a record.</summary>
internal sealed class AgreedTarget : Entity
{
    private AgreedTarget()
    {
    }

    public AgreedTarget(Guid id, Guid organisationId, string metric, string value, string reason, Guid by, DateTimeOffset at)
    {
        Id = id;
        (OrganisationId, Metric, Value, Reason, SetBy, SetAt) = (organisationId, metric, value, reason, by, at);
        Record(new ServiceLevelTargetSet(organisationId, metric));
    }

    public Guid OrganisationId { get; private init; }
    public string Metric { get; private init; } = "";
    public string Value { get; private init; } = "";
    public string Reason { get; private set; } = "";
    public Guid SetBy { get; private init; }
    public DateTimeOffset SetAt { get; private init; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(Guid by, DateTimeOffset at, bool replaced)
    {
        (EndedBy, EndedAt) = (by, at);
        if (!replaced) Record(new ServiceLevelTargetRemoved(OrganisationId, Metric));
    }
}
