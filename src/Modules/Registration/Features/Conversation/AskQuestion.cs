using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Asks the other side a question, HMCTS with the day by which it hopes for the answer; the other side is told by email. A target of HMCTS may stand still until the answer.</summary>
[Needs(Policy.SignedIn)]
internal sealed record AskQuestion(Guid OrganisationId, string Question, DateOnly? AnswerBy, Guid? ClockId = null) : ICommand<Unit>
{
    private const int MostDays = 366;

    internal sealed class Validator : AbstractValidator<AskQuestion>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Question).Entry(Say.EnterQuestion);
            RuleFor(x => x.AnswerBy).Must(d => d is not { } day || (day > clock.GetUtcNow().CivilDate() && day <= clock.GetUtcNow().CivilDate().AddDays(MostDays))).Saying(Say.EntryAnswerByLater);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AskQuestion, Unit>
    {
        public async Task<Unit> Handle(AskQuestion command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var party = current.Actor.Converses(id);
            if (party.Side == Side.Hmcts && command.AnswerBy is null) throw new InvalidInputException([(nameof(AnswerBy), Say.EntryEnterAnswerBy)]);
            var onboarding = await db.Cases.VisibleTo(current.Actor).GetAsync(id, cancellationToken);
            var question = ConversationEntry.Ask(Guid.CreateVersion7(now), id, Formats.Paragraphs(command.Question), party.Side == Side.Hmcts ? command.AnswerBy : null, party, now);
            db.Conversation.Add(question);
            if (party.Side == Side.Hmcts && command.ClockId is { } clockId) (await db.Clocks.Where(c => c.OrganisationId == id && c.Side == Side.Hmcts).GetAsync(clockId, cancellationToken)).PauseFor(question.Id);
            await db.SaveChangesAsync(cancellationToken);
            if (question.AnswerBy is { } by) await email.ToOrganisation(id, "/org/conversation", Say.EmailQuestionSubject(onboarding.Name), Say.EmailQuestionBy(by));
            else await email.ToHmcts(id, [], $"/officer/org/{id}/conversation", Say.EmailQuestionSubject(onboarding.Name), Say.EmailQuestionFrom(onboarding.Name));
            return Unit.Value;
        }
    }
}
