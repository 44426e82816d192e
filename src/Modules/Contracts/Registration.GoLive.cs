using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>The organisation has uploaded a produced notice.</summary>
public sealed record NoticeUploaded(Guid OrganisationId, Guid FileId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One side proposed dates to the other.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ProposalId">The proposal.</param>
/// <param name="DateCode"><c>testing</c> or <c>go-live</c>.</param>
/// <param name="SideCode">Who proposed: <c>organisation</c> or <c>hmcts</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; the same for a go-live date.</param>
public sealed record DatesProposed(Guid OrganisationId, Guid ProposalId, string DateCode, string SideCode, DateOnly From, DateOnly To) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The test manager recorded the results of testing; the organisation's service owner and the test manager have to sign them off.</summary>
public sealed record TestResultsRecorded(Guid OrganisationId, int Scripts, int LesserDefects) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Nobody answered proposed dates in time: the proposal is void.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ProposalId">The proposal.</param>
/// <param name="DateCode"><c>testing</c> or <c>go-live</c>.</param>
public sealed record DatesProposalLapsed(Guid OrganisationId, Guid ProposalId, string DateCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A live organisation no longer meets a condition of going live.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
public sealed record LiveGateTurnedRed(Guid OrganisationId, int Gate) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A person of HMCTS confirmed a gate by hand, with a document.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
/// <param name="Confirmations">1 for the first person, 2 for the second, with whom it counts.</param>
public sealed record GateConfirmedByHand(Guid OrganisationId, int Gate, int Confirmations) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>All four tracks are done: the readiness review begins; the answer is its number, 1 for the first.</summary>
[Needs(Policy.Internal)]
public sealed record BeginReadinessReview(Guid OrganisationId) : ICommand<int>;

/// <summary>
/// Starts the countdown to the go-live date that both sides accepted and that is not postponed; null when there is none (the workflow then
/// waits for <see cref="GoLiveScheduled"/> and asks again).
/// </summary>
[Needs(Policy.Internal)]
public sealed record BeginGoLiveCountdown(Guid OrganisationId) : ICommand<GoLiveCountdown?>;

/// <summary>The date that counts.</summary>
/// <param name="On">The day of go-live; the workflow cuts over at 9am London time.</param>
/// <param name="Number">The number of the agreed date, as in <see cref="GoLiveScheduled"/>.</param>
public sealed record GoLiveCountdown(DateOnly On, int Number);

/// <summary>
/// The day has come: an officer may confirm its checklist, which opens the live service (<see cref="CutOverDone"/>). False, with nothing changed, while a blocking gate is red: the readiness
/// review then begins again.
/// </summary>
[Needs(Policy.Internal)]
public sealed record CutOver(Guid OrganisationId) : ICommand<bool>;

/// <summary>The organisation is live; early life support begins. It lasts 30 days.</summary>
[Needs(Policy.Internal)]
public sealed record BeginEarlyLife(Guid OrganisationId) : ICommand<bool>;

/// <summary>Ends early life support: the organisation is live in the ordinary way and onboarding is complete. False when a red gate keeps it going.</summary>
[Needs(Policy.Internal)]
public sealed record EndEarlyLife(Guid OrganisationId) : ICommand<bool>;

/// <summary>Early life support goes on after its 30 days, because a blocking gate is red.</summary>
public sealed record EarlyLifeProlonged(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>No blocking gate is red any more, and early life support that went on for that reason can end.</summary>
public sealed record GatesMetAgain(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The readiness review has begun.</summary>
public sealed record ReadinessReviewBegan(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"readiness:{Number}";
}

/// <summary>The readiness review found every blocking gate green or waived.</summary>
public sealed record ReadinessConfirmed(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"readiness:{Number}";
}

/// <summary>The readiness review sent the case back to one of its tracks.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">The review.</param>
/// <param name="TrackCode"><c>agreements</c>, <c>security</c>, <c>technical</c> or <c>set-up</c>.</param>
public sealed record ReadinessSentBack(Guid OrganisationId, int Number, string TrackCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"readiness:{Number}";
}

/// <summary>What the readiness review sent back has been seen to; an officer asks for the next review.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">The review that sent it back.</param>
public sealed record ReadinessAskedAgain(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"readiness:{Number}";
}

/// <summary>Both sides have accepted a go-live date; it may come before the readiness review or after it.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="On">The day.</param>
/// <param name="Number">1 for the first agreed date, one more for each later one.</param>
public sealed record GoLiveScheduled(Guid OrganisationId, DateOnly On, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"go-live:{Number}";
}

/// <summary>The agreed go-live date does not hold any longer; another one must be agreed.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">The number of the date that does not hold.</param>
/// <param name="ReasonCode"><c>organisation</c>, <c>hmcts</c>, <c>gates</c> or <c>other</c>.</param>
public sealed record GoLivePostponed(Guid OrganisationId, int Number, string ReasonCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"go-live:{Number}";
}

/// <summary>The countdown to the agreed go-live date runs, or waits until a date is agreed.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="On">The date; null while none lies ahead.</param>
public sealed record GoLiveCountdownBegun(Guid OrganisationId, DateOnly? On) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The go-live day has come: the officer's cut-over checklist is open.</summary>
public sealed record CutOverBegun(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The live service is open to the organisation.</summary>
public sealed record CutOverDone(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation is live.</summary>
public sealed record OrganisationWentLive(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Early life support has ended; onboarding is complete.</summary>
public sealed record EarlyLifeEnded(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
