using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class ErasePeopleHandler(AccessDbContext db, Leaving leaving) : IRequestHandler<ErasePeople, int>
{
    public async Task<int> Handle(ErasePeople command, CancellationToken cancellationToken)
    {
        var erased = 0;
        var people = await db.People.Include(p => p.Memberships).Where(p => p.Memberships.Any(m => m.OrganisationId == command.OrganisationId)).ToListAsync(cancellationToken);
        foreach (var person in people)
        {
            foreach (var role in person.Memberships.Where(m => m.OrganisationId == command.OrganisationId && m.HeldUntil is null).Select(m => m.Role).ToList())
                await leaving.Leave(person, role, command.OrganisationId, cancellationToken);
            if (person.Memberships.Any(m => m.HeldUntil is null) || await db.Logins.SingleOrDefaultAsync(l => l.Id == person.Id, cancellationToken) is not { } login) continue;
            db.AuthenticatorSecrets.RemoveRange(await db.AuthenticatorSecrets.Where(a => a.PersonId == person.Id).ToListAsync(cancellationToken));
            db.Logins.Remove(login);
            person.Erase();
            erased++;
        }
        await db.SaveChangesAsync(cancellationToken);
        return erased;
    }
}
