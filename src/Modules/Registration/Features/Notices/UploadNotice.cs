using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Points at a produced notice that lies in the document store.</summary>
[Needs(Policy.TestForOrganisation)]
internal sealed record UploadNotice(Guid RoundId, int Version, string Notice, StoredPdf File) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<UploadNotice>
    {
        public Validator() =>
            RuleFor(x => x.Notice).Must(n => n == NoticePack.WholeSet || NoticePack.Produced.Contains(n)).Saying(Say.NoticesChooseNotice);
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<UploadNotice, Unit>
    {
        public async Task<Unit> Handle(UploadNotice command, CancellationToken cancellationToken)
        {
            var (now, file) = (clock.GetUtcNow(), command.File);
            var round = await db.NoticeRounds.OfOwn(current.Actor).GetAsync(command.RoundId, command.Version, cancellationToken);
            await db.RequireThatTheCaseGoesOn(round.OrganisationId, cancellationToken);
            round.Upload(new NoticeFile(
                Guid.CreateVersion7(now), round.Id, command.Notice, file.FileName, file.Address, file.Sha256, file.Length, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
