using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>
/// A quarterly review of the service level agreement: the quarter passes, its figures are collected and frozen as a pack 5 working days before
/// the meeting, either side may dispute them until then, the meeting has minutes, and both service owners sign off.
/// </summary>
internal sealed class ServiceReview : Entity
{
    public const int MostPostponements = 2;
    public const int WorkingDaysForThePack = 5;
    public const int WorkingDaysForComments = 5;
    private const int WorkingDaysAfterQuarter = 15;
    private static readonly TimeOnly Morning = new(9, 0);
    private readonly List<ReviewProposal> proposals = [];
    private readonly List<FigureDispute> disputes = [];
    private readonly List<ReviewComment> comments = [];

    private ServiceReview()
    {
    }

    /// <summary>The first: of the quarter that begins next, unless the organisation goes live sooner or later.</summary>
    public ServiceReview(Guid id, Guid organisationId, DateTimeOffset at)
    {
        (Id, OrganisationId, Number, BookedAt, Ends) = (id, organisationId, 1, at, Quarter.EndAfter(Quarter.EndOf(at.CivilDate())));
        On = Usual(Ends);
        Record(new ServiceReviewBooked(organisationId, id, On));
    }

    private ServiceReview(Guid id, ServiceReview before, DateTimeOffset at)
    {
        (Id, OrganisationId, Number, BookedAt, Starts) = (id, before.OrganisationId, before.Number + 1, at, before.Ends.AddDays(1));
        Ends = before.NextOn is { } agreed ? LastQuarterBefore(agreed) : Quarter.EndAfter(before.Ends);
        On = before.NextOn ?? Usual(Ends);
        Record(new ServiceReviewBooked(OrganisationId, id, On));
    }

    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public DateOnly On { get; private set; }
    public DateTimeOffset BookedAt { get; private init; }

    /// <summary>The first day that counts; null for the first review until the organisation is live.</summary>
    public DateOnly? Starts { get; private set; }
    public DateOnly Ends { get; private set; }
    public int Postponements { get; private set; }
    public DateTimeOffset? OpenedAt { get; private set; }
    public DateTimeOffset? IssuedAt { get; private set; }
    public IReadOnlyList<Figure> Figures { get; private set; } = [];
    public string? Pdf { get; private set; }
    public string? Sha256 { get; private set; }
    public DateOnly? HeldOn { get; private set; }
    public Minutes? Minutes { get; private set; }

    /// <summary>When the minutes were written or corrected last.</summary>
    public DateTimeOffset? MinutesAt { get; private set; }
    public DateOnly? NextOn { get; private set; }
    public string? NextReason { get; private set; }
    /// <summary>When the organisation was merged into another one before it was signed off.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }
    public Guid? SignedForOrganisationBy { get; private set; }
    public DateTimeOffset? SignedForOrganisationAt { get; private set; }
    public Guid? SignedForHmctsBy { get; private set; }
    public DateTimeOffset? SignedForHmctsAt { get; private set; }
    public IReadOnlyList<ReviewProposal> Proposals => proposals;
    public IReadOnlyList<FigureDispute> Disputes => disputes;

    public IReadOnlyList<ReviewComment> Comments => comments;

    /// <summary>The last day on which either side can comment on the minutes; null while there are none.</summary>
    public DateOnly? CommentsUntil => MinutesAt is { } at ? WorkingDays.After(at, WorkingDaysForComments) : null;

    public bool IsSignedOff => SignedForOrganisationAt is not null && SignedForHmctsAt is not null;

    public ReviewState State => this switch
    {
        { IsSignedOff: true } => ReviewState.SignedOff,
        { CancelledAt: not null } => ReviewState.Cancelled,
        { HeldOn: not null } => ReviewState.Held,
        { IssuedAt: not null } => ReviewState.Issued,
        { OpenedAt: not null } => ReviewState.Collecting,
        _ => ReviewState.Booked,
    };

    public ReviewPeriod? Period => Starts is { } from && from <= Ends ? new ReviewPeriod(from, Ends) : null;

    public ReviewProposal? OpenProposal => proposals.SingleOrDefault(p => p.IsOpen);

    /// <summary>The morning after the quarter.</summary>
    public DateTimeOffset QuarterOver => Ends.AddDays(1).InLondon(Morning);

    public DateTimeOffset PackDue => PackDueFor(On).InLondon(Morning);

    public bool IsOverdue(DateOnly today) => HeldOn is null && CancelledAt is null && today > On;

    public DateTimeOffset? SignedAt(ReviewSide side) => side == ReviewSide.Hmcts ? SignedForHmctsAt : SignedForOrganisationAt;

    /// <summary>The figures, the days and who signed off stay; what was said goes.</summary>
    public void Erase()
    {
        Figures = [.. Figures.Select(f => f with { Source = null })];
        Minutes = Minutes is null ? null : Minutes with { Present = "", Summary = "", Unusual = "", Decisions = "" };
        NextReason = NextReason is null ? null : "";
    }

