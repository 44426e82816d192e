using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps who can commit the organisation, and who signs for its security.</summary>
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
            RuleFor(x => x.Answers.AccountablePerson.Telephone).Telephone(Say.EnterAccountableTelephone);
            RuleFor(x => x.Answers.IsEmployed).Equal(true).Saying(Say.AccountableIsEmployed);
            RuleFor(x => x.Answers.Authority).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterAuthority)
                .AtMost(300, Say.AuthorityLength);
            RuleFor(x => x.Answers.SecuritySignatory.Name).Name(Say.EnterSecurityName, Say.NameLength, 120);
            RuleFor(x => x.Answers.SecuritySignatory.JobTitle).Name(Say.EnterSecurityJob, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.SecuritySignatory.Email).Email(Say.EnterSecurityEmail);
            RuleFor(x => x.Answers.SecuritySignatory.Telephone).Telephone(Say.EnterSecurityTelephone);
            RuleFor(x => x.Answers.SecuritySignatory.Email)
                .Must((x, v) => !Same(v, x.Answers.AccountablePerson.Email)).Saying(Say.SecurityIsAccountable);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SavePeople, Unit>
    {
        public async Task<Unit> Handle(SavePeople command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.People, a => a with { People = Tidy(a.People, command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static bool Same(string one, string other) =>
        Formats.Line(one).Length > 0 && string.Equals(Formats.Line(one), Formats.Line(other), StringComparison.OrdinalIgnoreCase);

    private static PeopleAnswers Tidy(PeopleAnswers? saved, PeopleAnswers typed) => (saved ?? new()) with
    {
        AccountablePerson = typed.AccountablePerson.Tidy(),
        IsEmployed = typed.IsEmployed,
        Authority = Formats.Line(typed.Authority),
        SecuritySignatory = typed.SecuritySignatory.Tidy(),
    };
}
