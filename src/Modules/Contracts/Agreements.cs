using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Agreements;

/// <summary>Issues one agreement to the organisation's named signatory; a further round replaces one that was declined or sent back.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Kind"><c>mou</c>, <c>terms</c> or <c>sla</c>.</param>
[Needs(Policy.Internal)]
public sealed record IssueAgreement(Guid OrganisationId, string Kind) : ICommand<IssuedAgreement>;

/// <summary>What was issued.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Round">1 for the first issue, one more for each further one.</param>
/// <param name="BothSign">Whether the accountable person signs besides the service owner, because targets differ from the standard.</param>
public sealed record IssuedAgreement(Guid AgreementId, int Round, bool BothSign);

/// <summary>Issues the security assurance questionnaire to the security signatory.</summary>
[Needs(Policy.Internal)]
public sealed record IssueSecurityQuestionnaire(Guid OrganisationId) : ICommand<int>;

/// <summary>Books the first quarterly review of the service level agreement.</summary>
[Needs(Policy.Internal)]
public sealed record BookServiceReview(Guid OrganisationId) : ICommand<Guid>;

/// <summary>Where the organisation's agreements and its questionnaire stand: facts for the go-live gates.</summary>
[Needs(Policy.Internal)]
public sealed record DescribeAgreements(Guid OrganisationId) : IQuery<AgreementsStanding>;

/// <summary>The standing of all four documents.</summary>
/// <param name="Agreements">Of each kind the round in force, if any, and the latest that was issued; the earlier round first.</param>
/// <param name="Security">The latest verdict on the questionnaire, which holds while a further round is answered: null while there is none, else <c>approved</c>, <c>conditions</c>, <c>failed</c>.</param>
/// <param name="SecuritySigned">When the security signatory signed the questionnaire.</param>
/// <param name="SecurityValidUntil">The last day on which the verdict holds.</param>
/// <param name="NextReview">The date of the booked quarterly review.</param>
/// <param name="SecurityAnswerBy">The last day for the signatory's answers, while they aren't signed; null before the issue.</param>
/// <param name="ConditionsDue">The last day for meeting the assessor's conditions; null where there are none, or once they are met.</param>
/// <param name="CriticalOpen">Whether a critical question fails while conditions aren't met: no condition may be critical at go-live.</param>
/// <param name="SecurityRenewing">When the questionnaire was issued again after a verdict, while that round has none yet; null when no further round is under way.</param>
public sealed record AgreementsStanding(
    IReadOnlyList<AgreementStanding> Agreements, string? Security, DateTimeOffset? SecuritySigned, DateOnly? SecurityValidUntil, DateOnly? NextReview,
    DateOnly? SecurityAnswerBy, DateOnly? ConditionsDue, bool CriticalOpen, DateTimeOffset? SecurityRenewing = null);

/// <summary>The standing of one agreement.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Kind"><c>mou</c>, <c>terms</c> or <c>sla</c>.</param>
/// <param name="Round">The round, or the number of the review.</param>
/// <param name="Issued">When it was issued.</param>
/// <param name="Signed">When the organisation's signature counted (signed, and the authority accepted by an officer).</param>
/// <param name="Countersigned">When HMCTS countersigned.</param>
/// <param name="InForce">When it came into force.</param>
/// <param name="ExpiresOn">The last day in force, null when it has none.</param>
/// <param name="Declined">When it was declined or sent back.</param>
/// <param name="RetiredText">The version of its text, where that version no longer stands; null while it does.</param>
public sealed record AgreementStanding(
    Guid AgreementId, string Kind, int Round, DateTimeOffset Issued, DateTimeOffset? Signed, DateTimeOffset? Countersigned, DateTimeOffset? InForce,
    DateOnly? ExpiresOn, DateTimeOffset? Declined, string? RetiredText);

/// <summary>The agreements that wait for the countersignature of the person who asks.</summary>
[Needs(Policy.Internal)]
public sealed record FindToCountersign : IQuery<IReadOnlyList<Guid>>;

