using CommonPlatform.Access.Data;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class FindOrganisationsWithPeopleHandler(AccessDbContext db) : IRequestHandler<FindOrganisationsWithPeople, IReadOnlyList<Guid>>
{
    public async Task<IReadOnlyList<Guid>> Handle(FindOrganisationsWithPeople query, CancellationToken cancellationToken) => await db.Memberships.AsNoTracking()
        .Where(m => m.OrganisationId != null && m.HeldUntil == null).Select(m => m.OrganisationId!.Value).Distinct().ToListAsync(cancellationToken);
}
