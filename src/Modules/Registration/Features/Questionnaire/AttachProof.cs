using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Attaches a document that proves the legal power or the accountable person's authority.</summary>
[Needs(Policy.Apply)]
internal sealed record AttachProof(Guid ApplicationId, int Version, string Kind, StoredPdf File) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AttachProof>
    {
        public Validator() => RuleFor(x => x.Kind).Must(ProofAnswers.Kinds.Contains).Saying(Say.SelectProof);
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<AttachProof, Unit>
    {
        public async Task<Unit> Handle(AttachProof command, CancellationToken cancellationToken)
        {
            var (now, file) = (clock.GetUtcNow(), command.File);
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            application.Attach(new ApplicationFile(
                Guid.CreateVersion7(now), application.Id, command.Kind, file.FileName, file.Address, file.Sha256, file.Length, current.PersonId, now));
            (await db.Cases.GetAsync(application.OrganisationId, cancellationToken)).Saved(application);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
