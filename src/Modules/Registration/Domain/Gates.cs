using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Registration;

internal enum GateState
{
    Green,
    Amber,
    Red,
    NotNeeded,
    Waived,
}

/// <summary>How a gate stands, with the fact that says so.</summary>
/// <param name="State">Its state.</param>
/// <param name="Fact">The fact in words.</param>
/// <param name="Expected">By when whoever must act is expected to have done so, where that is known.</param>
/// <param name="MayBeWaived">Whether two people may let this very fact pass for a time.</param>
internal sealed record GateFinding(GateState State, Text Fact, DateOnly? Expected = null, bool MayBeWaived = false);

/// <summary>Everything that the gates are computed from.</summary>
internal sealed record GateFacts(
    Application Application, AgreementsStanding Agreements, Schedule Schedule, SetUp SetUp, NoticeRound? Notices,
    IReadOnlyList<Defect> Defects, IReadOnlyList<HandConfirmation> Confirmations, IReadOnlyList<Waiver> Waivers, IReadOnlyList<PersonSummary> People, OffenceList Offences,
    ServiceCalendar Calendar, DateTimeOffset? ReadinessAsked, DateOnly Today)
{
    /// <summary>Working days between asking for the readiness review and going live.</summary>
    public const int Notice = 10;

    public bool IsLive => SetUp.ClosedAt is not null;

    /// <summary>The day for which the conditions have to hold: go-live, and each day after it.</summary>
    public DateOnly GoLive => Schedule.GoLiveOn is { } on && on > Today ? on : Today;

    /// <summary>The day until which a document has to last; what must be left at go-live needn't be left for ever.</summary>
    public DateOnly LastsTo(int daysAfterGoLive) => IsLive ? Today : GoLive.AddDays(daysAfterGoLive);

    /// <summary>Whether the organisation claims anything in court that the platform then pays to it; answers from before it was asked don't say, so it is.</summary>
    public bool PaymentsAreDue => Application.Answers.PaymentsAreDue;
}

/// <summary>One condition of going live.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Condition">The condition in words.</param>
/// <param name="Blocking">Whether the database refuses live while it is red.</param>
/// <param name="Who">Who must act while it isn't green.</param>
/// <param name="Source">Where the facts are, under /officer/org/{id}.</param>
/// <param name="Judge">Computes how it stands.</param>
/// <param name="ByHand">What two people of HMCTS confirm by hand, because no part of the platform supplies it yet.</param>
internal sealed record Gate(int Number, Text Condition, bool Blocking, Text Who, string Source, Func<GateFacts, GateFinding> Judge, Text? ByHand = null)
{
    public string Code => $"G{Number}";

    /// <summary>The gates that have to be open before somebody can see to this one.</summary>
    public int[] WaitsFor { get; init; } = [];

    /// <summary>For how many days at most this gate may be waived; 0 where it can't be.</summary>
    public int LongestWaiver { get; init; }

    /// <summary>Whether what is confirmed by hand may be waived, rather than the computed fact.</summary>
    public bool HandMayBeWaived { get; init; }

    public GateFinding State(GateFacts facts) => Waived(Confirmed(Waived(Judge(facts), facts), facts), facts);

    private GateFinding Confirmed(GateFinding found, GateFacts facts)
    {
        if (ByHand is null || found.State is GateState.Red or GateState.NotNeeded) return found;
        return facts.Confirmations.SingleOrDefault(c => c.Gate == Number) switch
        {
            null => new(GateState.Red, Say.GateWaitsForHand(ByHand), MayBeWaived: HandMayBeWaived),
            { SecondAt: null } => new(GateState.Red, Say.GateWaitsForSecond(ByHand), MayBeWaived: HandMayBeWaived),
            { SecondAt: { } at } => found with { Fact = Say.GateByHand(found.Fact, at.CivilDate()) },
        };
    }

    private GateFinding Waived(GateFinding found, GateFacts facts)
    {
        if (found is not { State: GateState.Red, MayBeWaived: true } || facts.Waivers.SingleOrDefault(w => w.Gate == Number && w.Counts) is not { } waiver) return found;
        return waiver.ExpiresOn < facts.GoLive
            ? found with { Fact = Say.GateWaiverTooShort(found.Fact, waiver.ExpiresOn) }
            : found with { State = GateState.Waived, Fact = Say.GateWaivedUntil(found.Fact, waiver.ExpiresOn), Expected = waiver.ExpiresOn };
    }
}

