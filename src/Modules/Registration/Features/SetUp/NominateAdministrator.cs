using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Nominates the person whom the questionnaire names as account administrator; who isn't invited yet is invited now.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record NominateAdministrator(Guid OrganisationId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, GateBook gates, IMediator mediator, CurrentActor current, TimeProvider clock)
        : IRequestHandler<NominateAdministrator, Unit>
    {
        public async Task<Unit> Handle(NominateAdministrator command, CancellationToken cancellationToken)
        {
            var id = command.OrganisationId;
            var setUp = await db.SetUps.GetAsync(id, command.Version, cancellationToken);
            var application = await db.Applications.Of(id).FirstAsync(cancellationToken);
            var name = await db.Cases.Where(c => c.Id == id).Select(c => c.Name).SingleAsync(cancellationToken);
            var person = application.Answers.People!.AccountAdministrator;
            var personId = await mediator.Send(
                new InvitePerson(person.Email, person.Name, Roles.AccountAdministrator, id, name, Say.TaskAdministrator, "/org", application.Language), cancellationToken);
            setUp.Nominate(personId, current.PersonId, clock.GetUtcNow());
            await gates.Refresh(id, cancellationToken);
            return Unit.Value;
        }
    }
}
