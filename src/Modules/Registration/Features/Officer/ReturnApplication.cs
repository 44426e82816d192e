using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Sends the questionnaire back with a question; the answer comes as a new form version.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record ReturnApplication(Guid OrganisationId, int Version, string Question, IReadOnlyList<TypedQuestion> Fields) : ICommand<Unit>
{
    public const int WorkingDaysToAnswer = 30;

    internal sealed class Validator : AbstractValidator<ReturnApplication>
    {
        public Validator()
        {
            RuleFor(x => x.Question).Cascade(CascadeMode.Stop)
                .Must((x, v) => Formats.Line(v).Length > 0 || x.Fields.Any(f => f.IsTyped)).Saying(Say.EnterQuestion)
                .AtMost(2000, Say.QuestionLength);
            RuleForEach(x => x.Fields).ChildRules(f =>
            {
                f.RuleFor(x => x.Field).Must((x, v) => !x.IsTyped || Formats.Line(v).Length > 0).Saying(Say.SelectField);
                f.RuleFor(x => x.Words).Must((x, v) => Formats.Line(x.Field).Length == 0 || Formats.Line(v).Length > 0).Saying(Say.EnterFieldQuestion).AtMost(Reasons.Longest, Say.FieldQuestionLength);
            });
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, Letters letters, DueItems due, TimeProvider clock)
        : IRequestHandler<ReturnApplication, Unit>
    {
        public async Task<Unit> Handle(ReturnApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (application, onboarding, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            var known = AnswersView.Fields(application.Answers).ToHashSet();
            var asked = command.Fields.Where(f => f.IsTyped && known.Contains(f.Field)).ToList();
            if (asked.Count < command.Fields.Count(f => f.IsTyped)) throw new InvalidInputException([("Fields[0].Field", Say.SelectField)]);
            var general = Formats.Line(command.Question).Length > 0 ? command.Question : Say.QuestionsAtFields.In(application.Language);
            var reason = new Reason(Guid.CreateVersion7(now), onboarding.Id, Formats.Paragraphs(general), officer.PersonId, now);
            db.Add(reason);
            db.FieldQuestions.AddRange(asked.Select(f => new FieldQuestion(Guid.CreateVersion7(now), application.Id, application.FormVersion, f.Field, db.Keep(onboarding.Id, f.Words, officer.PersonId, now)!.Value)));
            application.Return(Guid.CreateVersion7(now), reason.Id, officer, now);
            if (onboarding.OwnerId is null) onboarding.Take(officer.PersonId, now);
            var answerBy = WorkingDays.After(now, WorkingDaysToAnswer);
            onboarding.MoveTo(Stage.Returned, now, answerBy);
            await db.SaveChangesAsync(cancellationToken);
            await due.Set(LapseDue.For(application, answerBy.AddDays(1).InLondon(TimeOnly.MinValue)), cancellationToken);
            await letters.Send(
                application, Say.EmailReturnedSubject(onboarding.Reference), [Say.EmailReturnedText(onboarding.Name), Say.EmailReturnedBy(answerBy)],
                "/application", cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>A question at one field, as typed.</summary>
internal sealed record TypedQuestion
{
    public string Field { get; init; } = "";
    public string Words { get; init; } = "";

    public bool IsTyped => Formats.Line(Words).Length > 0;
}
