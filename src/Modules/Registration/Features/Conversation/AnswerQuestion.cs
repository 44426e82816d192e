using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Answers the other side's question; whoever asked is told by email.</summary>
[Needs(Policy.SignedIn)]
internal sealed record AnswerQuestion(Guid OrganisationId, Guid EntryId, int Version, string Words) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AnswerQuestion>
    {
        public Validator() => RuleFor(x => x.Words).Entry(Say.EntryEnterAnswer);
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AnswerQuestion, Unit>
    {
        public async Task<Unit> Handle(AnswerQuestion command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var question = await db.Conversation.VisibleTo(current.Actor).Where(e => e.OrganisationId == command.OrganisationId).GetAsync(command.EntryId, command.Version, cancellationToken);
            var (id, party) = (question.OrganisationId, current.Actor.Converses(question.OrganisationId));
            db.Conversation.Add(question.Answer(Guid.CreateVersion7(now), Formats.Paragraphs(command.Words), party, now));
            await db.SaveChangesAsync(cancellationToken);
            var name = await email.NameOf(id);
            if (party.Side == Side.Hmcts) await email.ToOrganisation(id, "/org/conversation", Say.EmailAnswerSubject(name), Say.EmailAnswerText);
            else await email.ToHmcts(id, [], $"/officer/org/{id}/conversation", Say.EmailAnswerSubject(name), Say.EmailAnswerText);
            return Unit.Value;
        }
    }
}
