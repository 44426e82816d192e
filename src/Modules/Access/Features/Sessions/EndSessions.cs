using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Sessions;

/// <summary>Signs out: of this session, or of all that the person has.</summary>
[Needs(Policy.SignedIn)]
internal sealed record EndSessions(bool Everywhere) : ICommand<int>
{
    internal sealed class Handler(AccessDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<EndSessions, int>
    {
        public async Task<int> Handle(EndSessions command, CancellationToken cancellationToken)
        {
            var person = await db.People.GetAsync(current.PersonId, cancellationToken);
            var sessions = await db.Sessions
                .Where(s => s.PersonId == person.Id && s.EndedAt == null && (command.Everywhere || s.Id == current.Actor.SessionId))
                .ToListAsync(cancellationToken);
            foreach (var session in sessions) session.End(clock.GetUtcNow());
            if (sessions.Count > 0) person.SignOut(sessions.Count);
            await db.SaveChangesAsync(cancellationToken);
            return sessions.Count;
        }
    }
}
