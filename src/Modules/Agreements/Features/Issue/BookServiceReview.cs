using System.Globalization;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Workflow;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>Books the first quarterly review and lets the process of the reviews begin; asked a second time, it answers with the one that is booked.</summary>
internal sealed class BookServiceReviewHandler(AgreementsDbContext db, IWorkflows workflows, TimeProvider clock) : IRequestHandler<BookServiceReview, Guid>
{
    public async Task<Guid> Handle(BookServiceReview request, CancellationToken cancellationToken)
    {
        if (await db.ServiceReviews.FirstOrDefaultAsync(r => r.OrganisationId == request.OrganisationId && r.Number == 1, cancellationToken) is { } booked) return booked.Id;
        var now = clock.GetUtcNow();
        var review = new ServiceReview(Guid.CreateVersion7(now), request.OrganisationId, now);
        db.ServiceReviews.Add(review);
        await db.SaveChangesAsync(cancellationToken);
        await workflows.Start(
            ServiceReviewTurns.Definition, request.OrganisationId,
            new Dictionary<string, string?> { ["Round"] = ServiceReviewTurns.Round(1), ["QuarterOver"] = review.QuarterOver.ToString("O", CultureInfo.InvariantCulture) }, cancellationToken);
        return review.Id;
    }
}
