using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>A page about one organisation in the frame that all of them share.</summary>
internal abstract class OrganisationPage(IMediator mediator) : PageModel, IOrganisationFrame
{
    [FromRoute] public Guid Id { get; set; }
    public string OrganisationName { get; private set; } = "";
    public string OrganisationReference { get; private set; } = "";
    public string OrganisationStage { get; private set; } = "";

    protected IMediator Mediator => mediator;

    protected async Task LoadAsync(CancellationToken cancellationToken)
    {
        var organisation = await mediator.Send(new DescribeOrganisation(Id), cancellationToken) ?? throw new NotFoundException();
        (OrganisationName, OrganisationReference, OrganisationStage) = (organisation.LegalName, organisation.Reference, organisation.Stage);
    }
}
