using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>The lists of the officers' first page.</summary>
internal enum DeskList
{
    Decisions,
    Happened,
    Due,
}

internal static class DeskLists
{
    public static string Code(this DeskList list) => Words.Kebab(list.ToString());

    public static Text Title(this DeskList list) => list switch
    {
        DeskList.Decisions => Say.DeskDecisions,
        DeskList.Happened => Say.DeskFirstTime,
        _ => Say.DeskDue,
    };
}

/// <summary>One list of the first page whole, a page at a time.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class DeskPage(OfficerDesk desk, IMediator mediator) : PageModel
{
    public const int PageSize = 25;

    [BindProperty(SupportsGet = true, Name = "list")] public string List { get; set; } = "";

    /// <summary>Read from the query by hand, because Razor Pages keeps a route value of the same name.</summary>
    public int Number { get; private set; }
    public DeskView Desk { get; private set; } = null!;

    /// <summary>The decisions, unless the address asks for another list.</summary>
    public DeskList Which => Enum.GetValues<DeskList>().FirstOrDefault(l => l.Code() == List);

    public int Total => Which switch
    {
        DeskList.Decisions => Desk.Decisions.Total,
        DeskList.Happened => Desk.Happened.Total,
        _ => Desk.Due.Total,
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = Math.Max(1, int.TryParse(Request.Query["page"], out var asked) ? asked : 1);
        var since = await mediator.Send(new NoteVisit(), cancellationToken);
        Desk = await Page(since, cancellationToken);
        if (Number <= Pages) return;
        Number = Pages;
        Desk = await Page(since, cancellationToken);
    }

    private int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    private Task<DeskView> Page(DateTimeOffset? since, CancellationToken cancellationToken) => desk.Show(since, cancellationToken, (Math.Min(Number, 1_000_000) - 1) * PageSize, PageSize);
}
