using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps when the organisation would like to test and to go live.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveTiming(Guid ApplicationId, int Version, TimingAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveTiming>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Answers.TestingFrom).Cascade(CascadeMode.Stop)
                .Must(v => v is not null).Saying(Say.EnterTestingFrom)
                .Must(v => v > Today(clock) && v <= Today(clock).AddMonths(TimingAnswers.MonthsAhead)).Saying(Say.TestingDatesAhead(TimingAnswers.MonthsAhead));
            RuleFor(x => x.Answers.TestingTo).Cascade(CascadeMode.Stop)
                .Must(v => v is not null).Saying(Say.EnterTestingTo)
                .Must(v => v <= Today(clock).AddMonths(TimingAnswers.MonthsAhead)).Saying(Say.TestingDatesAhead(TimingAnswers.MonthsAhead))
                .Must((x, v) => v > x.Answers.TestingFrom).Saying(Say.TestingOrder).When(x => x.Answers.TestingFrom is not null, ApplyConditionTo.CurrentValidator);
            RuleFor(x => x.Answers.GoLiveQuarter).Cascade(CascadeMode.Stop)
                .Must(v => TimingAnswers.Quarters(Today(clock)).Contains(v)).Saying(Say.SelectQuarter)
                .Must((x, v) => TimingAnswers.EndOf(v) > x.Answers.TestingTo).Saying(Say.QuarterAfterTesting).When(x => x.Answers.TestingTo is { } to && to <= Today(clock).AddMonths(TimingAnswers.MonthsAhead), ApplyConditionTo.CurrentValidator);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveTiming, Unit>
    {
        public async Task<Unit> Handle(SaveTiming command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            if (Questionnaire.TooEarly(application.Answers, command.Answers, Today(clock)) is { } early) throw new InvalidInputException([("Answers.TestingFrom", early)]);
            await db.Keep(application, Section.Timing, a => a with { Timing = command.Answers }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static DateOnly Today(TimeProvider clock) => clock.GetUtcNow().CivilDate();
}
