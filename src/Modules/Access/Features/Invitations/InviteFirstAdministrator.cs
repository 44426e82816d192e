using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

/// <summary>While there are no accounts at all: names the first administrator. The link's token, or null when there are accounts.</summary>
[Needs(Policy.Internal)]
internal sealed record InviteFirstAdministrator(string Email) : ICommand<string?>
{
    internal sealed class Handler(AccessDbContext db, Inviting inviting) : IRequestHandler<InviteFirstAdministrator, string?>
    {
        public async Task<string?> Handle(InviteFirstAdministrator command, CancellationToken cancellationToken)
        {
            if (await db.People.AnyAsync(cancellationToken)) return null;
            var token = await inviting.InviteQuietly(
                new InvitePerson(
                    command.Email, Say.FirstAdministratorName.In(Language.English), Roles.Administrator, null, null, Say.FirstAdministratorTask, "/admin/users", Language.English),
                cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return token;
        }
    }
}
