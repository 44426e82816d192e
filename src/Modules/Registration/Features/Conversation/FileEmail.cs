using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Files an email that came in with the organisation that it is about.</summary>
[Needs(Policy.Converse)]
internal sealed record FileEmail(Guid OrganisationId, IncomingEmail Email) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<FileEmail, Unit>
    {
        public async Task<Unit> Handle(FileEmail command, CancellationToken cancellationToken)
        {
            var (now, email) = (clock.GetUtcNow(), command.Email);
            var onboarding = await db.Cases.VisibleTo(current.Actor).GetAsync(command.OrganisationId, cancellationToken);
            var sentAt = email.SentAt > now ? now : email.SentAt;
            db.Conversation.Add(ConversationEntry.File(
                Guid.CreateVersion7(now), onboarding.Id, isShared: true, email.Words, email.Address, current.PersonId, sentAt));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