/// <summary>The gates G1 to G13, each computed from facts; nobody ticks one.</summary>
internal static class Gates
{
    private const int SecurityDaysAfterGoLive = 90;
    private const int MouDaysAfterGoLive = 30;
    private const int LeastUsers = 2;
    private const int DaysToSign = 20;
    private const int DaysToCountersign = 5;
    private const int DaysToAssess = 10;
    private const int DaysToReview = 5;

    public static IReadOnlyList<Gate> All { get; } =
    [
        new(1, Say.Gate1, true, Say.WhoOnboardingOfficer, "/identifiers", Registered),
        new(2, Say.Gate2, true, Say.WhoAccountablePerson, "/agreements", f => InForce(f, "mou", MouDaysAfterGoLive)) { WaitsFor = [1] },
        new(3, Say.Gate3, true, Say.WhoAccountablePerson, "/agreements", f => InForce(f, "terms", 0)) { WaitsFor = [1] },
        new(4, Say.Gate4, true, Say.WhoServiceOwners, "/agreements", ServiceLevel) { WaitsFor = [1], LongestWaiver = 30 },
        new(5, Say.Gate5, true, Say.WhoSecurity, "/security", Security) { WaitsFor = [1], LongestWaiver = 90 },
        new(6, Say.Gate6, true, Say.WhoFinance, "/setup", Bank) { WaitsFor = [1], LongestWaiver = 90 },
        new(7, Say.Gate7, true, Say.WhoOnboardingOfficer, "/setup", ReferenceData) { WaitsFor = [1] },
        new(8, Say.Gate8, true, Say.WhoTesting, "/testing", Notices) { WaitsFor = [1] },
        new(9, Say.Gate9, true, Say.WhoTestManager, "/gates/9", Route, Say.HandRoute),
        new(10, Say.Gate10, true, Say.WhoTesting, "/testing", Testing) { WaitsFor = [8], LongestWaiver = 30 },
        new(11, Say.Gate11, true, Say.WhoAdministrator, "/setup", ActiveUsers, Say.HandTrainingAcknowledged) { WaitsFor = [1] },
        new(12, Say.Gate12, true, Say.WhoBoth, "/dates", GoLiveDate, Say.HandSupportAndRollback) { WaitsFor = [10], LongestWaiver = 30 },
        new(13, Say.Gate13, true, Say.WhoOnboardingOfficer, "/gates/13", _ => new(GateState.Green, Say.FactDataProtection), Say.HandDataProtection) { LongestWaiver = 60, HandMayBeWaived = true },
    ];

    public static Gate Of(int number) => All.SingleOrDefault(g => g.Number == number) ?? throw new NotFoundException();

    public static string Names(IEnumerable<GateRow> rows) => string.Join(", ", rows.OrderBy(r => r.Number).Select(r => Of(r.Number).Code));

    private static GateFinding Registered(GateFacts facts) => facts.Application switch
    {
        { IsAccepted: false } => new(GateState.Red, Say.FactNotAccepted),
        { IdentifiersVerified: false } => new(GateState.Red, Say.FactIdentifiersOpen),
        var accepted => new(GateState.Green, Say.FactAccepted(accepted.DecisionOnLatest!.At.CivilDate())),
    };

    /// <summary>While a further round is on its way, the one in force counts for as long as it is good enough.</summary>
    private static GateFinding InForce(GateFacts facts, string kind, int daysAfter)
    {
        var rounds = facts.Agreements.Agreements.Where(a => a.Kind == kind).OrderBy(a => a.Round).Select(a => InForce(facts, a, daysAfter)).ToList();
        return rounds.FirstOrDefault(r => r.State == GateState.Green) ?? rounds.LastOrDefault() ?? new(GateState.Red, Say.FactNotIssued);
    }

