using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What moving the cases of one version to the newest would do to each; nothing is moved before the administrator has read it.</summary>
[Needs(Policy.Administer)]
internal sealed class MoveCasesPage(RegistrationDbContext db, IWorkflows workflows, IMediator mediator) : PageModel
{
    /// <summary>More than these are counted, not shown.</summary>
    private const int Most = 100;

    [FromRoute] public string Definition { get; set; } = "";
    [FromRoute] public int From { get; set; }
    [BindProperty] public bool HasRead { get; set; }
    public VersionInUse Version { get; private set; } = null!;
    public IReadOnlyList<(string Case, Move Move)> Moves { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Version = (await workflows.Versions(cancellationToken)).SingleOrDefault(v => v.DefinitionId == Definition && v.Version == From && v.Version < v.Newest) ?? throw new NotFoundException();
        var moves = new List<Move>();
        foreach (var id in (await workflows.Running(Definition, From, cancellationToken)).Take(Most))
            moves.Add(await workflows.Rederive(id, Version.Newest, dryRun: true, cancellationToken));
        var ids = moves.Select(m => m.CorrelationId).ToList();
        var names = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => $"{c.Name} ({c.Reference})", cancellationToken);
        Moves = [.. moves.Select(m => (names[m.CorrelationId], m))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Redirect($"/admin/processes?moved={await mediator.Send(new MoveCases(Definition, From, HasRead), cancellationToken)}");

    public static string Names(IEnumerable<Halting> halts) => string.Join("; ", halts.Select(Name));

    public static string Name(Halting halting) => halting.Label?.ToString() ?? halting.Name;

    public static string On(DateTimeOffset? due) => due is { } at ? Dates.Word(at, Language.Current) : Say.NoLimit.ToString();
}
