using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>What is stopped.</summary>
internal enum SuspensionScope
{
    Submissions,
    Users,
    All,
}

/// <summary>
/// HMCTS stops an organisation that is live. An officer asks and a senior onboarding manager decides; an urgent security stop holds at once and a
/// second person confirms it; one for a document that has run out begins by itself. Several may stand at once, one a reason.
/// </summary>
internal sealed class Suspension : Entity
{
    public const string SecurityIncident = "security-incident";
    public const string ExpiredAgreement = "expired-agreement";
    public const string ExpiredSecurity = "expired-security";

    /// <summary>What an officer may choose; the rest begins by itself.</summary>
    public static readonly IReadOnlyList<string> Catalogue = [SecurityIncident, "security-failed", "service-levels", "terms", ExpiredAgreement, ExpiredSecurity, "own-request", "other"];

    private Suspension()
    {
    }

    public static Suspension Ask(Guid id, Guid organisationId, SuspensionScope scope, string reasonCode, Guid reasonId, Guid by, DateTimeOffset at)
    {
        var asked = new Suspension { Id = id, OrganisationId = organisationId, Scope = scope, ReasonCode = reasonCode, ReasonId = reasonId, AskedBy = by, AskedAt = at };
        asked.Record(new SuspensionAsked(organisationId, id, scope.Code(), reasonCode));
        return asked;
    }

    /// <summary>The urgent security stop of a senior manager: it holds before anybody else has looked.</summary>
    public static Suspension AtOnce(Guid id, Guid organisationId, SuspensionScope scope, Guid reasonId, Guid by, DateTimeOffset at)
    {
        var stop = new Suspension { Id = id, OrganisationId = organisationId, Scope = scope, ReasonCode = SecurityIncident, ReasonId = reasonId, AskedBy = by, AskedAt = at, IsUrgent = true };
        stop.Begin(at);
        return stop;
    }

    /// <summary>A document has run out and its days of grace are over.</summary>
    public static Suspension ByItself(Guid id, Guid organisationId, string reasonCode, DateTimeOffset at)
    {
        var stop = new Suspension { Id = id, OrganisationId = organisationId, Scope = SuspensionScope.Submissions, ReasonCode = reasonCode, AskedAt = at };
        stop.Begin(at);
        return stop;
    }

    public Guid OrganisationId { get; private init; }
    public SuspensionScope Scope { get; private init; }
    public string ReasonCode { get; private init; } = "";
    public Guid? ReasonId { get; private init; }

    /// <summary>Null for one that began by itself.</summary>
    public Guid? AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public bool IsUrgent { get; private init; }
    public bool? Approved { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecisionReasonId { get; private set; }
    public DateTimeOffset? BeganAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Guid? EndedBy { get; private set; }
    public Guid? EndingReasonId { get; private set; }

    public bool IsInForce => BeganAt is not null && EndedAt is null;
    public bool WaitsForDecision => BeganAt is null && EndedAt is null;
    public bool WaitsForSecond => IsUrgent && IsInForce && Approved is null;
    public bool StopsPeople => Scope != SuspensionScope.Submissions;
    public bool StopsSubmissions => Scope != SuspensionScope.Users;

    public void Approve(Guid by, DateTimeOffset at)
    {
        Rule.Require(WaitsForDecision, Say.SuspensionRuleDecided);
        Decide(true, by, at);
        Begin(at);
    }

    public void Refuse(Guid reasonId, Guid by, DateTimeOffset at)
    {
        Rule.Require(WaitsForDecision, Say.SuspensionRuleDecided);
        Decide(false, by, at);
        (DecisionReasonId, EndedAt) = (reasonId, at);
        Record(new SuspensionRefused(OrganisationId, Id));
    }

    /// <summary>What it asks for begins by itself: nobody has to decide any more.</summary>
    public void Lapse(DateTimeOffset at)
    {
        Rule.Require(WaitsForDecision, Say.SuspensionRuleDecided);
        EndedAt = at;
        Record(new SuspensionRefused(OrganisationId, Id));
    }

    public void Confirm(Guid by, DateTimeOffset at)
    {
        Rule.Require(WaitsForSecond, Say.SuspensionRuleDecided);
        Decide(true, by, at);
        Record(new SuspensionConfirmed(OrganisationId, Id));
    }

    /// <summary>What it was for is put right, and no blocking gate is red.</summary>
    public void End(IReadOnlyList<GateRow> gates, Guid reasonId, Guid by, DateTimeOffset at)
    {
        Rule.Require(IsInForce, Say.SuspensionRuleEnded);
        Rule.Require(!gates.Any(g => g.Stops), Say.SuspensionRuleGatesRed(Gates.Names(gates.Where(g => g.Stops))));
        (EndedAt, EndedBy, EndingReasonId) = (at, by, reasonId);
        Record(new OrganisationReinstated(OrganisationId, Id));
    }

    private void Begin(DateTimeOffset at)
    {
        BeganAt = at;
        Record(new OrganisationSuspended(OrganisationId, Id, Scope.Code(), ReasonCode, IsUrgent));
    }

    private void Decide(bool approved, Guid by, DateTimeOffset at)
    {
        Rule.Require(by != AskedBy, Say.SuspensionRuleSecondPerson);
        (Approved, DecidedBy, DecidedAt) = (approved, by, at);
    }
}
