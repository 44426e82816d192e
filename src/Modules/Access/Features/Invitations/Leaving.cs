using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

/// <summary>What it takes to end a role, in the open transaction: the person's sessions end with it, and one administrator always remains.</summary>
internal sealed class Leaving(AccessDbContext db, UnitOfWork unit, CurrentActor current, TimeProvider clock)
{
    /// <summary>False when the person doesn't hold the role.</summary>
    public async Task<bool> Leave(Person person, string role, Guid? organisationId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!person.Leave(role, organisationId, current.Actor, now)) return false;
        if (role == Roles.Administrator) await RequireAnotherAdministrator(person.Id, cancellationToken);
        foreach (var session in await db.Sessions.Where(s => s.PersonId == person.Id && s.EndedAt == null).ToListAsync(cancellationToken)) session.End(now);
        return true;
    }

    private async Task RequireAnotherAdministrator(Guid personId, CancellationToken cancellationToken)
    {
        // Two administrators who end each other's role at once: the second waits here and then finds nobody else.
        if (!unit.Database.IsSqlite) await unit.Execute("select pg_advisory_xact_lock(5081)", cancellationToken);
        Rule.Require(
            await db.People.AnyAsync(
                p => p.Id != personId && p.ActivatedAt != null && p.Memberships.Any(m => m.Role == Roles.Administrator && m.OrganisationId == null && m.HeldUntil == null),
                cancellationToken),
            Say.LastAdministrator);
    }
}
