using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;

namespace CommonPlatform.Registration;

[OneOrganisation]
[Needs(Policy.TestForOrganisation)]
internal sealed class OurDatesPage(IMediator mediator, RegistrationDbContext db, Planner planner) : DatesPage(mediator, db, planner)
{
    public override Guid OrganisationId => this.Own();
    public override Side Side => Side.Organisation;
    public override string Address => "/org/dates";
}