    private static GateFinding InForce(GateFacts facts, AgreementStanding agreement, int daysAfter) => agreement switch
    {
        { Declined: { } at } => new(GateState.Red, Say.FactDeclined(at.CivilDate())),
        { InForce: { } at } when at.CivilDate() > facts.GoLive => new(GateState.Red, Say.FactInForceTooLate(at.CivilDate())),
        { InForce: not null, ExpiresOn: { } end } when end < facts.LastsTo(daysAfter) => new(GateState.Red, Say.FactExpires(end)),
        { InForce: not null, RetiredText: { } version } => new(GateState.Red, Say.FactTextRetired(version)),
        { InForce: { } at } => new(GateState.Green, Say.FactInForce(at.CivilDate())),
        { Signed: { } at } => new(GateState.Red, Say.FactWaitsForCountersignature(at.CivilDate()), WorkingDays.After(at, DaysToCountersign)),
        { Issued: var at } => new(GateState.Red, Say.FactWaitsForSignature(at.CivilDate()), WorkingDays.After(at, DaysToSign)),
    };

    private static GateFinding ServiceLevel(GateFacts facts)
    {
        var found = InForce(facts, "sla", 0);
        if (found.State != GateState.Green) return found;
        return facts.Agreements.NextReview is { } on ? new(GateState.Green, Say.FactReviewBooked(on)) : new(GateState.Red, Say.FactReviewNotBooked, MayBeWaived: true);
    }

    private static GateFinding Security(GateFacts facts) => facts.Agreements switch
    {
        { Security: "failed" } => new(GateState.Red, Say.FactSecurityFailed),
        { Security: null, SecuritySigned: { } at } => new(GateState.Red, Say.FactSecurityOpen, WorkingDays.After(at, DaysToAssess)),
        { Security: null } => new(GateState.Red, Say.FactSecurityOpen, facts.Agreements.SecurityAnswerBy),
        { SecuritySigned: null } => new(GateState.Red, Say.FactSecurityNotSigned),
        { SecurityValidUntil: { } end } when end < facts.LastsTo(SecurityDaysAfterGoLive) => new(GateState.Red, Say.FactSecurityEnds(end)),
        { ConditionsDue: { } due, CriticalOpen: true } => new(GateState.Red, Say.FactConditionsCritical(due), due, MayBeWaived: true),
        { ConditionsDue: { } due } when due < facts.Today => new(GateState.Red, Say.FactConditionsOverdue(due), MayBeWaived: true),
        { ConditionsDue: { } due, SecurityValidUntil: var end } => new(GateState.Green, Say.FactSecurityConditionsOpen(due, end)),
        { Security: "conditions", SecurityValidUntil: var end } => new(GateState.Green, Say.FactSecurityConditions(end)),
        { SecurityValidUntil: var end } => new(GateState.Green, Say.FactSecurityApproved(end)),
    };

    private static GateFinding Bank(GateFacts facts) => facts switch
    {
        { SetUp.BankConfirmedAt: { } at } => new(GateState.Green, Say.FactBankConfirmed(at.CivilDate())),
        { PaymentsAreDue: false } => new(GateState.NotNeeded, Say.FactNoPayments),
        _ => new(GateState.Red, Say.FactBankOpen, MayBeWaived: true),
    };

    private static GateFinding Route(GateFacts facts) => new(GateState.Green, facts.Application.Answers.Api?.Builds == true ? Say.FactInterfaceRoute : Say.FactManualRoute);

    private static GateFinding ReferenceData(GateFacts facts)
    {
        var setUp = facts.SetUp;
        if (facts.Application.Answers.Organisation is not { Category.Length: > 0 }) return new(GateState.Red, Say.FactNoCategory);
        if (setUp.OuCode is null) return new(GateState.Red, Say.FactNoOuCode);
        if (setUp.ProsecutorAt is null) return new(GateState.Red, Say.FactNoProsecutor);
        var methods = facts.Application.Answers.Method!;
        var faulty = setUp.Offences.Where(c => Questionnaire.Fault(c, facts.Offences, facts.Today, methods is { UsesSjp: true, Methods.Count: 1 }) is not null).ToList();
        return faulty.Count > 0
            ? new(GateState.Red, Say.FactOffencesFaulty(string.Join(", ", faulty)))
            : new(GateState.Green, Say.FactReferenceData(setUp.OuCode, setUp.Offences.Count));
    }

