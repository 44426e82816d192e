using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps who answers for personal data, and the registration with the Information Commissioner.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveDataProtection(Guid ApplicationId, int Version, DataProtectionAnswers Answers) : ICommand<Unit>
{
    public const int LongestStatement = 1000;

    internal sealed class Validator : AbstractValidator<SaveDataProtection>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Answers.Role).Must(DataProtectionAnswers.Roles.Contains).Saying(Say.SelectDataRole);
            RuleFor(x => x.Answers.Statement).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterDataStatement)
                .AtMost(LongestStatement, Say.DataStatementLength);
            RuleFor(x => x.Answers.IcoNumber).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterIcoNumber)
                .Must(v => Formats.IsIcoNumber(v)).Saying(Say.IcoNumberFormat);
            RuleFor(x => x.Answers.IcoExpires).Cascade(CascadeMode.Stop)
                .Must(v => v is not null).Saying(Say.EnterIcoExpires)
                .Must(v => v > clock.GetUtcNow().CivilDate()).Saying(Say.IcoExpiresFuture);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveDataProtection, Unit>
    {
        public async Task<Unit> Handle(SaveDataProtection command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.DataProtection, a => a with { DataProtection = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static DataProtectionAnswers Tidy(DataProtectionAnswers a) => new()
    {
        Role = a.Role,
        Statement = Formats.Paragraphs(a.Statement),
        IcoNumber = Formats.Upper(a.IcoNumber),
        IcoExpires = a.IcoExpires,
    };
}
