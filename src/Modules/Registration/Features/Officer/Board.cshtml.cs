using System.Globalization;
using System.Linq.Expressions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Which organisations the board shows, and in which order; the same address shows the same.</summary>
internal abstract class BoardFilter(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "stage")] public string Stage { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "turn")] public string Turn { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "owner")] public string Owner { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "due")] public string Due { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "search")] public string Search { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "sort")] public string Sort { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "direction")] public string Direction { get; set; } = "";

    public bool IsFiltered => Stage.Length > 0 || Turn.Length > 0 || Owner.Length > 0 || Due.Length > 0 || Search.Length > 0;

    /// <summary>The filter as it stands in the address.</summary>
    public string Query => QueryString.Create(
        new[] { ("stage", Stage), ("turn", Turn), ("owner", Owner), ("due", Due), ("search", Search), ("sort", Sort), ("direction", Direction) }
            .Where(p => p.Item2.Length > 0).Select(p => KeyValuePair.Create(p.Item1, (string?)p.Item2))).ToString();

    protected RegistrationDbContext Db => db;

    protected Actor Actor => current.Actor;

    public DateOnly Today => clock.GetUtcNow().CivilDate();

    public async Task<IQueryable<OnboardingCase>> Filtered(CancellationToken cancellationToken)
    {
        var found = await WithAnyTurn(cancellationToken);
        return TurnAsked is { } turn ? found.Where(c => c.Turn == turn || (c.Turn == Registration.Turn.Both && turn != Registration.Turn.Nobody)) : found;
    }

    /// <summary>
    /// So many of what the filter finds, in its order. Whose turn it is asks for two turns, theirs and both sides': the first of each come along
    /// an index, where one condition for the two would sort them all.
    /// </summary>
    protected async Task<List<OnboardingCase>> Some(int skip, int take, CancellationToken cancellationToken)
    {
        var found = await WithAnyTurn(cancellationToken);
        if (TurnAsked is Registration.Turn.Nobody or Registration.Turn.Both) found = found.Where(c => c.Turn == TurnAsked);
        else if (TurnAsked is { } turn) found = First(c => c.Turn == turn).Concat(First(c => c.Turn == Registration.Turn.Both));
        return await Sorted(found).Skip(skip).Take(take).ToListAsync(cancellationToken);

        IQueryable<OnboardingCase> First(Expression<Func<OnboardingCase, bool>> which) => Sorted(found.Where(which)).Take(skip + take);
    }

    private Turn? TurnAsked => Enum.TryParse<Turn>(Turn, out var turn) && Enum.IsDefined(turn) ? turn : null;

    private async Task<IQueryable<OnboardingCase>> WithAnyTurn(CancellationToken cancellationToken)
    {
        var found = db.Cases.AsNoTracking().VisibleTo(current.Actor).Matching(db, Search);
        if (Enum.TryParse<Stage>(Stage, out var stage)) found = found.Where(c => c.Stage == stage);
        var (today, week) = (Key(Today), Key(Today.AddDays(7)));
        if (Due == "overdue") found = found.Where(c => string.Compare(c.ByDate, today) < 0); // the key that begins with the date has the index
        if (Due == "week") found = found.Where(c => string.Compare(c.ByDate, today) >= 0 && string.Compare(c.ByDate, week) < 0);
        if (Owner == "nobody") return found.Where(c => c.OwnerId == null);
        if (Owner != "mine" || current.Actor.PersonId is not { } me) return found;
        var worked = await db.WorkedBy(me, Today, cancellationToken);
        if (worked.Count == 1) return found.Where(c => c.OwnerId == me); // a list of one is not seen to be one
        return found.Where(c => c.OwnerId != null && worked.Contains(c.OwnerId.Value));
    }

    /// <summary>How the key by date of a case begins whose next date is this day.</summary>
    public static string Key(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

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

/// <summary>
/// The officers' first page: what happened since they were last here, what is due, and one row an organisation: where it stands, whose turn
/// it is, why, who owns it and what is next.
/// </summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class BoardPage(RegistrationDbContext db, UnitOfWork unit, CurrentActor current, IMediator mediator, IWorkflows workflows, OfficerDesk desk, TimeProvider clock) : BoardFilter(db, current, clock)
{
    public const int PageSize = 25;

    [BindProperty] public string[] Chosen { get; set; } = [];
    [BindProperty] public Guid? OfficerId { get; set; }
    [BindProperty] public string ViewName { get; set; } = "";
    [BindProperty] public Guid ViewId { get; set; }

    /// <summary>The page of the list; read from the query by hand, because Razor Pages keeps a route value of the same name.</summary>
    public int Number { get; private set; }

    public IReadOnlyList<BoardRow> Rows { get; private set; } = [];
    public IReadOnlyList<StageCount> Counts { get; private set; } = [];
    public IReadOnlyList<(Text Name, string Query, int Count)> Health { get; private set; } = [];
    public IReadOnlyList<NamedView> Views { get; private set; } = [];
    public DeskView? Desk { get; private set; }
    public int Total { get; private set; }
    public int EmailsWaiting { get; private set; }

    /// <summary>The latest thing that had happened when the list was read; what comes after it is news.</summary>
    public long Position { get; private set; }
    public bool MayDecide => Policy.DecideRegistration.Allows(Actor);
    public bool MayConverse => Policy.Converse.Allows(Actor);

    public IEnumerable<SelectListItem> Stages => Enum.GetValues<Stage>().Select(s => new SelectListItem(s.Name().ToString(), s.ToString()));
    public IEnumerable<SelectListItem> Turns => Enum.GetValues<Turn>().Select(t => new SelectListItem(t.Name().ToString(), t.ToString()));
    public IEnumerable<SelectListItem> Owners => [new(Say.OwnerMine.ToString(), "mine"), new(Say.OwnerNobody.ToString(), "nobody")];
    public IEnumerable<SelectListItem> Dues => [new(Say.DueOverdue.ToString(), "overdue"), new(Say.DueWeek.ToString(), "week")];
    public IReadOnlyList<SelectListItem> Officers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = int.TryParse(Request.Query["page"], out var asked) ? asked : 1;
        var figures = await unit.Figures(Today, cancellationToken);
        (Position, EmailsWaiting) = (figures.Position, MayConverse ? figures.EmailsWaiting : 0);
        Counts = await unit.StageCounts(cancellationToken);
        Total = IsFiltered ? await (await Filtered(cancellationToken)).CountAsync(cancellationToken) : Counts.Sum(c => c.Organisations);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var cases = await Some((Number - 1) * PageSize, PageSize, cancellationToken);
        var owners = await mediator.Names(cases.Select(c => c.OwnerId), cancellationToken);
        var standings = await workflows.Describe(Onboarding.Definition, [.. cases.Select(c => c.Id)], cancellationToken);
        Rows = [.. cases.Select(c => new BoardRow(new Onboarding(c, standings.GetValueOrDefault(c.Id)), c.OwnerId is { } id ? owners.GetValueOrDefault(id) : null))];
        Health =
        [
            (Say.HealthOverdue, "?due=overdue", figures.Overdue),
            (Say.HealthHmcts, "?turn=Hmcts", With(Registration.Turn.Hmcts)),
            (Say.HealthOrganisation, "?turn=Organisation", With(Registration.Turn.Organisation)),
            (Say.HealthNobody, "?owner=nobody", Counts.Sum(c => c.Unowned)),
        ];
        Views = await unit.SavedViews(Actor.PersonId, cancellationToken);
        if (MayDecide) Officers = [.. (await mediator.Officers(cancellationToken)).Select(o => new SelectListItem(o.Name, o.PersonId.ToString()))];
        if (!IsFiltered && Number == 1 && HttpMethods.IsGet(Request.Method)) Desk = await desk.Show(await mediator.Send(new NoteVisit(), cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostAssignAsync(CancellationToken cancellationToken)
    {
        var seen = Chosen.Select(SeenCase.Read).ToList();
        if (seen.Contains(null)) throw new InvalidInputException([(nameof(Chosen), Say.AssignChooseOrganisations)]);
        await mediator.Send(new AssignCases([.. seen.OfType<SeenCase>()], OfficerId), cancellationToken);
        return Redirect($"/officer{Query}");
    }

    public async Task<IActionResult> OnPostSaveViewAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new SaveView(ViewName, Query), cancellationToken);
        return Redirect($"/officer{Query}");
    }

    public async Task<IActionResult> OnPostRemoveViewAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new RemoveView(ViewId), cancellationToken);
        return Redirect("/officer");
    }

    /// <summary>Whose turn it is follows from the stage, whose counts are kept.</summary>
    private int With(Turn turn) => Counts.Where(c => OnboardingCase.TurnAt(c.Stage) is var at && (at == turn || at == Registration.Turn.Both)).Sum(c => c.Organisations);
}

/// <summary>One organisation on the board.</summary>
internal sealed record BoardRow(Onboarding Onboarding, string? Owner)
{
    public OnboardingCase Case => Onboarding.Case;
}
