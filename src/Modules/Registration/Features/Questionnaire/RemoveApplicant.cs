using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Takes the questionnaire away from a colleague; what they answered stays. Nobody removes who began the application, or themselves.</summary>
[Needs(Policy.Apply)]
internal sealed record RemoveApplicant(Guid ApplicationId, int Version, Guid PersonId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, CurrentActor current) : IRequestHandler<RemoveApplicant, Unit>
    {
        public async Task<Unit> Handle(RemoveApplicant command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var colleagues = await mediator.Send(new FindPeople(application.OrganisationId, Roles.Applicant), cancellationToken);
            Rule.Require(command.PersonId != application.ApplicantId, Say.RuleFirstApplicant);
            Rule.Require(command.PersonId != current.PersonId, Say.RuleNotYourself);
            Rule.Require(colleagues.Any(c => c.PersonId == command.PersonId), Say.RuleNoColleague);
            await mediator.Send(new EndMembership(command.PersonId, Roles.Applicant, application.OrganisationId), cancellationToken);
            return Unit.Value;
        }
    }
}
