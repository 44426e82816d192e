using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Administration;

/// <summary>Takes a role at HMCTS from a person, whose sessions end with it.</summary>
[Needs(Policy.Administer)]
internal sealed record EndColleagueRole(Guid PersonId, int Version, string Role) : ICommand<Unit>
{
    internal sealed class Handler(AccessDbContext db, Leaving leaving) : IRequestHandler<EndColleagueRole, Unit>
    {
        public async Task<Unit> Handle(EndColleagueRole command, CancellationToken cancellationToken)
        {
            var person = await db.People.OfHmcts().Include(p => p.Memberships).GetAsync(command.PersonId, command.Version, cancellationToken);
            Rule.Require(await leaving.Leave(person, command.Role, null, cancellationToken), Say.HasNotThisRole);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
