using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

[Needs(Policy.Administer)]
internal sealed class SkipStepPage(RegistrationDbContext db, IWorkflows workflows, IMediator mediator) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    public FailedStep? Failed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Failed = (await db.Read(workflows, Id, cancellationToken)).SingleOrDefault();
        if (Failed is null && ModelState.IsValid) throw new NotFoundException();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new SkipStep(Id, Reason), cancellationToken);
        return Redirect("/admin/workflows");
    }
}
