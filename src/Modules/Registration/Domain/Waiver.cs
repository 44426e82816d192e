using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>
/// Two people of HMCTS let a gate pass for a time, although its fact doesn't hold: one asks with a reason and a last day, a senior onboarding
/// manager decides. It ends by itself after its last day; the database refuses one that is asked for and approved by the same person.
/// </summary>
internal sealed class Waiver : Entity
{
    private Waiver()
    {
    }

    public Waiver(Guid id, Guid organisationId, int gate, Guid reasonId, DateOnly expiresOn, Guid by, DateTimeOffset at)
    {
        (Id, OrganisationId, Gate, ReasonId, ExpiresOn, AskedBy, AskedAt) = (id, organisationId, gate, reasonId, expiresOn, by, at);
        Record(new GateWaiverAsked(organisationId, id, gate));
    }

    public Guid OrganisationId { get; private init; }
    public int Gate { get; private init; }
    public Guid ReasonId { get; private init; }
    public DateOnly ExpiresOn { get; private init; }
    public Guid AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public bool? Approved { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecisionReasonId { get; private set; }

    /// <summary>When it was refused, ended, or replaced after it had run out.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool Counts => Approved == true && ClosedAt is null;

    public void Approve(Guid by, DateTimeOffset at)
    {
        RequireThatItIsOpen(by);
        (Approved, DecidedBy, DecidedAt) = (true, by, at);
        Record(new GateWaiverApproved(OrganisationId, Id, Gate, ExpiresOn));
    }

    public void Refuse(Guid reasonId, Guid by, DateTimeOffset at)
    {
        RequireThatItIsOpen(by);
        (Approved, DecidedBy, DecidedAt, DecisionReasonId, ClosedAt) = (false, by, at, reasonId, at);
        Record(new GateWaiverRefused(OrganisationId, Id, Gate));
    }

    /// <summary>Nobody needs it any more, or another one takes its place.</summary>
    public void End(DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null, Say.WaiverRuleEnded);
        ClosedAt = at;
        Record(new GateWaiverEnded(OrganisationId, Id, Gate));
    }

    private void RequireThatItIsOpen(Guid by)
    {
        Rule.Require(Approved is null && ClosedAt is null, Say.WaiverRuleDecided);
        Rule.Require(by != AskedBy, Say.WaiverRuleSecondPerson);
    }
}
