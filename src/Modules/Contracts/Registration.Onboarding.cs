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

/// <summary>A newer version of the notice pack came into force while the notices of this round hadn't passed: the organisation was given it.</summary>
public sealed record NoticePackRenewed(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation has sent the notices of this round for review.</summary>
public sealed record NoticesSubmitted(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"notices:{Number}";
}

/// <summary>A virus was found in a file that was uploaded for this organisation: nobody can open it, and its uploader was told.</summary>
public sealed record UploadRefused(Guid OrganisationId, Guid UploadId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
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

/// <summary>Testing is complete: the organisation's service owner and the test manager have signed off its results.</summary>
public sealed record TestingPassed(Guid OrganisationId) : IEvent
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

/// <summary>An administrator had all cases of one version of a process moved to its newest version; each case says so itself when it is moved.</summary>
/// <param name="RequestId">This request.</param>
/// <param name="ProcessCode">The id of the definition.</param>
/// <param name="From">The version that the cases leave.</param>
/// <param name="To">The version by which they go on.</param>
/// <param name="Cases">How many.</param>
public sealed record CasesMoveAsked(Guid RequestId, string ProcessCode, int From, int To, int Cases) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => RequestId;
}

/// <summary>An administrator had a failed step of the process tried again.</summary>
/// <param name="OrganisationId">The organisation whose case it is.</param>
/// <param name="StepCode">The step's id in the definition.</param>
public sealed record StepRetried(Guid OrganisationId, string StepCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An administrator went on past a failed step of the process, for a reason that stands in the journal.</summary>
/// <param name="OrganisationId">The organisation whose case it is.</param>
/// <param name="StepCode">The step's id in the definition.</param>
public sealed record StepSkipped(Guid OrganisationId, string StepCode) : IEvent
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

/// <summary>An email about an organisation came back: it couldn't be delivered.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="StatusCode">What the mail server said: an enhanced status code (RFC 3463), such as <c>5.1.1</c>.</param>
public sealed record EmailBounced(Guid OrganisationId, string StatusCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The case goes on by another version of its process; its place there was worked out from facts.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="From">The version before.</param>
/// <param name="To">The version now.</param>
public sealed record CaseMovedToVersion(Guid OrganisationId, int From, int To) : IEvent
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
