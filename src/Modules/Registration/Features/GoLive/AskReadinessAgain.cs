using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>What was sent back has been seen to: the workflow begins the next readiness review.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AskReadinessAgain(Guid OrganisationId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, TimeProvider clock) : IRequestHandler<AskReadinessAgain, Unit>
    {
        public async Task<Unit> Handle(AskReadinessAgain command, CancellationToken cancellationToken)
        {
            var goLive = await db.GoLives.GetAsync(command.OrganisationId, command.Version, cancellationToken);
            await db.RequireThatTheCaseGoesOn(command.OrganisationId, cancellationToken);
            goLive.AskAgain(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
