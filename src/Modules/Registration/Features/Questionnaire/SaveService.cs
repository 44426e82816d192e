using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps who looks after the service, the accounts and the money.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveService(Guid ApplicationId, int Version, PeopleAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveService>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.ServiceOwner.Name).Name(Say.EnterOwnerName, Say.NameLength, 120);
            RuleFor(x => x.Answers.ServiceOwner.JobTitle).Name(Say.EnterOwnerJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.ServiceOwner.Email).Email(Say.EnterOwnerEmail);
            RuleFor(x => x.Answers.ServiceOwner.Telephone).Telephone(Say.EnterOwnerTelephone);
            RuleFor(x => x.Answers.AccountAdministrator.Name).Name(Say.EnterAdministratorName, Say.NameLength, 120);
            RuleFor(x => x.Answers.AccountAdministrator.JobTitle).Name(Say.EnterAdministratorJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.AccountAdministrator.Email).Email(Say.EnterAdministratorEmail);
            RuleFor(x => x.Answers.AccountAdministrator.Telephone).Telephone(Say.EnterAdministratorTelephone);
            RuleFor(x => x.Answers.Finance.Name).Name(Say.EnterFinanceName, Say.NameLength, 120);
            RuleFor(x => x.Answers.Finance.JobTitle).Name(Say.EnterFinanceJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.Finance.Email).Email(Say.EnterFinanceEmail);
            RuleFor(x => x.Answers.Finance.Telephone).Telephone(Say.EnterFinanceTelephone);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveService, Unit>
    {
        public async Task<Unit> Handle(SaveService command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.Service, a => a with { People = Tidy(a.People, command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static PeopleAnswers Tidy(PeopleAnswers? saved, PeopleAnswers typed) => (saved ?? new()) with
    {
        ServiceOwner = typed.ServiceOwner.Tidy(),
        AccountAdministrator = typed.AccountAdministrator.Tidy(),
        Finance = typed.Finance.Tidy(),
    };
}
