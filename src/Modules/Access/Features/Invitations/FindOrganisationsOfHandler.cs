using CommonPlatform.Access.Data;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class FindOrganisationsOfHandler(AccessDbContext db) : IRequestHandler<FindOrganisationsOf, IReadOnlyList<Guid>>
{
    public async Task<IReadOnlyList<Guid>> Handle(FindOrganisationsOf query, CancellationToken cancellationToken) => await db.Memberships.AsNoTracking()
        .Where(m => m.PersonId == query.PersonId && m.OrganisationId != null && m.HeldUntil == null)
        .Select(m => m.OrganisationId!.Value).Distinct().ToListAsync(cancellationToken);
}
