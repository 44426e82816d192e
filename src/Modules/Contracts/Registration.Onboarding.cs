using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>The application was accepted: the onboarding case opens its four tracks (agreements, security, technical, set-up).</summary>
[Needs(Policy.Internal)]
public sealed record OpenTracks(Guid OrganisationId) : ICommand<bool>;

/// <summary>
/// Gives the organisation the notice pack and asks for its notices. Asked again after a review sent notices back, it opens the next round.
/// The answer is the round: the number that <see cref="NoticesSubmitted"/>, <see cref="NoticesPassed"/> and <see cref="NoticesSentBack"/> carry; 0 for an
/// organisation that does not use the single justice procedure, which has no notices to produce.
/// </summary>
[Needs(Policy.Internal)]
public sealed record IssueNoticePack(Guid OrganisationId) : ICommand<int>;

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

/// <summary>Early life support is over: the organisation is live in the ordinary way and onboarding is complete.</summary>
[Needs(Policy.Internal)]
public sealed record EndEarlyLife(Guid OrganisationId) : ICommand<bool>;

/// <summary>The four tracks have started.</summary>
public sealed record TracksOpened(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The notice pack is with the organisation; HMCTS waits for its notices.</summary>
public sealed record NoticePackIssued(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"notices:{Number}";
}

/// <summary>The organisation has sent the notices of this round for review.</summary>
public sealed record NoticesSubmitted(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"notices:{Number}";
}

/// <summary>The review passed the notices of this round.</summary>
public sealed record NoticesPassed(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"notices:{Number}";
}

/// <summary>The review sent the notices of this round back to be corrected.</summary>
public sealed record NoticesSentBack(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"notices:{Number}";
}

/// <summary>One side proposed a testing window, the other accepted it.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Number">1 for the first agreed window, one more for each change.</param>
public sealed record TestingDatesAgreed(Guid OrganisationId, DateOnly From, DateOnly To, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The test manager recorded that testing is complete and passed.</summary>
public sealed record TestingPassed(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A call, meeting or thought was noted, a question asked or answered, or an email filed; the words are a row of their own.</summary>
public sealed record ConversationEntryMade(Guid OrganisationId, Guid EntryId, string EntryKind, bool Shared, DateOnly? AnswerBy) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An entry of the conversation was worded anew; the number counts its wordings.</summary>
public sealed record ConversationEntryCorrected(Guid OrganisationId, Guid EntryId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A question of one side has the other side's answer.</summary>
public sealed record QuestionAnswered(Guid OrganisationId, Guid EntryId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Something waited longer than agreed; the rule is the clock's code.</summary>
public sealed record ClockRanOut(Guid OrganisationId, Guid ClockId, string Rule) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Somebody took the evidence pack of the organisation.</summary>
public sealed record EvidencePackTaken(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A file of a list (offences, bank weights, bank holidays) lies ready to be compared with the one in use.</summary>
public sealed record ReferenceFileKept(Guid FileId, string Kind, int Entries) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => FileId;
}

/// <summary>The file is the list in use from its day of validity on.</summary>
public sealed record ReferenceFileUsed(Guid FileId, string Kind, DateOnly ValidFrom) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => FileId;
}

/// <summary>The organisation has no organisation unit (OU) code and asks for one with its questionnaire.</summary>
public sealed record OuCodeRequested(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation sent its organisation unit (OU) code itself, so the request for one is closed.</summary>
public sealed record OuCodeRequestTakenBack(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An officer verified an identifier of the organisation, or found that it does not apply.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="IdentifierCode">legal-power, company-number, ou-code or ico.</param>
/// <param name="Verified">Whether it was verified; else it does not apply.</param>
public sealed record IdentifierChecked(Guid OrganisationId, string IdentifierCode, bool Verified) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An officer decided whether another organisation is the same as this one.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="OtherId">The other organisation.</param>
/// <param name="Same">Whether they are the same.</param>
public sealed record DuplicateDecided(Guid OrganisationId, Guid OtherId, bool Same) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation has its organisation unit (OU) code.</summary>
public sealed record OuCodeRecorded(Guid OrganisationId, string OuCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The prosecutor record exists, with its single justice procedure flag and its offences.</summary>
public sealed record ProsecutorRecorded(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A second person has confirmed the bank details.</summary>
public sealed record BankDetailsConfirmed(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The account administrator is named and invited.</summary>
public sealed record AdministratorNominated(Guid OrganisationId, Guid PersonId) : IEvent
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

/// <summary>One officer looks after another's organisations for a time.</summary>
/// <param name="CoverId">The cover.</param>
/// <param name="AbsentId">Whose organisations.</param>
/// <param name="CoveringId">Who looks after them.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record CoverArranged(Guid CoverId, Guid AbsentId, Guid CoveringId, DateOnly From, DateOnly To) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => AbsentId;
}

/// <summary>The cover ended before its last day.</summary>
/// <param name="CoverId">The cover.</param>
/// <param name="AbsentId">Whose organisations.</param>
/// <param name="CoveringId">Who looked after them.</param>
public sealed record CoverEnded(Guid CoverId, Guid AbsentId, Guid CoveringId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => AbsentId;
}
