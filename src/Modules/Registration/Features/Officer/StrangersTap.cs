using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
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

/// <summary>Refuses whoever acts if they belong to the organisation, by a role in it or by their email address.</summary>
[Needs(Policy.Internal)]
internal sealed record RequireStranger(Guid OrganisationId) : IQuery<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, Decisions decisions) : IRequestHandler<RequireStranger, Unit>
    {
        public async Task<Unit> Handle(RequireStranger request, CancellationToken cancellationToken)
        {
            if (await db.Applications.AsNoTracking().Of(request.OrganisationId).FirstOrDefaultAsync(cancellationToken) is { } application)
                application.RequireStranger(await decisions.Officer(request.OrganisationId, cancellationToken));
            return Unit.Value;
        }
    }
}
