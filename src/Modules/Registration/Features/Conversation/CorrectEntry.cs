using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Words an entry of one's own side anew; the earlier wording stays to be read.</summary>
[Needs(Policy.SignedIn)]
internal sealed record CorrectEntry(Guid OrganisationId, Guid EntryId, int Version, string Words) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<CorrectEntry>
    {
        public Validator() => RuleFor(x => x.Words).Entry(Say.EntryEnterWords);
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<CorrectEntry, Unit>
    {
        public async Task<Unit> Handle(CorrectEntry command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var entry = await db.Conversation.VisibleTo(current.Actor).Where(e => e.OrganisationId == command.OrganisationId).GetAsync(command.EntryId, command.Version, cancellationToken);
            entry.Correct(Guid.CreateVersion7(now), Formats.Paragraphs(command.Words), current.Actor.Converses(entry.OrganisationId), now);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
