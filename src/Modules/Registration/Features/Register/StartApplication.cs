using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Begins a questionnaire: the organisation gets its reference, the applicant an email with a link.</summary>
[Needs(Policy.Anyone)]
internal sealed record StartApplication(string OrganisationName, string YourName, string Email, Language Language) : ICommand<Guid>
{
    internal sealed class Validator : AbstractValidator<StartApplication>
    {
        public Validator()
        {
            RuleFor(x => x.OrganisationName).Name(Say.EnterOrganisationName, Say.OrganisationNameLength, 160);
            RuleFor(x => x.YourName).Name(Say.EnterYourName, Say.NameLength, 120);
            RuleFor(x => x.Email).Email(Say.EnterEmail);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, UnitOfWork unit, DueItems due, IWorkflows workflows, IMediator mediator, TimeProvider clock)
        : IRequestHandler<StartApplication, Guid>
    {
        public async Task<Guid> Handle(StartApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var organisation = new Organisation(Guid.CreateVersion7(now), await NextReference(cancellationToken), command.OrganisationName, now);
            var application = new Application(Guid.CreateVersion7(now), organisation.Id, command.Language, now);
            application.NameApplicant(await mediator.Send(
                new InvitePerson(
                    Formats.Email(command.Email), Formats.Line(command.YourName), Roles.Applicant, organisation.Id, organisation.LegalName,
                    Say.TaskFillIn, "/application", command.Language),
                cancellationToken));
            db.AddRange(organisation, application, new OnboardingCase(organisation, now, application.DraftEndsAt.CivilDate()));
            db.SearchWords.AddRange(Search.Words(organisation));
            await db.SaveChangesAsync(cancellationToken);
            await workflows.Start(Onboarding.Definition, organisation.Id, null, cancellationToken);
            await due.Set(LapseDue.For(application, application.DraftEndsAt), cancellationToken);
            return organisation.Id;
        }

        private async Task<string> NextReference(CancellationToken cancellationToken) => OrganisationReference.Of((await unit.Query(
            "update registration_counters set value = value + 1 where name = 'organisation' returning value", r => r.GetInt64(0), cancellationToken))[0]);
    }
}
