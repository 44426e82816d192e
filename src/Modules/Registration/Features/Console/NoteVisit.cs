using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>An officer opens their first page. After half an hour away it is a new visit; answers when the one before it ended, null the first time.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed record NoteVisit : ICommand<DateTimeOffset?>
{
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(30);

    internal sealed class Handler(RegistrationDbContext db, UnitOfWork unit, CurrentActor current, TimeProvider clock) : IRequestHandler<NoteVisit, DateTimeOffset?>
    {
        public async Task<DateTimeOffset?> Handle(NoteVisit command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var before = await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.PersonId == current.PersonId, cancellationToken);
            var since = before is null ? now : now - before.LastAt >= Away ? before.LastAt : before.Since;
            await unit.Execute(
                "insert into registration_visits (person_id, last_at, since) values (@person, @now, @since) on conflict (person_id) do update set last_at = excluded.last_at, since = excluded.since",
                cancellationToken, ("@person", current.PersonId), ("@now", now), ("@since", since));
            return before is null ? null : since;
        }
    }
}
