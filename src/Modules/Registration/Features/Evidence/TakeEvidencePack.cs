using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Writes down who took the evidence pack of an organisation, before it is handed out.</summary>
[Needs(Policy.TakeEvidence)]
internal sealed record TakeEvidencePack(Guid OrganisationId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current) : IRequestHandler<TakeEvidencePack, Unit>
    {
        public async Task<Unit> Handle(TakeEvidencePack command, CancellationToken cancellationToken)
        {
            (await db.Cases.VisibleTo(current.Actor).GetAsync(command.OrganisationId, cancellationToken)).TakeEvidence();
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
