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
}

/// <summary>How a gate stands, with the fact that says so.</summary>
internal sealed record GateFinding(GateState State, Text Fact);

/// <summary>Everything that the gates are computed from.</summary>
internal sealed record GateFacts(
    Application Application, AgreementsStanding Agreements, Schedule Schedule, SetUp SetUp, NoticeRound? Notices,
    IReadOnlyList<HandConfirmation> Confirmations, IReadOnlyList<PersonSummary> People, OffenceList Offences, DateOnly Today)
{
    public DateOnly GoLive => Schedule.GoLiveOn ?? Today;

    public AgreementStanding? Agreement(string kind) => Agreements.Agreements.Where(a => a.Kind == kind).MaxBy(a => a.Round);
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

    public GateFinding State(GateFacts facts)
    {
        var found = Judge(facts);
        if (ByHand is null || found.State is not (GateState.Green or GateState.Amber)) return found;
        return facts.Confirmations.SingleOrDefault(c => c.Gate == Number) switch
        {
            null => new(GateState.Red, Say.GateWaitsForHand(ByHand)),
            { SecondAt: null } => new(GateState.Red, Say.GateWaitsForSecond(ByHand)),
            { SecondAt: { } at } => found with { Fact = Say.GateByHand(found.Fact, at.CivilDate()) },
        };
    }
}

/// <summary>The gates G1 to G13, each computed from facts; nobody ticks one.</summary>
internal static class Gates
{
    private const int SecurityDaysAfterGoLive = 90;
    private const int MouDaysAfterGoLive = 30;
    private const int LeastUsers = 2;

    public static IReadOnlyList<Gate> All { get; } =
    [
        new(1, Say.Gate1, true, Say.WhoOnboardingOfficer, "", Registered),
        new(2, Say.Gate2, true, Say.WhoAccountablePerson, "/agreements", f => InForce(f.Agreement("mou"), f.GoLive, MouDaysAfterGoLive)),
        new(3, Say.Gate3, true, Say.WhoAccountablePerson, "/agreements", f => InForce(f.Agreement("terms"), f.GoLive, 0)),
        new(4, Say.Gate4, true, Say.WhoServiceOwners, "/agreements", ServiceLevel),
        new(5, Say.Gate5, true, Say.WhoSecurity, "/security", Security),
        new(6, Say.Gate6, true, Say.WhoFinance, "/setup", Bank),
        new(7, Say.Gate7, true, Say.WhoOnboardingOfficer, "/setup", ReferenceData),
        new(8, Say.Gate8, true, Say.WhoTesting, "/templates", Notices),
        new(9, Say.Gate9, true, Say.WhoTestManager, "/gates/9", _ => new(GateState.Green, Say.FactManualRoute), Say.HandTrainedUsers),
        new(10, Say.Gate10, true, Say.WhoTesting, "/testing", Testing),
        new(11, Say.Gate11, true, Say.WhoAdministrator, "/setup", ActiveUsers, Say.HandTrainingAcknowledged),
        new(12, Say.Gate12, true, Say.WhoBoth, "/dates", GoLiveDate, Say.HandSupportAndRollback),
        new(13, Say.Gate13, true, Say.WhoOnboardingOfficer, "/gates/13", _ => new(GateState.Green, Say.FactDataProtection), Say.HandDataProtection),
    ];

    public static Gate Of(int number) => All.SingleOrDefault(g => g.Number == number) ?? throw new NotFoundException();

    public static string Names(IEnumerable<GateRow> rows) => string.Join(", ", rows.OrderBy(r => r.Number).Select(r => Of(r.Number).Code));

    private static GateFinding Registered(GateFacts facts) => facts.Application.IsAccepted
        ? new(GateState.Green, Say.FactAccepted(facts.Application.DecisionOnLatest!.At.CivilDate()))
        : new(GateState.Red, Say.FactNotAccepted);

    private static GateFinding InForce(AgreementStanding? agreement, DateOnly goLive, int daysAfter) => agreement switch
    {
        null => new(GateState.Red, Say.FactNotIssued),
        { Declined: { } at } => new(GateState.Red, Say.FactDeclined(at.CivilDate())),
        { InForce: { } at } when at.CivilDate() > goLive => new(GateState.Red, Say.FactInForceTooLate(at.CivilDate())),
        { InForce: not null, ExpiresOn: { } end } when end < goLive.AddDays(daysAfter) => new(GateState.Red, Say.FactExpires(end)),
        { InForce: { } at } => new(GateState.Green, Say.FactInForce(at.CivilDate())),
        { Signed: { } at } => new(GateState.Red, Say.FactWaitsForCountersignature(at.CivilDate())),
        { Issued: var at } => new(GateState.Red, Say.FactWaitsForSignature(at.CivilDate())),
    };