    private static GateFinding Notices(GateFacts facts) => facts.Notices switch
    {
        _ when facts.Application.Answers.Method?.UsesSjp != true => new(GateState.NotNeeded, Say.FactNoticesNotNeeded),
        null => new(GateState.Red, Say.FactNoPack),
        { WaitsForChanges: true, ReviewedAt: { } at, Number: var round } => new(GateState.Red, Say.FactNoticesWaitForChanges(at.CivilDate(), round)),
        { HasPassed: true, ReviewedAt: { } at, Number: var round } => new(GateState.Green, Say.FactNoticesPassed(at.CivilDate(), round)),
        { Outcome: NoticeOutcome.SentBack, ReviewedAt: { } at } => new(GateState.Red, Say.FactNoticesSentBack(at.CivilDate())),
        { NeedsMeeting: true, IssuedAt: var at, Number: var round } => new(GateState.Red, Say.NoticesMeetingFirst(round - 1), WorkingDays.After(at, DaysToReview)),
        { SubmittedAt: { } at } => new(GateState.Red, Say.FactNoticesSubmitted(at.CivilDate()), WorkingDays.After(at, DaysToReview)),
        { IssuedAt: var at } => new(GateState.Red, Say.FactPackIssued(at.CivilDate())),
    };

    private static GateFinding Testing(GateFacts facts)
    {
        var (schedule, defects) = (facts.Schedule, facts.Defects);
        var (serious, dateless) = (defects.Open(2), defects.Open(3).Where(d => d.CorrectBy is null).ToList());
        if (schedule.TestingTo is not { } end) return new(GateState.Red, Say.FactNoTestingDates);
        if (defects.Open(1) is { Count: > 0 } gravest) return new(GateState.Red, Say.FactSeverity1(gravest.Numbers()), gravest.Max(d => d.CorrectBy));
        if (schedule.Results is not { } results) return new(GateState.Red, Say.FactTestingUntil(end), end);
        if (schedule.SignedOffAt is null) return new(GateState.Red, schedule.HmctsSignedOffAt is null ? Say.FactTestingNotSignedOff : Say.FactTestingWaitsForOwner);
        if (schedule.HmctsSignedOffAt is not { } at) return new(GateState.Red, Say.FactTestingWaitsForManager);
        if (serious.Where(d => d.WorkaroundId is null).ToList() is { Count: > 0 } helpless) return new(GateState.Red, Say.FactSeverity2Helpless(helpless.Numbers()), serious.Max(d => d.CorrectBy));
        if (serious.Count > 0) return new(GateState.Red, Say.FactSeverity2(serious.Numbers()), serious.Max(d => d.CorrectBy), MayBeWaived: true);
        if (dateless.Count > 0) return new(GateState.Red, Say.FactSeverity3(dateless.Numbers()));
        return new(GateState.Green, Say.FactTestingPassed(results.Passed, results.Scripts, at.CivilDate(), defects.Count(d => d.IsOpen)));
    }

    private static GateFinding ActiveUsers(GateFacts facts)
    {
        var active = facts.People.Where(p => p.Activated is not null && p.Roles.Any(r => r != Roles.ItSupplier)).ToList(); // a supplier is no user of the organisation's own
        if (!active.Any(p => p.Roles.Contains(Roles.AccountAdministrator))) return new(GateState.Red, Say.FactNoAdministrator);
        return active.Count >= LeastUsers
            ? new(GateState.Green, Say.FactActiveUsers(active.Count))
            : new(GateState.Red, Say.FactTooFewUsers(active.Count));
    }

    private static GateFinding GoLiveDate(GateFacts facts)
    {
        var schedule = facts.Schedule;
        if (schedule.GoLiveOn is not { } on)
            return new(
                GateState.Red, schedule.Postponements > 0 ? Say.FactPostponed : Say.FactNoGoLiveDate,
                schedule.Open(DateKind.GoLive) is { } open ? WorkingDays.After(open.ProposedAt, Schedule.DaysToAnswer) : null);
        if (facts.IsLive) return new(GateState.Green, Say.FactGoLiveOn(on));
        if (facts.Calendar.Freeze(on, on) is { } freeze) return new(GateState.Red, Say.FactInFreeze(on, freeze.From, freeze.To));
        if (facts.ReadinessAsked is { } asked && on < WorkingDays.After(asked, GateFacts.Notice)) return new(GateState.Red, Say.FactShortNotice(on, asked.CivilDate(), GateFacts.Notice), MayBeWaived: true);
        return facts.ReadinessAsked is null && facts.Today > WorkingDays.Before(on, GateFacts.Notice)
            ? new(GateState.Amber, Say.FactReadinessLate(on, GateFacts.Notice))
            : new(GateState.Green, Say.FactGoLiveOn(on));
    }
}
