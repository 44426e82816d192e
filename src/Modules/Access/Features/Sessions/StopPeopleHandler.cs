using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Sessions;

internal sealed class StopPeopleHandler(AccessDbContext db, TimeProvider clock) : IRequestHandler<StopPeople, bool>, IRequestHandler<LetPeopleIn, bool>
{
    public async Task<bool> Handle(StopPeople command, CancellationToken cancellationToken)
    {
        if (await db.StoppedOrganisations.AnyAsync(s => s.OrganisationId == command.OrganisationId, cancellationToken)) return false;
        var now = clock.GetUtcNow();
        db.StoppedOrganisations.Add(new StoppedOrganisation(command.OrganisationId, now));
        var people = db.Memberships.Where(m => m.OrganisationId == command.OrganisationId && m.HeldUntil == null).Select(m => m.PersonId);
        foreach (var session in await db.Sessions.Where(s => s.EndedAt == null && people.Contains(s.PersonId)).ToListAsync(cancellationToken)) session.End(now);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<bool> Handle(LetPeopleIn command, CancellationToken cancellationToken)
    {
        if (await db.StoppedOrganisations.SingleOrDefaultAsync(s => s.OrganisationId == command.OrganisationId, cancellationToken) is not { } stopped) return false;
        db.StoppedOrganisations.Remove(stopped);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