    public void EraseDocument() => Pdf = null;

    public ServiceReview Next(Guid id, DateTimeOffset at) => new(id, this, at);

    /// <summary>The organisation is live since this day: the first review is of the rest of that quarter.</summary>
    public void WentLive(DateOnly day)
    {
        if (Number != 1 || OpenedAt is not null || Starts is not null) return;
        Starts = day;
        MoveTo(Quarter.EndOf(day));
    }

    /// <summary>Opens it once its quarter is over; while the organisation isn't live, it moves on by a quarter instead.</summary>
    public void Open(DateTimeOffset at)
    {
        if (OpenedAt is not null || at.CivilDate() <= Ends) return;
        if (Starts is null)
        {
            MoveTo(Quarter.EndOf(at.CivilDate()));
            return;
        }
        OpenedAt = at;
        Record(new ServiceReviewOpened(OrganisationId, Id, Number));
    }

    public void Issue(IReadOnlyList<Figure> figures, string pdf, string sha256, DateTimeOffset at)
    {
        (Figures, Pdf, Sha256, IssuedAt) = (figures, pdf, sha256, at);
        Record(new ServiceReviewPackIssued(OrganisationId, Id, Number));
    }

    public void Propose(Guid id, DateOnly on, string reason, ReviewParty by, DateTimeOffset at, DateOnly today)
    {
        RequireAPossibleDate(on, today);
        Rule.Require(on != On, Say.ReviewRuleSameDate);
        Rule.Require(OpenProposal is null, Say.ReviewRuleAnswered);
        proposals.Add(new ReviewProposal(id, Id, on, by.Side, reason, by.PersonId, at));
        Record(new ServiceReviewDateProposed(OrganisationId, Id, on, by.Side.Code()));
    }

    public void ReplaceOpenProposal(ReviewParty by, DateTimeOffset at) => OpenProposal?.Close(ReviewAnswer.Replaced, by.PersonId, at);

    public void Accept(Guid proposalId, ReviewParty by, DateTimeOffset at, DateOnly today)
    {
        var proposal = proposals.SingleOrDefault(p => p.Id == proposalId) ?? throw new NotFoundException();
        Rule.Require(proposal.IsOpen, Say.ReviewRuleAnswered);
        Rule.Require(proposal.Side != by.Side, Say.ReviewRuleOwnProposal);
        RequireAPossibleDate(proposal.On, today);
        proposal.Close(ReviewAnswer.Accepted, by.PersonId, at);
        if (proposal.On > On) Postponements++;
        On = proposal.On;
        Record(new ServiceReviewMoved(OrganisationId, Id, Number, On));
    }

    public void Dispute(Guid id, string measure, string reason, ReviewParty by, DateTimeOffset at)
    {
        Rule.Require(!IsSignedOff, Say.DisputeRuleSignedOff(Number));
        Rule.Require(HeldOn is null, Say.DisputeRuleHeld);
        Rule.Require(IssuedAt is not null, Say.DisputeRuleNoPack);
        Rule.Require(Figures.Any(f => f.Measure == measure), Say.DisputeRuleNoFigure);
        Rule.Require(!disputes.Any(d => d.Measure == measure && d.IsOpen), Say.DisputeRuleOpen(measure));
        disputes.Add(new FigureDispute(id, Id, measure, by.Side, reason, by.PersonId, at));
        Record(new ServiceFigureDisputed(OrganisationId, id, measure, by.Side.Code()));
    }

    /// <summary>The other side answers: the figure is held, corrected beside the frozen one, or noted as disputed.</summary>
    public void Settle(Guid disputeId, string outcome, string? corrected, string reason, ReviewParty by, DateTimeOffset at)
    {
        var dispute = disputes.SingleOrDefault(d => d.Id == disputeId) ?? throw new NotFoundException();
        Rule.Require(dispute.IsOpen, Say.DisputeRuleSettled);
        Rule.Require(dispute.Side != by.Side, Say.DisputeRuleOwn);
        dispute.Settle(outcome, corrected, reason, by.PersonId, at);
        Record(new ServiceDisputeSettled(OrganisationId, dispute.Id, dispute.Measure, outcome));
    }

