using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Activation;

/// <summary>An expired link asks for a new one, which goes to the address that it was sent to; while one is open, none is sent.</summary>
[Needs(Policy.Anyone)]
internal sealed record RenewInvitation(string Token) : ICommand<bool>
{
    internal sealed class Handler(AccessDbContext db, Inviting inviting, EventRows events, TimeProvider clock) : IRequestHandler<RenewInvitation, bool>
    {
        public async Task<bool> Handle(RenewInvitation command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (invitation, person, login) = await db.HolderOf(command.Token, cancellationToken);
            Rule.Require(person.ActivatedAt is null, Say.AlreadyActivated);
            if (await db.Invitations.AnyAsync(i => i.PersonId == person.Id && i.UsedAt == null && i.ExpiresAt > now, cancellationToken)) return false;
            await inviting.SendLink(person, login, invitation.IssueAgain(Guid.CreateVersion7(now), now), cancellationToken);
            await events.Append(new InvitationRenewed(person.Id), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
    }
}
