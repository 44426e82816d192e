using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Access.Features.Sessions;

/// <summary>
/// Who acts, from the session's cookie and rows, read anew with every request: what has ended has ended at once. Two statements of our own,
/// because every request pays for them.
/// </summary>
internal sealed class SessionActorSource(UnitOfWork unit, TimeProvider clock, IServiceScopeFactory scopes) : IActorSource
{
    public const string ByNumber =
        """
        select id, person_id, token_hash, previous_token_hash, created_at, last_seen_at, stepped_up_at, ended_at from access_sessions
        where token_hash = @hash or previous_token_hash = @hash
        """;

    private static readonly TimeSpan NoteAfter = TimeSpan.FromSeconds(30);

    public Task<Actor> Read(HttpContext http) => Read(http, isUse: true);

    public Task<Actor> Look(HttpContext http) => Read(http, isUse: false);

    private async Task<Actor> Read(HttpContext http, bool isUse)
    {
        if (http.Request.Cookies[SessionNumbers.CookieName(http.Request)] is not { Length: > 0 and <= 128 } number) return Actor.Nobody;
        var (hash, now, cancellationToken) = (Secrets.Hash(number), clock.GetUtcNow(), http.RequestAborted);
        var session = (await unit.Query(ByNumber, Session.Read, cancellationToken, ("@hash", hash))).FirstOrDefault();
        if (session is null || !session.Knows(hash, now)) return Actor.Nobody;
        var actor = await unit.ActorOf(session.PersonId, session.Id, cancellationToken);
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
    public const string Holding =
        """
        select p.name, m.role, m.organisation_id, s.organisation_id from access_people p
        left join access_memberships m on m.person_id = p.id and m.held_until is null
        left join access_stopped_organisations s on s.organisation_id = m.organisation_id
        where p.id = @id
        """;

    /// <summary>The memberships in force; while an organisation is stopped, all that is held for it is one role that opens one page.</summary>
    public static async Task<Actor> ActorOf(this UnitOfWork unit, Guid personId, Guid sessionId, CancellationToken cancellationToken)
    {
        var rows = await unit.Query(
            Holding,
            r => (Name: r.GetString(0), Held: r.IsDBNull(1) ? null : new HeldRole(r.IsDBNull(3) ? r.GetString(1) : Roles.Suspended, r.IsDBNull(2) ? null : r.GetGuid(2))),
            cancellationToken, ("@id", personId));
        return new Actor(personId, null, [.. rows.Select(r => r.Held).OfType<HeldRole>().Distinct()], sessionId, rows[0].Name);
    }
}
