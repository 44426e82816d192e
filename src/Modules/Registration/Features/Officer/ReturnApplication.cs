using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Sends the questionnaire back with a question; the answer comes as a new form version.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record ReturnApplication(Guid OrganisationId, int Version, string Question) : ICommand<Unit>
{
    public const int WorkingDaysToAnswer = 30;

    internal sealed class Validator : AbstractValidator<ReturnApplication>
    {
        public Validator() => RuleFor(x => x.Question).Cascade(CascadeMode.Stop)
            .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterQuestion)
            .AtMost(2000, Say.QuestionLength);
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, Letters letters, DueItems due, TimeProvider clock)
        : IRequestHandler<ReturnApplication, Unit>
    {
        public async Task<Unit> Handle(ReturnApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (application, onboarding, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            var reason = new Reason(Guid.CreateVersion7(now), onboarding.Id, Formats.Paragraphs(command.Question), officer.PersonId, now);
            db.Add(reason);
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
