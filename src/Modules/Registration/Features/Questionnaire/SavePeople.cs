using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps who does what for the organisation once it is accepted.</summary>
[Needs(Policy.Apply)]
internal sealed record SavePeople(Guid ApplicationId, int Version, PeopleAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SavePeople>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.AccountablePerson.Name).Name(Say.EnterAccountableName, Say.NameLength, 120);
            RuleFor(x => x.Answers.AccountablePerson.JobTitle).Name(Say.EnterAccountableJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.AccountablePerson.Email).Email(Say.EnterAccountableEmail);
            RuleFor(x => x.Answers.SecuritySignatory.Name).Name(Say.EnterSecurityName, Say.NameLength, 120);
            RuleFor(x => x.Answers.SecuritySignatory.JobTitle).Name(Say.EnterSecurityJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.SecuritySignatory.Email).Email(Say.EnterSecurityEmail);
            RuleFor(x => x.Answers.SecuritySignatory.Email)
                .Must((x, v) => !Same(v, x.Answers.AccountablePerson.Email)).Saying(Say.SecurityIsAccountable);
            RuleFor(x => x.Answers.ServiceOwner.Name).Name(Say.EnterOwnerName, Say.NameLength, 120);
            RuleFor(x => x.Answers.ServiceOwner.JobTitle).Name(Say.EnterOwnerJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.ServiceOwner.Email).Email(Say.EnterOwnerEmail);
            RuleFor(x => x.Answers.AccountAdministrator.Name).Name(Say.EnterAdministratorName, Say.NameLength, 120);
            RuleFor(x => x.Answers.AccountAdministrator.JobTitle).Name(Say.EnterAdministratorJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.AccountAdministrator.Email).Email(Say.EnterAdministratorEmail);
        }

        private static bool Same(string one, string other) =>
            Formats.Line(one).Length > 0 && string.Equals(Formats.Line(one), Formats.Line(other), StringComparison.OrdinalIgnoreCase);
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SavePeople, Unit>
    {
        public async Task<Unit> Handle(SavePeople command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, a => a with { People = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static PeopleAnswers Tidy(PeopleAnswers a) => new()
    {
        AccountablePerson = Tidy(a.AccountablePerson),
        SecuritySignatory = Tidy(a.SecuritySignatory),
        ServiceOwner = Tidy(a.ServiceOwner),
        AccountAdministrator = Tidy(a.AccountAdministrator),
    };

    private static Person Tidy(Person p) => new() { Name = Formats.Line(p.Name), JobTitle = Formats.Line(p.JobTitle), Email = Formats.Email(p.Email) };
}