    private static GateFinding ServiceLevel(GateFacts facts)
    {
        var found = InForce(facts.Agreement("sla"), facts.GoLive, 0);
        if (found.State != GateState.Green) return found;
        return facts.Agreements.NextReview is { } on ? new(GateState.Green, Say.FactReviewBooked(on)) : new(GateState.Amber, Say.FactReviewNotBooked);
    }

    private static GateFinding Security(GateFacts facts) => facts.Agreements switch
    {
        { Security: "failed" } => new(GateState.Red, Say.FactSecurityFailed),
        { Security: null } => new(GateState.Red, Say.FactSecurityOpen),
        { SecuritySigned: null } => new(GateState.Red, Say.FactSecurityNotSigned),
        { SecurityValidUntil: { } end } when end < facts.GoLive.AddDays(SecurityDaysAfterGoLive) => new(GateState.Red, Say.FactSecurityEnds(end)),
        { Security: "conditions", SecurityValidUntil: var end } => new(GateState.Green, Say.FactSecurityConditions(end)),
        { SecurityValidUntil: var end } => new(GateState.Green, Say.FactSecurityApproved(end)),
    };

    private static GateFinding Bank(GateFacts facts) => facts.SetUp.BankConfirmedAt is { } at
        ? new(GateState.Green, Say.FactBankConfirmed(at.CivilDate()))
        : new(GateState.Red, Say.FactBankOpen);

    private static GateFinding ReferenceData(GateFacts facts)
    {
        var setUp = facts.SetUp;
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
        { Outcome: NoticeOutcome.Passed, ReviewedAt: { } at, Number: var round } => new(GateState.Green, Say.FactNoticesPassed(at.CivilDate(), round)),
        { Outcome: NoticeOutcome.SentBack, ReviewedAt: { } at } => new(GateState.Red, Say.FactNoticesSentBack(at.CivilDate())),
        { SubmittedAt: { } at } => new(GateState.Red, Say.FactNoticesSubmitted(at.CivilDate())),
        { IssuedAt: var at } => new(GateState.Red, Say.FactPackIssued(at.CivilDate())),
    };

    private static GateFinding Testing(GateFacts facts) => facts.Schedule switch
    {
        { SignedOffAt: { } at, Results: { } results } => new(GateState.Green, Say.FactTestingPassed(results.Scripts, at.CivilDate())),
        { Results: not null } => new(GateState.Red, Say.FactTestingNotSignedOff),
        { TestingTo: { } end } => new(GateState.Red, Say.FactTestingUntil(end)),
        _ => new(GateState.Red, Say.FactNoTestingDates),
    };

    private static GateFinding ActiveUsers(GateFacts facts)
    {
        var active = facts.People.Where(p => p.Activated is not null).ToList();
        if (!active.Any(p => p.Roles.Contains(Roles.AccountAdministrator))) return new(GateState.Red, Say.FactNoAdministrator);
        return active.Count >= LeastUsers
            ? new(GateState.Green, Say.FactActiveUsers(active.Count))
            : new(GateState.Red, Say.FactTooFewUsers(active.Count));
    }

    private static GateFinding GoLiveDate(GateFacts facts) => facts.Schedule.GoLiveOn is { } on
        ? new(GateState.Green, Say.FactGoLiveOn(on))
        : new(GateState.Red, facts.Schedule.Postponements > 0 ? Say.FactPostponed : Say.FactNoGoLiveDate);
}

/// <summary>How a gate stood when it was last computed; the database refuses live while a blocking one is red.</summary>
internal sealed class GateRow
{
    private GateRow()
    {
    }

    public GateRow(Guid organisationId, Gate gate) => (OrganisationId, Number, Blocking) = (organisationId, gate.Number, gate.Blocking);

    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public bool Blocking { get; private init; }
    public GateState State { get; private set; } = GateState.Red;
    public string Fact { get; private set; } = "";
    public DateTimeOffset Since { get; private set; }

    public bool Stops => Blocking && State == GateState.Red;

    public void Is(GateFinding found, DateTimeOffset at)
    {
        if (Fact.Length == 0 || State != found.State) Since = at;
        (State, Fact) = (found.State, found.Fact.Stored());
    }
}
