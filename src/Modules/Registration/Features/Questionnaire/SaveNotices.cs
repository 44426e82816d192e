using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps who produces and posts the notices, and in which languages.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveNotices(Guid ApplicationId, int Version, NoticeAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveNotices>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.Producer).Must(NoticeAnswers.Producers.Contains).Saying(Say.SelectProducer);
            RuleFor(x => x.Answers.ProducerName).Cascade(CascadeMode.Stop)
                .Must((x, v) => x.Answers.Producer is "" or NoticeAnswers.InHouse || Formats.Line(v).Length > 0).Saying(Say.EnterProducerName)
                .AtMost(160, Say.ProducerNameLength);
            RuleFor(x => x.Answers.PostedBy).Must(NoticeAnswers.Posters.Contains).Saying(Say.SelectPoster);
            RuleFor(x => x.Answers.Languages).Must(l => l.Count > 0 && l.All(t => t is NoticeAnswers.English or NoticeAnswers.Welsh)).Saying(Say.SelectNoticeLanguage);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveNotices, Unit>
    {
        public async Task<Unit> Handle(SaveNotices command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            if (Questionnaire.NeedsWelsh(application.Answers, command.Answers)) throw new InvalidInputException([("Answers.Languages", Say.WelshIsNeeded)]);
            await db.Keep(application, Section.Notices, a => a with { Notices = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static NoticeAnswers Tidy(NoticeAnswers a) => new()
    {
        Producer = a.Producer,
        ProducerName = a.Producer == NoticeAnswers.InHouse ? "" : Formats.Line(a.ProducerName),
        PostedBy = a.PostedBy,
        Languages = [.. a.Languages.Distinct().Order(StringComparer.Ordinal).Reverse()],
    };
}
