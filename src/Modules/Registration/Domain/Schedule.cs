using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum DateKind
{
    Testing,
    GoLive,
}

internal enum Side
{
    Organisation,
    Hmcts,
}

internal enum Answer
{
    Accepted,
    Countered,
    Replaced,
    Lapsed,
}

/// <summary>Dates that one side proposed to the other; the words of the reason for a change are a row of their own.</summary>
internal sealed class DateProposal
{
    private DateProposal()
    {
    }

    public DateProposal(Guid id, Guid organisationId, DateKind kind, DateOnly from, DateOnly to, Party by, Guid? reasonId, DateTimeOffset at) =>
        (Id, OrganisationId, Kind, From, To, Side, ProposedBy, ReasonId, ProposedAt) = (id, organisationId, kind, from, to, by.Side, by.PersonId, reasonId, at);

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public DateKind Kind { get; private init; }
    public DateOnly From { get; private init; }
    public DateOnly To { get; private init; }
    public Side Side { get; private init; }

    /// <summary>Who proposed it; empty where the service did so by itself.</summary>
    public Guid ProposedBy { get; private init; }
    public DateTimeOffset ProposedAt { get; private init; }
    public Guid? ReasonId { get; private init; }
    public Answer? Answer { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public bool IsOpen => Answer is null;

    public void Close(Answer answer, Guid? by, DateTimeOffset at) => (Answer, AnsweredBy, AnsweredAt) = (answer, by, at);
}

/// <summary>A person who acts for one of the two sides.</summary>
internal sealed record Party(Side Side, Guid PersonId);

/// <summary>What testing came to: the scripts as the test manager counted them, and the defects that were open then.</summary>
internal sealed record TestResults(int Scripts, int Passed, int Severity1, int Severity2, int Severity3, bool Severity3Dated, int Severity4);

/// <summary>The testing window and the go-live date of one organisation: proposed by one side, accepted by the other. Its id is the organisation's.</summary>
internal sealed class Schedule : Entity
{
    /// <summary>Working days after which a proposal that nobody answered is void.</summary>
    public const int DaysToAnswer = 5;

    /// <summary>From this one on a postponement goes to the senior onboarding manager.</summary>
    public const int PostponementsToEscalate = 3;

    private readonly List<DateProposal> proposals = [];

    private Schedule()
    {
    }

    public Schedule(Guid organisationId, DateTimeOffset at) => (Id, ChangedAt) = (organisationId, at);

    public DateTimeOffset ChangedAt { get; private set; }
    public DateOnly? TestingFrom { get; private set; }
    public DateOnly? TestingTo { get; private set; }
    public int TestingNumber { get; private set; }
    public DateOnly? GoLiveOn { get; private set; }
    public int GoLiveNumber { get; private set; }
    public int Postponements { get; private set; }
    public TestResults? Results { get; private set; }
    public Guid? ResultsBy { get; private set; }
    public DateTimeOffset? ResultsAt { get; private set; }
    public Guid? SignedOffBy { get; private set; }
    public DateTimeOffset? SignedOffAt { get; private set; }
    public Guid? HmctsSignedOffBy { get; private set; }
    public DateTimeOffset? HmctsSignedOffAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public IReadOnlyList<DateProposal> Proposals => proposals;

    public bool IsSignedOff => SignedOffAt is not null && HmctsSignedOffAt is not null;

    public DateProposal? Open(DateKind kind) => proposals.SingleOrDefault(p => p.Kind == kind && p.IsOpen);

    public void ProposeTesting(Guid id, DateOnly from, DateOnly to, Party by, Guid? reasonId, DateTimeOffset at, Planning plan)
    {
        Rule.Require(Results is null, Say.DatesRuleTestingIsOver);
        Rule.Require(TestingNumber == 0 || reasonId is not null, Say.DatesRuleGiveReason);
        plan.RequireTesting(from, to);
        Rule.Require(GoLiveOn is null || to < GoLiveOn, Say.DatesRuleTestingBeforeGoLive(GoLiveOn));
        Propose(new DateProposal(id, Id, DateKind.Testing, from, to, by, reasonId, at), by, at);
    }

