using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The officer who asks owns the case from now on.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record TakeOwnership(Guid OrganisationId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<TakeOwnership, Unit>
    {
        public async Task<Unit> Handle(TakeOwnership command, CancellationToken cancellationToken)
        {
            var onboarding = await db.Cases.VisibleTo(current.Actor).GetAsync(command.OrganisationId, command.Version, cancellationToken);
            onboarding.Take(current.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
