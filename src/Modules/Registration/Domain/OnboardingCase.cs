using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>Where an organisation stands between its first answer and being live.</summary>
internal enum Stage
{
    Draft,
    Submitted,
    Triage,
    Returned,
    Accepted,
    Readiness,
    GoLiveScheduled,
    CutOver,
    EarlyLife,
    Live,
    Withdrawn,
    Rejected,
    Lapsed,
    Suspended,
    Leaving,
    OffBoarding,
    Closed,
    Merged,
}

/// <summary>Who holds the next step.</summary>
internal enum Turn
{
    Organisation,
    Hmcts,
    Both,
    Nobody,
}

/// <summary>One organisation's way from application to live, one row on the officers' board. Its id is the organisation's.</summary>
internal sealed partial class OnboardingCase : Entity
{
    public const int Steps = 10;

    private OnboardingCase()
    {
    }

    public OnboardingCase(Organisation organisation, DateTimeOffset at, DateOnly draftEnds)
    {
        (Id, Reference) = (organisation.Id, organisation.Reference);
        Name = organisation.LegalName;
        MoveTo(Stage.Draft, at, draftEnds);
        (NextOn, ByDate) = (draftEnds, string.Create(CultureInfo.InvariantCulture, $"{draftEnds:yyyy-MM-dd} {Reference}"));
    }