    public void ProposeGoLive(Guid id, DateOnly on, Party by, DateTimeOffset at, Planning plan)
    {
        Rule.Require(GoLiveOn is null, Say.DatesRulePostponeInstead);
        ProposeGoLive(new DateProposal(id, Id, DateKind.GoLive, on, on, by, null, at), by, at, plan);
    }

    /// <summary>The agreed date holds no longer, from this moment on; another one is proposed with it.</summary>
    public void Postpone(Guid id, DateOnly to, Party by, Guid reasonId, DateTimeOffset at, Planning plan)
    {
        Rule.Require(ClosedAt is null, Say.DatesRuleLive);
        Rule.Require(GoLiveOn is not null, Say.DatesRuleNothingAgreed);
        Rule.Require(to != GoLiveOn, Say.DatesRuleSameDate);
        GoLiveOn = null;
        Postponements++;
        Record(new GoLivePostponed(Id, GoLiveNumber, by.Side.Code()));
        ProposeGoLive(new DateProposal(id, Id, DateKind.GoLive, to, to, by, reasonId, at), by, at, plan);
    }

    /// <summary>The service proposes a later day by itself: the agreed one is near, and a blocking gate is red. The agreed day holds until the organisation accepts.</summary>
    public void ProposeLater(Guid id, DateOnly to, DateTimeOffset at)
    {
        if (ClosedAt is not null || GoLiveOn is null || Open(DateKind.GoLive) is not null) return;
        var service = new Party(Side.Hmcts, Guid.Empty);
        Propose(new DateProposal(id, Id, DateKind.GoLive, to, to, service, null, at), service, at);
    }

    /// <summary>Nobody answered in time: the proposal is void, and either side may propose anew.</summary>
    public void LetLapse(DateKind kind, DateTimeOffset at)
    {
        if (Open(kind) is not { } open) return;
        open.Close(Answer.Lapsed, null, at);
        ChangedAt = at;
        Record(new DatesProposalLapsed(Id, open.Id, kind.Code()));
    }

    /// <summary>The organisation had withdrawn and goes on: dates that were agreed or proposed hold no longer. What testing came to does.</summary>
    public void GoOn(DateTimeOffset at)
    {
        foreach (var open in proposals.Where(p => p.IsOpen)) open.Close(Answer.Lapsed, null, at);
        GoLiveOn = null;
        if (Results is null) (TestingFrom, TestingTo) = (null, null);
        ChangedAt = at;
    }

    public void Accept(Guid proposalId, Party by, DateTimeOffset at, Planning plan)
    {
        Rule.Require(ClosedAt is null, Say.DatesRuleLive);
        var proposal = proposals.SingleOrDefault(p => p.Id == proposalId) ?? throw new NotFoundException();
        Rule.Require(proposal.IsOpen, Say.DatesRuleAnswered);
        Rule.Require(proposal.Side != by.Side, Say.DatesRuleOwnProposal);
        plan.RequireDays(proposal.From, proposal.To);
        proposal.Close(Answer.Accepted, by.PersonId, at);
        ChangedAt = at;
        if (proposal.Kind == DateKind.Testing)
        {
            (TestingFrom, TestingTo, TestingNumber) = (proposal.From, proposal.To, TestingNumber + 1);
            Record(new TestingDatesAgreed(Id, proposal.From, proposal.To, TestingNumber));
            return;
        }
        if (GoLiveOn is not null)
        {
            Postponements++;
            Record(new GoLivePostponed(Id, GoLiveNumber, proposal.Side.Code()));
        }
        (GoLiveOn, GoLiveNumber) = (proposal.From, GoLiveNumber + 1);
        Record(new GoLiveScheduled(Id, proposal.From, GoLiveNumber));
    }

