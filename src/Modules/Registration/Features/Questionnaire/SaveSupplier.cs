using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps the case management system, and who builds the interface.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveSupplier(Guid ApplicationId, int Version, ApiAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveSupplier>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Answers.CaseSystem).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterCaseSystem)
                .AtMost(120, Say.CaseSystemLength);
            RuleFor(x => x.Answers.BuildMethod).Must(ApiAnswers.BuildMethods.Contains).Saying(Say.SelectBuildMethod);
            When(x => x.Answers.BuildMethod != ApiAnswers.InHouse, () =>
            {
                RuleFor(x => x.Answers.SupplierName).Cascade(CascadeMode.Stop)
                    .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterSupplierName)
                    .AtMost(160, Say.SupplierNameLength);
                RuleFor(x => x.Answers.SupplierContact).Name(Say.EnterSupplierContact, Say.NameLength, 120);
                RuleFor(x => x.Answers.SupplierEmail).Email(Say.EnterSupplierEmail);
                RuleFor(x => x.Answers.SupplierTelephone).Telephone(Say.EnterSupplierTelephone);
                RuleFor(x => x.Answers.ContractEnd).Must(v => v is null || v > clock.GetUtcNow().CivilDate()).Saying(Say.ContractEndFuture);
            });
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveSupplier, Unit>
    {
        public async Task<Unit> Handle(SaveSupplier command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            Rule.Require(application.Answers.Api?.Builds == true, Say.RuleBuildsNothing);
            await db.Keep(application, Section.Supplier, a => a with { Api = Tidy(a.Api!, command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static ApiAnswers Tidy(ApiAnswers saved, ApiAnswers typed)
    {
        var own = typed.BuildMethod == ApiAnswers.InHouse;
        return saved with
        {
            CaseSystem = Formats.Line(typed.CaseSystem),
            BuildMethod = typed.BuildMethod,
            SupplierName = own ? "" : Formats.Line(typed.SupplierName),
            SupplierContact = own ? "" : Formats.Line(typed.SupplierContact),
            SupplierEmail = own ? "" : Formats.Email(typed.SupplierEmail),
            SupplierTelephone = own ? "" : Formats.Line(typed.SupplierTelephone),
            ContractEnd = own ? null : typed.ContractEnd,
        };
    }
}
