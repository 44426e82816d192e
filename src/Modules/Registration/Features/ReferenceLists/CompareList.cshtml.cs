using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What would change if a kept file were the list in use, and the button that makes it so.</summary>
[Needs(Policy.Administer)]
internal sealed class CompareListPage(RegistrationDbContext db, ReferenceLists lists, IMediator mediator) : PageModel
{
    public const int Most = 50;

    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    public ReferenceFile Kept { get; private set; } = null!;
    public IReadOnlyList<(Text Heading, int Count, IReadOnlyList<ListDifference> Shown)> Differences { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Kept = await db.ReferenceFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == Id, cancellationToken) ?? throw new NotFoundException();
        Version = Kept.Version;
        if (Kept.UsedAt is not null) return;
        var now = (await lists.Of(Kept.Kind, cancellationToken))?.Entries ?? new Dictionary<string, string>();
        var then = lists.Read(Kept).Entries;
        Differences =
        [
            Group(Say.ListsAdded, then.Where(e => !now.ContainsKey(e.Key)).Select(e => new ListDifference(e.Key, "", e.Value))),
            Group(Say.ListsChanged, then.Where(e => now.TryGetValue(e.Key, out var was) && was != e.Value).Select(e => new ListDifference(e.Key, now[e.Key], e.Value))),
            Group(Say.ListsGone, now.Where(e => !then.ContainsKey(e.Key)).Select(e => new ListDifference(e.Key, e.Value, ""))),
        ];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new UseReferenceFile(Id, Version), cancellationToken);
        return Redirect("/admin/lists");
    }

    private static (Text, int, IReadOnlyList<ListDifference>) Group(Text heading, IEnumerable<ListDifference> all)
    {
        var sorted = all.OrderBy(d => d.Key, StringComparer.Ordinal).ToList();
        return (heading, sorted.Count, [.. sorted.Take(Most)]);
    }
}

/// <summary>One entry that differs; what it was, or what it will be, is empty where there is none.</summary>
internal sealed record ListDifference(string Key, string Was, string WillBe);
