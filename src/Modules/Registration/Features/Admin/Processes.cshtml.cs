using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>The processes with the versions that cases run on.</summary>
[Needs(Policy.Administer)]
internal sealed class ProcessesPage(IWorkflows workflows) : PageModel
{
    [FromQuery] public int? Moved { get; set; }
    public IReadOnlyList<VersionInUse> Versions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Versions = await workflows.Versions(cancellationToken);
}
