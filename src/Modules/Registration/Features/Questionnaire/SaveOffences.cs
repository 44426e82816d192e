using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps the offences that the organisation prosecutes, each checked against the list in force today.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveOffences(Guid ApplicationId, int Version, OffenceAnswers Answers) : ICommand<Unit>
{
    public const int Most = 500;

    internal sealed class Validator : AbstractValidator<SaveOffences>
    {
        public Validator(ReferenceLists lists, TimeProvider clock)
        {
            RuleFor(x => x.Answers.Codes).CustomAsync(async (typed, context, cancellationToken) =>
            {
                var codes = Formats.Codes(typed);
                var list = await lists.Offences(cancellationToken);
                var today = clock.GetUtcNow().CivilDate();
                if (codes.Count == 0) context.Fail(Say.EnterOffences);
                else if (codes.Count > Most) context.Fail(Say.TooManyOffences(Most));
                else foreach (var fault in codes.Select(c => Questionnaire.Fault(c, list, today, onlySjp: false)).OfType<Text>().Take(20)) context.Fail(fault);
            });
            RuleFor(x => x.Answers.Codes).Must(v => Formats.OffenceLines(v).All(l => l.Cases is null or <= VolumeAnswers.Most)).Saying(Say.VolumeFormat);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveOffences, Unit>
    {
        public async Task<Unit> Handle(SaveOffences command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.Offences, a => a with { Offences = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static OffenceAnswers Tidy(OffenceAnswers a) => new() { Codes = Formats.OffenceText(a.Lines) };
}
