using CommonPlatform.Agreements.Data;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

internal sealed class FindReviewDaysHandler(AgreementsDbContext db) : IRequestHandler<FindReviewDays, IReadOnlyList<ReviewDay>>
{
    public async Task<IReadOnlyList<ReviewDay>> Handle(FindReviewDays query, CancellationToken cancellationToken) =>
        await db.ServiceReviews.AsNoTracking().Where(r => r.CancelledAt == null && r.On >= query.From && r.On <= query.To).OrderBy(r => r.On).Select(r => new ReviewDay(r.OrganisationId, r.Number, r.On)).ToListAsync(cancellationToken);
}
