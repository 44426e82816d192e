using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Administration;

/// <summary>Sends a new link to somebody who has not set up the account; the one before stops working.</summary>
[Needs(Policy.Administer)]
internal sealed record ResendInvitation(Guid PersonId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(AccessDbContext db, Inviting inviting, TimeProvider clock) : IRequestHandler<ResendInvitation, Unit>
    {
        public async Task<Unit> Handle(ResendInvitation command, CancellationToken cancellationToken)
        {
            var (person, now) = (await db.People.OfHmcts().GetAsync(command.PersonId, command.Version, cancellationToken), clock.GetUtcNow());
            person.InviteAgain();
            var login = await db.Logins.SingleAsync(l => l.Id == person.Id, cancellationToken);
            var last = await db.Invitations.Where(i => i.PersonId == person.Id && i.OrganisationId == null).OrderByDescending(i => i.IssuedAt).FirstAsync(cancellationToken);
            last.Withdraw(now);
            await inviting.SendLink(person, login, last.IssueAgain(Guid.CreateVersion7(now), now), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
