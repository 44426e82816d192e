using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps whether and how the organisation will build an interface.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveApi(Guid ApplicationId, int Version, ApiAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveApi>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Answers.Ability).Must(ApiAnswers.Abilities.Contains).Saying(Say.SelectAbility);
            When(x => x.Answers.Builds, () =>
            {
                RuleFor(x => x.Answers.CaseSystem).Cascade(CascadeMode.Stop)
                    .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterCaseSystem)
                    .AtMost(120, Say.CaseSystemLength);
                RuleFor(x => x.Answers.BuildMethod).Must(ApiAnswers.BuildMethods.Contains).Saying(Say.SelectBuildMethod);
                RuleFor(x => x.Answers.SupplierName).Cascade(CascadeMode.Stop)
                    .Must((x, v) => x.Answers.BuildMethod == "in-house" || Formats.Line(v).Length > 0).Saying(Say.EnterSupplierName)
                    .AtMost(160, Say.SupplierNameLength);
                RuleFor(x => x.Answers.SupplierEmail).Must(v => Formats.Line(v).Length == 0 || Formats.IsEmail(v)).Saying(Say.EmailFormat);
                RuleFor(x => x.Answers.ContractEnd).Must(v => v is null || v > clock.GetUtcNow().CivilDate()).Saying(Say.ContractEndFuture);
                RuleFor(x => x.Answers.LeadTimeWeeks).Must(v => Formats.Line(v).Length > 0 && Formats.Number(v) is <= 104).Saying(Say.LeadTimeFormat);
                RuleFor(x => x.Answers.EarliestStart).Must(v => v is not null).Saying(Say.EnterEarliestStart);
            });
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveApi, Unit>
    {
        public async Task<Unit> Handle(SaveApi command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, a => a with { Api = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static ApiAnswers Tidy(ApiAnswers a) => !a.Builds ? new() { Ability = a.Ability } : new()
    {
        Ability = a.Ability,
        CaseSystem = Formats.Line(a.CaseSystem),
        BuildMethod = a.BuildMethod,
        SupplierName = Formats.Line(a.SupplierName),
        SupplierEmail = Formats.Email(a.SupplierEmail),
        ContractEnd = a.ContractEnd,
        LeadTimeWeeks = $"{Formats.Number(a.LeadTimeWeeks)}",
        EarliestStart = a.EarliestStart,
    };
}