    public void Hold(DateOnly on, Minutes minutes, DateOnly? nextOn, string? nextReason, Guid by, DateTimeOffset at)
    {
        Rule.Require(IssuedAt is not null, Say.MinutesRuleNoPack);
        Rule.Require(SignedForOrganisationAt is null && SignedForHmctsAt is null, Say.MinutesRuleSigned);
        Rule.Require(on <= at.CivilDate(), Say.MinutesRuleFuture);
        Rule.Require(on >= IssuedAt?.CivilDate(), Say.MinutesRuleBeforePack(IssuedAt?.CivilDate()));
        Rule.Require(!disputes.Any(d => d.IsOpen), Say.MinutesRuleDisputes);
        Rule.Require(nextOn is null || nextReason is not null, Say.MinutesRuleNextReason);
        if (nextOn is { } next) RequireAPossibleNextDate(next);
        var first = HeldOn is null;
        (HeldOn, Minutes, NextOn, NextReason) = (on, minutes, nextOn, nextReason);
        MinutesAt = at;
        if (first) OpenProposal?.Close(ReviewAnswer.Replaced, by, at);
        if (first) Record(new ServiceReviewHeld(OrganisationId, Id, Number, on));
        else Record(new ServiceReviewMinutesCorrected(OrganisationId, Id));
    }

    /// <summary>A comment on the minutes, by whoever's side hasn't signed them off yet.</summary>
    public void Comment(Guid id, string words, ReviewParty by, DateTimeOffset at)
    {
        Rule.Require(CommentsUntil is not null, Say.CommentRuleNoMinutes);
        Rule.Require(at.CivilDate() <= CommentsUntil, Say.CommentRuleTooLate(CommentsUntil));
        Rule.Require(SignedAt(by.Side) is null, Say.SignOffRuleSigned);
        comments.Add(new ReviewComment(id, Id, by.Side, words, by.PersonId, at));
        Record(new ServiceReviewCommented(OrganisationId, Id, by.Side.Code()));
    }

    /// <summary>The review changes with it: whoever has its page open sees the action before saying more.</summary>
    public void Agree(ServiceAction action) => Record(new ServiceActionAgreed(OrganisationId, action.Id, action.DueOn));

    public void Sign(ReviewParty by, DateTimeOffset at)
    {
        Rule.Require(HeldOn is not null, Say.SignOffRuleNoMinutes);
        Rule.Require(SignedAt(by.Side) is null, Say.SignOffRuleSigned);
        if (by.Side == ReviewSide.Hmcts)
        {
            (SignedForHmctsBy, SignedForHmctsAt) = (by.PersonId, at);
            Record(new ServiceReviewSignedByHmcts(OrganisationId, Id, Number));
        }
        else
        {
            (SignedForOrganisationBy, SignedForOrganisationAt) = (by.PersonId, at);
            Record(new ServiceReviewSignedByOrganisation(OrganisationId, Id, Number));
        }
    }

    /// <summary>The organisation was merged into another one; what is signed off stays so.</summary>
    public void Cancel(DateTimeOffset at)
    {
        if (IsSignedOff || CancelledAt is not null) return;
        CancelledAt = at;
        Record(new ServiceReviewCancelled(OrganisationId, Id, Number));
    }

    /// <summary>The figures of a quarter are looked at once they are complete: on the 15th working day after it.</summary>
    public static DateOnly Usual(DateOnly ends) => WorkingDays.After(ends, WorkingDaysAfterQuarter);

    /// <summary>When the next one is held unless the meeting agrees otherwise.</summary>
    public DateOnly NextUsual => Usual(Quarter.EndAfter(Ends));

    private static DateOnly PackDueFor(DateOnly on) => WorkingDays.Before(on, WorkingDaysForThePack);

    private static DateOnly LastQuarterBefore(DateOnly on) => Quarter.StartOf(PackDueFor(on)).AddDays(-1);

    private void MoveTo(DateOnly ends)
    {
        if (ends == Ends) return;
        (Ends, On) = (ends, Usual(ends));
        Record(new ServiceReviewMoved(OrganisationId, Id, Number, On));
    }

    private void RequireAPossibleDate(DateOnly on, DateOnly today)
    {
        Rule.Require(HeldOn is null, Say.ReviewRuleHeld);
        Rule.Require(on > today, Say.ReviewRulePast(on));
        Rule.Require(WorkingDays.Is(on), Say.ReviewRuleWorkingDay(on));
        Rule.Require(IssuedAt is not null || PackDueFor(on) > (today > Ends ? today : Ends), Say.ReviewRulePackFirst(WorkingDaysForThePack));
        Rule.Require(on <= Ends.AddMonths(6), Say.ReviewRuleTooLate(Ends.AddMonths(6)));
        Rule.Require(on <= On || Postponements < MostPostponements, Say.ReviewRulePostponedTwice(MostPostponements));
    }

    private void RequireAPossibleNextDate(DateOnly next)
    {
        Rule.Require(WorkingDays.Is(next), Say.ReviewRuleWorkingDay(next));
        Rule.Require(LastQuarterBefore(next) > Ends, Say.MinutesRuleNextEarly(Quarter.EndAfter(Ends)));
        Rule.Require(next <= On.AddYears(1), Say.MinutesRuleNextLate(On.AddYears(1)));
    }
}
