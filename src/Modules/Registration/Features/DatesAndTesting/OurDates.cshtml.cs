using CommonPlatform.BuildingBlocks.Domain;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.TestForOrganisation)]
internal sealed class OurDatesPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : DatesPage(mediator, db)
{
    public override Guid OrganisationId => current.Actor.Organisation(Policy.TestForOrganisation);
    public override Side Side => Side.Organisation;
    public override string Address => "/org/dates";
}
