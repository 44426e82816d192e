using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class EndMembershipHandler(AccessDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<EndMembership, bool>
{
    public async Task<bool> Handle(EndMembership command, CancellationToken cancellationToken)
    {
        var (person, now) = (await db.People.Include(p => p.Memberships).GetAsync(command.PersonId, cancellationToken), clock.GetUtcNow());
        if (!person.Leave(command.Role, command.OrganisationId, current.Actor, now)) return false;
        foreach (var session in await db.Sessions.Where(s => s.PersonId == person.Id && s.EndedAt == null).ToListAsync(cancellationToken)) session.End(now);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
