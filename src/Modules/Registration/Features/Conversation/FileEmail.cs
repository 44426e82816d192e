using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Files an email that came in with the organisation that it is about; one that stands there already isn't filed again.</summary>
[Needs(Policy.Converse)]
internal sealed record FileEmail(Guid OrganisationId, IncomingEmail Email) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, CurrentActor current, TimeProvider clock) : IRequestHandler<FileEmail, Unit>
    {
        public async Task<Unit> Handle(FileEmail command, CancellationToken cancellationToken)
        {
            var (now, email) = (clock.GetUtcNow(), command.Email);
            var onboarding = await db.Cases.VisibleTo(current.Actor).GetAsync(command.OrganisationId, cancellationToken);
            var sentAt = email.SentAt > now ? now : email.SentAt;
            var id = ConversationEntry.IdOfEmail(onboarding.Id, email.Words, sentAt);
            if (await db.Conversation.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is { } there)
                throw new RuleBrokenException(Say.EntryRuleFiled((await mediator.Names([there.First.By], cancellationToken)).Values.FirstOrDefault() ?? Say.ActorErased.ToString()));
            db.Conversation.Add(ConversationEntry.File(
                id, onboarding.Id, isShared: true, email.Words, email.Address, current.PersonId, sentAt));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
