using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps a list that was read and lies in the document store, so that it can be compared with the one in use.</summary>
[Needs(Policy.Administer)]
internal sealed record KeepReferenceFile(ReferenceKind Kind, string FileName, string Address, int Entries, DateOnly? ValidFrom) : ICommand<Guid>
{
    internal sealed class Validator : AbstractValidator<KeepReferenceFile>
    {
        public Validator() => RuleFor(x => x.ValidFrom).Must(d => d is { Year: >= 2000 and < 2100 }).Saying(Say.ListsEnterValidFrom);
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<KeepReferenceFile, Guid>
    {
        public async Task<Guid> Handle(KeepReferenceFile command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var file = new ReferenceFile(Guid.CreateVersion7(now), command.Kind, command.FileName, command.Address, command.Entries, command.ValidFrom!.Value, current.PersonId, now);
            db.ReferenceFiles.Add(file);
            await db.SaveChangesAsync(cancellationToken);
            return file.Id;
        }
    }
}
