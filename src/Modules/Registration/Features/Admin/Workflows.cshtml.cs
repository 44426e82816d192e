using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The steps of workflows that failed, each to be retried or skipped.</summary>
[Needs(Policy.Administer)]
internal sealed class WorkflowsPage(RegistrationDbContext db, IWorkflows workflows, IMediator mediator) : PageModel
{
    [BindProperty] public Guid IncidentId { get; set; }
    [FromQuery] public bool Retried { get; set; }
    public IReadOnlyList<FailedStep> Failed { get; private set; } = [];

    /// <summary>What the last night's check found, the oldest first, with the name of the organisation.</summary>
    public IReadOnlyList<(Inconsistency Finding, string Organisation)> Findings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Failed = await db.Read(workflows, null, cancellationToken);
        var findings = await db.Inconsistencies.AsNoTracking().Where(f => f.ClearedAt == null).Join(db.Cases, f => f.OrganisationId, c => c.Id, (f, c) => new { Finding = f, c.Name, c.Reference }).ToListAsync(cancellationToken);
        Findings = [.. findings.OrderBy(f => f.Finding.FoundAt).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Finding, $"{f.Name} ({f.Reference})"))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new RetryStep(IncidentId), cancellationToken);
        return Redirect("/admin/workflows?retried=true");
    }
}
