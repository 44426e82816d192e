using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class EndMembershipHandler(AccessDbContext db, Leaving leaving) : IRequestHandler<EndMembership, bool>
{
    public async Task<bool> Handle(EndMembership command, CancellationToken cancellationToken)
    {
        var person = await db.People.Include(p => p.Memberships).GetAsync(command.PersonId, cancellationToken);
        if (!await leaving.Leave(person, command.Role, command.OrganisationId, cancellationToken)) return false;
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
