using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Access.Features.Sessions;

/// <summary>Who acts, from the session's cookie and rows, read anew with every request: what has ended has ended at once.</summary>
internal sealed class SessionActorSource(AccessDbContext db, TimeProvider clock, IServiceScopeFactory scopes) : IActorSource
{
    private static readonly TimeSpan NoteAfter = TimeSpan.FromSeconds(30);

    public Task<Actor> Read(HttpContext http) => Read(http, isUse: true);

    public Task<Actor> Look(HttpContext http) => Read(http, isUse: false);

    private async Task<Actor> Read(HttpContext http, bool isUse)
    {
        if (http.Request.Cookies[SessionNumbers.CookieName(http.Request)] is not { Length: > 0 and <= 128 } number) return Actor.Nobody;
        var (hash, now, cancellationToken) = (Secrets.Hash(number), clock.GetUtcNow(), http.RequestAborted);
        var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.TokenHash == hash || s.PreviousTokenHash == hash, cancellationToken);
        if (session is null || !session.Knows(hash, now)) return Actor.Nobody;
        var actor = await db.ActorOf(session.PersonId, session.Id, cancellationToken);
        if (!session.Lives(actor.Held, now)) return Actor.Nobody;
        if (isUse && now - session.LastSeenAt >= NoteAfter) await Note(session.Id, cancellationToken);
        return actor;
    }

    private async Task Note(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("sessions");
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new NoteSessionSeen(sessionId), cancellationToken);
    }
}

internal static class ActorReading
{
    /// <summary>The memberships in force; while an organisation is stopped, all that is held for it is one role that opens one page.</summary>
    public static async Task<Actor> ActorOf(this AccessDbContext db, Guid personId, Guid sessionId, CancellationToken cancellationToken)
    {
        var person = await db.People.Where(p => p.Id == personId)
            .Select(p => new
            {
                p.Name,
                Held = p.Memberships.Where(m => m.HeldUntil == null)
                    .Select(m => new { m.Role, m.OrganisationId, IsStopped = db.StoppedOrganisations.Any(s => s.OrganisationId == m.OrganisationId) }).ToList(),
            })
            .SingleAsync(cancellationToken);
        return new Actor(personId, null, [.. person.Held.Select(h => new HeldRole(h.IsStopped ? Roles.Suspended : h.Role, h.OrganisationId)).Distinct()], sessionId, person.Name);
    }
}
