using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Notes a call, a meeting or a thought; whether the organisation sees it is said before it is saved.</summary>
[Needs(Policy.Converse)]
internal sealed record NoteEntry(Guid OrganisationId, EntryKind? Kind, bool? Shared, string Words) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<NoteEntry>
    {
        public Validator()
        {
            RuleFor(x => x.Kind).Must(k => k is EntryKind.Call or EntryKind.Meeting or EntryKind.Thought).Saying(Say.EntrySelectKind);
            RuleFor(x => x.Shared).NotNull().Saying(Say.EntrySelectShared);
            RuleFor(x => x.Words).Entry(Say.EntryEnterWords);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<NoteEntry, Unit>
    {
        public async Task<Unit> Handle(NoteEntry command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var onboarding = await db.Cases.VisibleTo(current.Actor).GetAsync(command.OrganisationId, cancellationToken);
            db.Conversation.Add(ConversationEntry.Note(
                Guid.CreateVersion7(now), onboarding.Id, command.Kind!.Value, command.Shared!.Value, Formats.Paragraphs(command.Words), current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
