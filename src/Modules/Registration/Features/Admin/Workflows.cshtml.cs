using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>The steps of workflows that failed, each to be retried or skipped.</summary>
[Needs(Policy.Administer)]
internal sealed class WorkflowsPage(RegistrationDbContext db, IWorkflows workflows, IMediator mediator) : PageModel
{
    [BindProperty] public Guid IncidentId { get; set; }
    [FromQuery] public bool Retried { get; set; }
    public IReadOnlyList<FailedStep> Failed { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Failed = await db.Read(workflows, null, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new RetryStep(IncidentId), cancellationToken);
        return Redirect("/admin/workflows?retried=true");
    }
}
