using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Makes a secret address for a person's calendar program; one that they had holds no longer.</summary>
[Needs(Policy.SignedIn)]
internal sealed record RenewCalendarFeed(Guid? OrganisationId, string SecretHash) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<RenewCalendarFeed, Unit>
    {
        public async Task<Unit> Handle(RenewCalendarFeed command, CancellationToken cancellationToken)
        {
            if (!current.Actor.ReadsCalendarOf(command.OrganisationId)) throw new NotFoundException();
            (await db.OpenFeed(current.PersonId, command.OrganisationId, cancellationToken))?.Revoke(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            db.CalendarFeeds.Add(new CalendarFeed(Guid.CreateVersion7(clock.GetUtcNow()), current.PersonId, command.OrganisationId, command.SecretHash, clock.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>Ends the secret address of a person's calendar.</summary>
[Needs(Policy.SignedIn)]
internal sealed record RevokeCalendarFeed(Guid? OrganisationId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<RevokeCalendarFeed, Unit>
    {
        public async Task<Unit> Handle(RevokeCalendarFeed command, CancellationToken cancellationToken)
        {
            (await db.OpenFeed(current.PersonId, command.OrganisationId, cancellationToken))?.Revoke(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

internal static class CalendarFeeds
{
    public static Task<CalendarFeed?> OpenFeed(this RegistrationDbContext db, Guid personId, Guid? organisationId, CancellationToken cancellationToken) =>
        db.CalendarFeeds.SingleOrDefaultAsync(f => f.PersonId == personId && f.OrganisationId == organisationId && f.RevokedAt == null, cancellationToken);

    /// <summary>One's own organisation's, or for HMCTS those of the organisations that one owns.</summary>
    public static bool ReadsCalendarOf(this Actor actor, Guid? organisationId) => organisationId is { } id
        ? actor.IsFor(id, [.. Policies.All[Policy.ReadOwnOnboarding].Roles])
        : actor.Held.Any(h => h.OrganisationId is null && Policies.All[Policy.ReadOnboarding].Roles.Contains(h.Role));
}
