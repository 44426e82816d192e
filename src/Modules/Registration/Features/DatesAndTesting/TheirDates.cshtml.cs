using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Registration;

/// <summary>The dates of an organisation, for HMCTS.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed class TheirDatesPage(IMediator mediator, RegistrationDbContext db, Planner planner) : DatesPage(mediator, db, planner), IOrganisationPage
{
    [FromRoute] public Guid Id { get; set; }
    public override Guid OrganisationId => Id;
    public override Side Side => Side.Hmcts;
    public override string Address => $"/officer/org/{Id}/dates";
}
