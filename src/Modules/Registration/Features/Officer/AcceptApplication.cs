using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The organisation may be onboarded: everybody named in the questionnaire is invited to their task.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AcceptApplication(Guid OrganisationId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, Letters letters, IMediator mediator, TimeProvider clock)
        : IRequestHandler<AcceptApplication, Unit>
    {
        public async Task<Unit> Handle(AcceptApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (application, onboarding, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            application.Accept(Guid.CreateVersion7(now), officer, now);
            if (onboarding.OwnerId is null) onboarding.Take(officer.PersonId, now);
            onboarding.MoveTo(Stage.Accepted, now, null);
            var asks = (await mediator.Send(new NamePeople([onboarding.OwnerId!.Value]), cancellationToken)).Single().Name;
            foreach (var person in Questionnaire.People(application.Answers).Where(p => p.Role != Roles.Applicant))
            {
                var (task, path) = TaskOf(person.Role);
                await mediator.Send(
                    new InvitePerson(person.Email, person.Name, person.Role, onboarding.Id, onboarding.Name, Say.TaskAsked(task, onboarding.Name, asks), OwnOrganisation.Path(path, onboarding.Id), application.Language), cancellationToken);
            }
            await db.SaveChangesAsync(cancellationToken);
            await letters.Send(application, Say.EmailAcceptedSubject(onboarding.Reference), [Say.EmailAcceptedText(onboarding.Name), Say.EmailAcceptedNext], "/org", cancellationToken);
            return Unit.Value;
        }

        private static (Text Task, string Path) TaskOf(string role) => role switch
        {
            Roles.AccountablePerson => (Say.TaskAccountable, "/org/agreements"),
            Roles.OrganisationServiceOwner => (Say.TaskServiceOwner, "/org/agreements"),
            Roles.SecuritySignatory => (Say.TaskSecurity, "/org/security"),
            _ => (Say.TaskAdministrator, "/org"),
        };
    }
}
