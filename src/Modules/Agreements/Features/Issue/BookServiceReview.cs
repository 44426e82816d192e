using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>Books the first quarterly review; asked a second time, it answers with the one that is booked.</summary>
internal sealed class BookServiceReviewHandler(AgreementsDbContext db, TimeProvider clock) : IRequestHandler<BookServiceReview, Guid>
{
    public async Task<Guid> Handle(BookServiceReview request, CancellationToken cancellationToken)
    {
        if (await db.ServiceReviews.FirstOrDefaultAsync(r => r.OrganisationId == request.OrganisationId && r.Number == 1, cancellationToken) is { } booked) return booked.Id;
        var now = clock.GetUtcNow();
        var review = new ServiceReview(Guid.CreateVersion7(now), request.OrganisationId, 1, now);
        db.ServiceReviews.Add(review);
        await db.SaveChangesAsync(cancellationToken);
        return review.Id;
    }
}
