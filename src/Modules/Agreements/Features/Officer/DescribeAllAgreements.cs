using CommonPlatform.Agreements.Data;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

internal sealed class DescribeAllAgreementsHandler(AgreementsDbContext db) : IRequestHandler<DescribeAllAgreements, AllAgreements>
{
    public async Task<AllAgreements> Handle(DescribeAllAgreements request, CancellationToken cancellationToken) => new(
        await db.Agreements.Where(a => a.InForceAt != null && a.SupersededAt == null && a.ClosedAt == null).Select(a => new AgreementInForce(a.OrganisationId, a.Kind)).ToListAsync(cancellationToken),
        await db.ServiceReviews.Where(r => r.CancelledAt == null && (r.SignedForHmctsAt == null || r.SignedForOrganisationAt == null)).Select(r => r.OrganisationId).Distinct().ToListAsync(cancellationToken));
}
