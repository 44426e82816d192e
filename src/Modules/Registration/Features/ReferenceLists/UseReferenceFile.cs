using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Makes a kept file the list in use from its day of validity on.</summary>
[Needs(Policy.Administer)]
internal sealed record UseReferenceFile(Guid FileId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, Uploads uploads, CurrentActor current, TimeProvider clock) : IRequestHandler<UseReferenceFile, Unit>
    {
        public async Task<Unit> Handle(UseReferenceFile command, CancellationToken cancellationToken)
        {
            var file = await db.ReferenceFiles.GetAsync(command.FileId, command.Version, cancellationToken);
            await uploads.Require(file.Address, cancellationToken);
            file.Use(current.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
