using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One row an organisation: where it stands, whose turn it is, why, who owns it and what is next.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class BoardPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : PageModel
{
    public const int PageSize = 25;

    [BindProperty(SupportsGet = true, Name = "stage")] public string Stage { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "turn")] public string Turn { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "owner")] public string Owner { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "search")] public string Search { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "sort")] public string Sort { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "direction")] public string Direction { get; set; } = "";

    /// <summary>The page of the list; read from the query by hand, because Razor Pages keeps a route value of the same name.</summary>
    public int Number { get; private set; }

    public IReadOnlyList<BoardRow> Rows { get; private set; } = [];
    public IReadOnlyList<StageCount> Counts { get; private set; } = [];
    public int Total { get; private set; }
    public bool IsFiltered => Stage.Length > 0 || Turn.Length > 0 || Owner.Length > 0 || Search.Length > 0;
    public bool MayDecide => Policy.DecideRegistration.Allows(current.Actor);

    public IEnumerable<SelectListItem> Stages => Enum.GetValues<Stage>().Select(s => new SelectListItem(s.Name().ToString(), s.ToString()));
    public IEnumerable<SelectListItem> Turns => Enum.GetValues<Turn>().Select(t => new SelectListItem(t.Name().ToString(), t.ToString()));
    public IEnumerable<SelectListItem> Owners => [new(Say.OwnerMine.ToString(), "mine"), new(Say.OwnerNobody.ToString(), "nobody")];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = int.TryParse(Request.Query["page"], out var asked) ? asked : 1;
        Counts = [.. (await db.StageCounts.AsNoTracking().ToListAsync(cancellationToken)).Where(c => c.Organisations > 0).OrderBy(c => c.Stage)];
        var found = Filtered();
        Total = IsFiltered ? await found.CountAsync(cancellationToken) : Counts.Sum(c => c.Organisations);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var cases = await Sorted(found).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var owners = await mediator.Names(cases.Select(c => c.OwnerId), cancellationToken);
        var standings = await workflows.Describe(Onboarding.Definition, [.. cases.Select(c => c.Id)], cancellationToken);
        Rows = [.. cases.Select(c => new BoardRow(new Onboarding(c, standings.GetValueOrDefault(c.Id)), c.OwnerId is { } id ? owners.GetValueOrDefault(id) : null))];
    }

    public IQueryable<OnboardingCase> Filtered()
    {
        var found = db.Cases.AsNoTracking().VisibleTo(current.Actor).Matching(db, Search);
        if (Enum.TryParse<Stage>(Stage, out var stage)) found = found.Where(c => c.Stage == stage);
        if (Enum.TryParse<Turn>(Turn, out var turn)) found = found.Where(c => c.Turn == turn || (c.Turn == Registration.Turn.Both && turn != Registration.Turn.Nobody));
        return Owner switch
        {
            "mine" => found.Where(c => c.OwnerId == current.Actor.PersonId),
            "nobody" => found.Where(c => c.OwnerId == null),
            _ => found,
        };
    }

    public IQueryable<OnboardingCase> Sorted(IQueryable<OnboardingCase> found) => (Sort, Direction == "descending") switch
    {
        ("name", false) => found.OrderBy(c => c.ByName),
        ("name", true) => found.OrderByDescending(c => c.ByName),
        ("stage", false) => found.OrderBy(c => c.ByStage),
        ("stage", true) => found.OrderByDescending(c => c.ByStage),
        (_, true) => found.OrderByDescending(c => c.ByDate),
        _ => found.OrderBy(c => c.ByDate),
    };
}

/// <summary>One organisation on the board.</summary>
internal sealed record BoardRow(Onboarding Onboarding, string? Owner)
{
    public OnboardingCase Case => Onboarding.Case;
}