    public string Reference { get; private init; } = "";
    public string Name { get; private set; } = "";
    public Stage Stage { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public Turn Turn { get; private set; }
    public int StepsDone { get; private set; }

    /// <summary>The day that the stage itself runs towards: the draft's lapse, the decision, the answer, going live.</summary>
    public DateOnly? StageOn { get; private set; }

    /// <summary>The earliest of that day and of those by which running clocks should stop; triggers keep it, since clocks run in any stage.</summary>
    public DateOnly? NextOn { get; private init; }

    /// <summary>The rule of the clock that the next date is from; null for the stage's own.</summary>
    public string? NextClock { get; private init; }
    public Guid? OwnerId { get; private set; }
    public DateTimeOffset? OwnedSince { get; private set; }

    /// <summary>The last day of an organisation that leaves.</summary>
    public DateOnly? LeavesOn { get; private set; }

    /// <summary>Where an organisation that is suspended or leaves goes on if it is reinstated or stays.</summary>
    public Stage? ResumesAt { get; private set; }

    /// <summary>The keys that the board is sorted and paged by, each unique because it ends with the reference.</summary>
    public string ByName { get; private set; } = "";
    public string ByStage { get; private set; } = "";
    public string ByDate { get; private init; } = "";

    /// <summary>For good: it came to nothing, the organisation has left, or it went into another. That of a live organisation goes on, though the next step is nobody's.</summary>
    public bool IsOver => Stage is Stage.Withdrawn or Stage.Rejected or Stage.Lapsed or Stage.Closed or Stage.Merged;

    /// <summary>Not open to the organisation yet: there is a go-live to forecast.</summary>
    public bool IsOnItsWay => (ResumesAt ?? Stage) < Stage.EarlyLife;

    /// <summary>Whether a date of a clock, or of the stage, is counted in working days, as what somebody has to answer is; drafts, go-live and early life aren't.</summary>
    public bool CountsWorkingDays(string? clock) => clock is null ? Stage is Stage.Submitted or Stage.Triage or Stage.Returned : !ClockRule.All[clock].RunsTowardsADay;

    public void Rename(string name)
    {
        Name = name;
        Sort();
    }

    /// <summary>A live organisation's gate has turned red.</summary>
    public void NoLongerMeets(int gate) => Record(new LiveGateTurnedRed(Id, gate));

    public void GoesOnByVersion(int from, int to) => Record(new CaseMovedToVersion(Id, from, to));

    /// <summary>On the way. What is suspended or leaves stays so; only where it would go on moves.</summary>
    public void MoveTo(Stage stage, DateTimeOffset at, DateOnly? on)
    {
        if (Stage is Stage.Suspended or Stage.Leaving) ResumesAt = stage;
        else if (Stage is not (Stage.OffBoarding or Stage.Closed or Stage.Merged)) Put(stage, at, on);
    }

    /// <param name="on">The agreed date; null while none lies ahead.</param>
    /// <param name="at">Now.</param>
    public void BeginCountdown(DateOnly? on, DateTimeOffset at)
    {
        MoveTo(Stage.GoLiveScheduled, at, on);
        Record(new GoLiveCountdownBegun(Id, on));
    }

    /// <summary>Whether the live service is open to the organisation, suspended or not.</summary>
    public bool IsOpenToIt => (ResumesAt ?? Stage) is Stage.EarlyLife or Stage.Live;

    /// <summary>Its application is sent and not decided on.</summary>
    public bool IsBeforeDecision => Stage is Stage.Submitted or Stage.Triage or Stage.Returned;

    /// <summary>Its application is accepted, and it has neither ended nor begun to leave for good: onboarding, live, suspended or about to leave.</summary>
    public bool IsAccepted => (ResumesAt ?? Stage) is >= Stage.Accepted and <= Stage.Live;

    /// <summary>It is there, sent or live: another one can be merged into it.</summary>
    public bool MayTakeIn => Stage is not (Stage.Draft or Stage.OffBoarding) && !IsOver;

    /// <summary>For good. The one that goes on keeps it among what happened to it, which also makes two mergers at once meet.</summary>
    public void MergeInto(OnboardingCase goesOn, Merger merger, DateTimeOffset at)
    {
        (ResumesAt, LeavesOn) = (null, null);
        Put(Stage.Merged, at, null);
        Record(new OrganisationMerged(Id, merger.Id, goesOn.Id, merger.Reissue));
        goesOn.Record(new OrganisationTakenIn(goesOn.Id, merger.Id, Id));
    }

    private void Resume(DateTimeOffset at)
    {
        var stage = ResumesAt!.Value;
        ResumesAt = null;
        Put(stage, at, null);
    }

    private void Put(Stage stage, DateTimeOffset at, DateOnly? on)
    {
        (Stage, Since, StageOn) = (stage, at, on);
        (Turn, StepsDone) = (TurnAt(stage), StepsAt(stage));
        Sort();
    }

    /// <summary>Who holds the next step at a stage.</summary>
    public static Turn TurnAt(Stage stage) => stage switch
    {
        Stage.Draft or Stage.Returned => Turn.Organisation,
        Stage.Submitted or Stage.Triage or Stage.Readiness or Stage.CutOver or Stage.OffBoarding => Turn.Hmcts,
        Stage.Accepted or Stage.GoLiveScheduled or Stage.EarlyLife or Stage.Suspended or Stage.Leaving => Turn.Both,
        _ => Turn.Nobody,
    };

    private int StepsAt(Stage stage) => stage switch
    {
        Stage.Draft => 0,
        Stage.Submitted or Stage.Triage or Stage.Returned => 1,
        Stage.Accepted => 2,
        Stage.Readiness => 6,
        Stage.GoLiveScheduled => 7,
        Stage.CutOver => 8,
        Stage.EarlyLife => 9,
        Stage.Live => Steps,
        _ => StepsDone,
    };

    /// <summary>A draft lapses so long after it was last saved.</summary>
    public void Saved(Application application)
    {
        if (Stage != Stage.Draft) return;
        StageOn = application.DraftEndsAt.CivilDate();
    }

    /// <summary>An officer owns the case from now on; taking it again changes nothing.</summary>
    public void Take(Guid officerId, DateTimeOffset at)
    {
        Rule.Require(!IsOver, Say.RuleCaseIsOver);
        if (OwnerId == officerId) return;
        (OwnerId, OwnedSince) = (officerId, at);
        if (Stage == Stage.Submitted) MoveTo(Stage.Triage, Since, StageOn);
        Record(new OwnershipTaken(Id, officerId));
    }

    /// <summary>Until the service is open to it, whatever is under way.</summary>
    public bool MayWithdraw => Stage < Stage.EarlyLife;

    public void Withdraw(DateTimeOffset at)
    {
        Rule.Require(MayWithdraw, Say.RuleNothingToWithdraw);
        MoveTo(Stage.Withdrawn, at, null);
    }

    public void DecideDuplicate(Guid otherId, bool isSame) => Record(new DuplicateDecided(Id, otherId, isSame));

    public void Erase(Retention kept, DateOnly sealedUntil) => Record(new OrganisationErased(Id, kept.Code, sealedUntil));

    public void EmailBounced(string status) => Record(new EmailBounced(Id, status));

    public void TakeEvidence() => Record(new EvidencePackTaken(Id));

    private void Sort()
    {
        ByName = $"{string.Join(' ', Formats.SearchWords(Name))} {Reference}";
        ByStage = string.Create(CultureInfo.InvariantCulture, $"{(int)Stage:D2} {Reference}");
    }
}

/// <summary>One word by which the board finds an organisation.</summary>
internal sealed record SearchWord(string Word, Guid OrganisationId);
