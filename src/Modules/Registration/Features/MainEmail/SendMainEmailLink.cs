using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Sends the link once more by which the organisation's main email address is confirmed.</summary>
[Needs(Policy.Apply)]
internal sealed record SendMainEmailLink(Guid ApplicationId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, MainEmails mainEmails, CurrentActor current) : IRequestHandler<SendMainEmailLink, Unit>
    {
        public async Task<Unit> Handle(SendMainEmailLink command, CancellationToken cancellationToken)
        {
            await mainEmails.Again(await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, cancellationToken), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
