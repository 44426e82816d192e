using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>One officer looks after another's organisations from one day to another; what the absent one is told, the covering one is told too.</summary>
internal sealed class Cover : Entity
{
    private Cover()
    {
    }

    public Cover(Guid id, Guid absentId, Guid coveringId, DateOnly from, DateOnly to, DateTimeOffset at)
    {
        Rule.Require(absentId != coveringId, Say.CoverRuleYourself);
        (Id, AbsentId, CoveringId, From, To, ArrangedAt) = (id, absentId, coveringId, from, to, at);
        Record(new CoverArranged(id, absentId, coveringId, from, to));
    }

    public Guid AbsentId { get; private init; }
    public Guid CoveringId { get; private init; }
    public DateOnly From { get; private init; }
    public DateOnly To { get; private init; }
    public DateTimeOffset ArrangedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(DateTimeOffset at)
    {
        Rule.Require(EndedAt is null, Say.CoverRuleEnded);
        EndedAt = at;
        Record(new CoverEnded(Id, AbsentId, CoveringId));
    }
}

/// <summary>When an officer was last here, and when the visit before that ended: what happened in between is what they haven't seen.</summary>
internal sealed class Visit
{
    public Guid PersonId { get; private init; }
    public DateTimeOffset LastAt { get; private init; }
    public DateTimeOffset Since { get; private init; }
}

/// <summary>A filter of the board that an officer kept under a name.</summary>
internal sealed class SavedView : Entity
{
    private SavedView()
    {
    }

    public SavedView(Guid id, Guid personId, string name, string query) => (Id, PersonId, Name, Query) = (id, personId, name, query);

    public Guid PersonId { get; private init; }
    public string Name { get; private init; } = "";
    public string Query { get; private init; } = "";
}
