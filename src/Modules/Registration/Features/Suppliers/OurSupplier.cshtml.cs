using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Who of the organisation's supplier of information technology sees its technical track.</summary>
[OneOrganisation]
[Needs(Policy.NameSupplier)]
internal sealed class OurSupplierPage(IMediator mediator) : PageModel
{
    [BindProperty] public string Name { get; set; } = "";
    [BindProperty] public string Email { get; set; } = "";
    [BindProperty] public Guid PersonId { get; set; }
    public IReadOnlyList<PersonSummary> People { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => People = await mediator.Send(new FindPeople(this.Own(), Roles.ItSupplier), cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new InviteSupplier(this.Own(), Name, Email), cancellationToken);

    public Task<IActionResult> OnPostCutOffAsync(CancellationToken cancellationToken) => Send(new CutOffSupplier(this.Own(), PersonId), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect("/org/supplier");
    }
}
