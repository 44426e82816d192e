using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>Figures as a table shows them.</summary>
/// <param name="Figures">The figures.</param>
/// <param name="Days">Over which days.</param>
/// <param name="Today">Today, while the days still run; null once they are over.</param>
/// <param name="Disputes">What is disputed of them.</param>
internal sealed record FiguresView(IReadOnlyList<Figure> Figures, ReviewPeriod Days, DateOnly? Today, IReadOnlyList<FigureDispute> Disputes)
{
    /// <summary>Those that the platform can't measure yet stand last.</summary>
    public IEnumerable<Figure> InOrder => Figures.OrderBy(f => f.Standing == FigureStanding.NotHeld);

    public FigureDispute? DisputeOf(Figure figure) => Disputes.Where(d => d.Measure == figure.Measure).MaxBy(d => d.RaisedAt);
}

internal static class ReviewWordings
{
    public static Text Status(this ReviewState state) => state switch
    {
        ReviewState.Booked => Say.ReviewBooked,
        ReviewState.Collecting => Say.ReviewCollecting,
        ReviewState.Issued => Say.ReviewIssued,
        ReviewState.Held => Say.ReviewHeld,
        ReviewState.Cancelled => Say.ReviewCancelled,
        _ => Say.ReviewSignedOff,
    };

    public static Text Status(this ServiceReview review) => review.State.Status();

    public static string Colour(this ServiceReview review) => review.State switch
    {
        ReviewState.Booked or ReviewState.Cancelled => "grey",
        ReviewState.Collecting => "blue",
        ReviewState.Issued => "purple",
        ReviewState.Held => "yellow",
        _ => "green",
    };

    public static Text Status(this FigureDispute dispute) => dispute.Outcome switch
    {
        null => Say.DisputeOpen(dispute.Side.Name()),
        FigureDispute.Held => Say.DisputeHeld(dispute.Side.Name()),
        FigureDispute.Corrected => Say.DisputeCorrected(dispute.Side.Name()),
        _ => Say.DisputeNoted(dispute.Side.Name()),
    };

    public static Text Outcome(string outcome) => outcome switch
    {
        FigureDispute.Held => Say.OutcomeHeld,
        FigureDispute.Corrected => Say.OutcomeCorrected,
        _ => Say.OutcomeNoted,
    };

    public static Text Fault(string code) => code switch
    {
        "hmcts" => Say.FaultHmcts,
        "organisation" => Say.FaultOrganisation,
        "third-party" => Say.FaultThirdParty,
        "shared" => Say.FaultShared,
        _ => Say.FaultExcused,
    };

    public static Text Status(this ServiceBreach breach) => breach switch
    {
        { WithdrawnAt: { } at } => Say.BreachWithdrawn(at.CivilDate()),
        { Fault: null } => Say.BreachNotAssessed,
        { WaitsForApproval: true } => Say.BreachNotApproved,
        _ => Fault(breach.Fault),
    };

    public static Text Name(this ReviewSide side) => side == ReviewSide.Hmcts ? Say.Hmcts : Say.TheOrganisation;

    /// <summary>What is to be done next, and by whom.</summary>
    public static Text WhatNext(this ServiceReview review, DateOnly today) => review.State switch
    {
        ReviewState.Issued when review.IsOverdue(today) => Say.ReviewNextOverdue(review.On),
        ReviewState.Cancelled => Say.ReviewNextCancelled(review.CancelledAt!.Value.CivilDate()),
        ReviewState.Booked => Say.ReviewNextBooked(review.Ends),
        ReviewState.Collecting => Say.ReviewNextCollecting(review.PackDue.CivilDate()),
        ReviewState.Issued => Say.ReviewNextIssued(review.On),
        ReviewState.Held => (review.SignedForHmctsAt, review.SignedForOrganisationAt) switch
        {
            (null, null) => Say.ReviewNextBoth,
            (null, _) => Say.ReviewNextHmcts,
            _ => Say.ReviewNextOrganisation,
        },
        _ => Say.ReviewNextNothing(review.NextOn ?? review.NextUsual),
    };
}