    /// <summary>Defects are recorded from the first day of testing until both sides have signed off.</summary>
    public void RequireThatTestingIsOn(DateOnly today)
    {
        Rule.Require(!IsSignedOff, Say.TestingRuleSignedOff);
        Rule.Require(TestingFrom is not null, Say.TestingRuleNoDates);
        Rule.Require(today >= TestingFrom, Say.TestingRuleNotBegun(TestingFrom));
    }

    public bool IsTestingOn(DateOnly today) => !IsSignedOff && TestingFrom is { } from && today >= from;

    /// <summary>New results have to be signed off anew. A script that did not pass is explained by a defect.</summary>
    public void RecordResults(int scripts, int passed, IReadOnlyList<Defect> defects, Guid by, DateTimeOffset at, DateOnly today)
    {
        Rule.Require(!IsSignedOff, Say.TestingRuleSignedOff);
        Rule.Require(TestingTo is not null, Say.TestingRuleNoDates);
        Rule.Require(today >= TestingTo, Say.TestingRuleNotOver(TestingTo));
        Rule.Require(scripts > 0 && passed <= scripts, Say.TestingRuleCounts);
        RequireNothingGrave(defects);
        Rule.Require(passed == scripts || defects.Any(d => d.IsOpen), Say.TestingRuleScripts);
        Results = new(scripts, passed, 0, defects.Open(2).Count, defects.Open(3).Count, defects.Open(3).All(d => d.CorrectBy is not null), defects.Open(4).Count);
        (ResultsBy, ResultsAt, ChangedAt) = (by, at, at);
        (SignedOffBy, SignedOffAt, HmctsSignedOffBy, HmctsSignedOffAt) = (null, null, null, null);
        Record(new TestResultsRecorded(Id, scripts, Results.Severity3 + Results.Severity4));
    }

    /// <summary>The organisation's service owner and the test manager each agree with the results; the second of them completes testing.</summary>
    public void SignOff(Party by, IReadOnlyList<Defect> defects, DateTimeOffset at)
    {
        Rule.Require((by.Side == Side.Hmcts ? HmctsSignedOffAt : SignedOffAt) is null, Say.TestingRuleSignedOff);
        Rule.Require(Results is not null, Say.TestingRuleNoResults);
        RequireNothingGrave(defects);
        if (by.Side == Side.Hmcts) (HmctsSignedOffBy, HmctsSignedOffAt) = (by.PersonId, at);
        else (SignedOffBy, SignedOffAt) = (by.PersonId, at);
        ChangedAt = at;
        Record(new TestingSignedOff(Id, by.Side.Code()));
        if (IsSignedOff) Record(new TestingPassed(Id));
    }

    private static void RequireNothingGrave(IReadOnlyList<Defect> defects) =>
        Rule.Require(defects.Open(Defect.Gravest).Count == 0, Say.TestingRuleSevere(defects.Open(Defect.Gravest).Numbers()));

    /// <summary>Cut-over has begun: dates stay as they are from now on, and what is still proposed is void.</summary>
    public void Close(DateTimeOffset at)
    {
        if (ClosedAt is not null) return;
        LetLapse(DateKind.Testing, at);
        LetLapse(DateKind.GoLive, at);
        (ClosedAt, ChangedAt) = (at, at);
    }

    private void ProposeGoLive(DateProposal proposal, Party by, DateTimeOffset at, Planning plan)
    {
        Rule.Require(TestingTo is not null, Say.DatesRuleTestingFirst);
        plan.RequireDays(proposal.From, proposal.From);
        Rule.Require(proposal.From > TestingTo, Say.DatesRuleGoLiveAfterTesting(TestingTo));
        Propose(proposal, by, at);
    }

    private void Propose(DateProposal proposal, Party by, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null, Say.DatesRuleLive);
        Open(proposal.Kind)?.Close(Open(proposal.Kind)!.Side == by.Side ? Answer.Replaced : Answer.Countered, by.PersonId, at);
        proposals.Add(proposal);
        ChangedAt = at;
        Record(new DatesProposed(Id, proposal.Id, proposal.Kind.Code(), by.Side.Code(), proposal.From, proposal.To));
    }
}
