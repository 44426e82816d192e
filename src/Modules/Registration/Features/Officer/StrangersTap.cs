using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// Nobody decides for HMCTS on an organisation that they belong to (onboarding reference, 2.2): whatever command only people of HMCTS may send is refused
/// as it would write what happened to that organisation. One rule for all modules' commands, those to come included.
/// </summary>
internal sealed class StrangersTap(IMediator mediator, CurrentActor current) : IEventTap
{
    private readonly HashSet<Guid> strangerTo = [];

    public async Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken)
    {
        if (current.DecidesForHmcts && strangerTo.Add(happened.Subject)) await mediator.Send(new RequireStranger(happened.Subject), cancellationToken);
    }
}

/// <summary>
/// Refuses whoever acts if they belong to the organisation, by a role in it or because its questionnaire names them. An address of the same domain alone
/// doesn't count here, as it does for decisions on the application: one address of HMCTS in a questionnaire must not shut all of HMCTS out.
/// </summary>
[Needs(Policy.Internal)]
internal sealed record RequireStranger(Guid OrganisationId) : IQuery<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, IMediator mediator) : IRequestHandler<RequireStranger, Unit>
    {
        public async Task<Unit> Handle(RequireStranger request, CancellationToken cancellationToken)
        {
            Rule.Require(!current.Actor.IsFor(request.OrganisationId), Say.RuleOwnOrganisation);
            if (await db.Applications.AsNoTracking().Of(request.OrganisationId).FirstOrDefaultAsync(cancellationToken) is not { } application) return Unit.Value;
            var own = (await mediator.Send(new NamePeople([current.PersonId]), cancellationToken)).Select(p => p.Email).SingleOrDefault();
            Rule.Require(!Questionnaire.Emails(application.Answers).Contains(own, StringComparer.OrdinalIgnoreCase), Say.RuleOwnOrganisation);
            return Unit.Value;
        }
    }
}