/// <summary>What stands of all organisations, to be held against what other modules keep of it.</summary>
[Needs(Policy.Internal)]
public sealed record DescribeAllAgreements : IQuery<AllAgreements>;

/// <summary>What stands of all organisations.</summary>
/// <param name="InForce">The agreements in force.</param>
/// <param name="UnderReview">The organisations that have a quarterly review which is booked or isn't signed off.</param>
public sealed record AllAgreements(IReadOnlyList<AgreementInForce> InForce, IReadOnlyList<Guid> UnderReview);

/// <summary>One agreement in force.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Kind"><c>mou</c>, <c>terms</c> or <c>sla</c>.</param>
public sealed record AgreementInForce(Guid OrganisationId, string Kind);

/// <summary>The documents of an organisation as they lie in the document store, the oldest first.</summary>
[Needs(Policy.Internal)]
public sealed record FindSealedDocuments(Guid OrganisationId) : IQuery<IReadOnlyList<SealedDocument>>;

/// <summary>A PDF with the seals that it has so far.</summary>
/// <param name="Kind"><c>mou</c>, <c>terms</c>, <c>sla</c>, <c>security-questionnaire</c>, <c>quarterly-review</c>, <c>withdrawn-statement-en</c>, <c>left-statement-cy</c> and so on, or <c>novation-note-</c> with the reference of the agreement that passed.</param>
/// <param name="Round">The round.</param>
/// <param name="Address">Its address in the document store.</param>
public sealed record SealedDocument(string Kind, int Round, string Address);

/// <summary>An agreement is with its signatory.</summary>
public sealed record AgreementIssued(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>Somebody whom nobody asked opened the link of an agreement or sent a signature for it, and was refused; the event's actor is who.</summary>
/// <param name="OrganisationId">The organisation whose agreement it is.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Kind">Which document.</param>
/// <param name="Number">The round.</param>
public sealed record AgreementLinkRefused(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A signatory has signed; the signature counts once an officer has accepted the authority and the PDF is sealed.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Kind">Which document.</param>
/// <param name="Number">The round.</param>
public sealed record AgreementSignatureGiven(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>Everybody who was asked for the organisation has signed: an officer has to accept the authority by which they did.</summary>
public sealed record AgreementAuthorityAsked(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>An officer has accepted the authority by which the signatory signed.</summary>
public sealed record AgreementAuthorityAccepted(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>The organisation has signed and an officer has accepted the signer's authority: the signature counts.</summary>
public sealed record AgreementSigned(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>The round ended without a signature that counts: declined, sent back with questions, recalled by HMCTS, or out of time.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Kind">Which document.</param>
/// <param name="Number">The round.</param>
/// <param name="ReasonCode"><c>authority</c>, <c>terms</c>, <c>wrong-person</c>, <c>duplicate</c>, <c>questions</c>, <c>other</c>, <c>recalled</c> or <c>expired</c>.</param>
public sealed record AgreementDeclined(Guid OrganisationId, Guid AgreementId, string Kind, int Number, string ReasonCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>An officer has answered and asks for the agreement to be issued again.</summary>
public sealed record AgreementReissueAsked(Guid OrganisationId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>The signatory of HMCTS has countersigned; the agreement comes into force once the countersignature is sealed.</summary>
public sealed record AgreementCountersigned(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>The agreement binds both sides: countersigned, or standard terms signed.</summary>
public sealed record AgreementCameIntoForce(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>An officer set a target that differs from the standard, for the next service level agreement that is issued.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Metric"><c>M01</c> to <c>M22</c>.</param>
public sealed record ServiceLevelTargetSet(Guid OrganisationId, string Metric) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An officer took a differing target back: the standard one applies again.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Metric"><c>M01</c> to <c>M22</c>.</param>
public sealed record ServiceLevelTargetRemoved(Guid OrganisationId, string Metric) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A quarterly review has a date.</summary>
public sealed record ServiceReviewBooked(Guid OrganisationId, Guid ReviewId, DateOnly On) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
