using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>When the quarter is over its review opens: both service owners are told, and the pack is made 5 working days before the meeting.</summary>
internal sealed class OpenServiceReviewHandler(AgreementsDbContext db, IMediator mediator, DueItems due, ReviewEmails emails, TimeProvider clock)
    : IRequestHandler<OpenServiceReview, ReviewTurn>
{
    public async Task<ReviewTurn> Handle(OpenServiceReview request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var review = await db.ServiceReviews.Where(r => r.OrganisationId == request.OrganisationId).OrderByDescending(r => r.Number).FirstAsync(cancellationToken);
        var opened = review.OpenedAt is not null;
        if (await mediator.LiveSince(request.OrganisationId, now.CivilDate(), cancellationToken) is { } live) review.WentLive(live);
        review.Open(now);
        if (!opened && review.OpenedAt is not null)
        {
            await ReviewPack.Set(due, review, cancellationToken);
            await emails.ToBoth(
                review, Say.EmailReviewOpenedSubject(review.Number),
                [Say.EmailReviewOpened(review.Ends), Say.EmailReviewEnter(review.PackDue.CivilDate()), Say.EmailReviewMeeting(review.On)], cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        return new ReviewTurn(review.Number, review.OpenedAt is not null, review.QuarterOver);
    }
}

/// <summary>The organisation is live: its first review is of the rest of this quarter.</summary>
internal sealed class MeasureFromGoLive(AgreementsDbContext db, IMediator mediator, TimeProvider clock) : INotificationHandler<OrganisationWentLive>
{
    public async Task Handle(OrganisationWentLive notification, CancellationToken cancellationToken)
    {
        var first = await db.ServiceReviews.SingleOrDefaultAsync(r => r.OrganisationId == notification.OrganisationId && r.Number == 1, cancellationToken);
        if (first is null || await mediator.LiveSince(notification.OrganisationId, clock.GetUtcNow().CivilDate(), cancellationToken) is not { } live) return;
        first.WentLive(live);
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Books the next review after both service owners have signed one off; asked a second time, it answers with the one that is booked.</summary>
internal sealed class BookNextServiceReviewHandler(AgreementsDbContext db, TimeProvider clock) : IRequestHandler<BookNextServiceReview, ReviewTurn>
{
    public async Task<ReviewTurn> Handle(BookNextServiceReview request, CancellationToken cancellationToken)
    {
        var review = await db.ServiceReviews.Where(r => r.OrganisationId == request.OrganisationId).OrderByDescending(r => r.Number).FirstAsync(cancellationToken);
        if (review.IsSignedOff)
        {
            var now = clock.GetUtcNow();
            review = review.Next(Guid.CreateVersion7(now), now);
            db.ServiceReviews.Add(review);
            await db.SaveChangesAsync(cancellationToken);
        }
        return new ReviewTurn(review.Number, review.OpenedAt is not null, review.QuarterOver);
    }
}

internal static class GoingLive
{
    public static async Task<DateOnly?> LiveSince(this IMediator mediator, Guid organisationId, DateOnly today, CancellationToken cancellationToken) =>
        (await mediator.Send(new MeasureService(organisationId, today, today, today), cancellationToken))?.LiveSince;
}
