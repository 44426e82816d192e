using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The lists that other bodies publish: which file of each is in use, how old it is, and which ones came before.</summary>
[Needs(Policy.Administer)]
internal sealed class ListsInUsePage(RegistrationDbContext db, ReferenceLists lists) : PageModel
{
    public IReadOnlyList<ListInUse> Lists { get; private set; } = [];
    public IReadOnlyList<ReferenceFile> Files { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Files = await db.ReferenceFiles.AsNoTracking().OrderByDescending(f => f.KeptAt).Take(100).ToListAsync(cancellationToken);
        foreach (var kind in Enum.GetValues<ReferenceKind>())
            Lists = [.. Lists, new(kind, await lists.Age(kind, cancellationToken), (await lists.Of(kind, cancellationToken))?.Entries.Count)];
    }
}

/// <summary>A list in use, its age in words, and how many entries it has.</summary>
internal sealed record ListInUse(ReferenceKind Kind, Text Age, int? Entries);
