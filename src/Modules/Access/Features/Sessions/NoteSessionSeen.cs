using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Sessions;

/// <summary>The session was used: its idle time begins anew.</summary>
[Needs(Policy.Internal)]
internal sealed record NoteSessionSeen(Guid SessionId) : ICommand<Unit>
{
    internal sealed class Handler(AccessDbContext db, TimeProvider clock) : IRequestHandler<NoteSessionSeen, Unit>
    {
        public async Task<Unit> Handle(NoteSessionSeen command, CancellationToken cancellationToken)
        {
            (await db.Sessions.SingleAsync(s => s.Id == command.SessionId, cancellationToken)).See(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
