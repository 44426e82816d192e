using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerStatement(AgreementsDbContext db, DocumentStore store) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var statement = await db.EndingStatements.AsNoTracking().GetAsync(Id, cancellationToken);
        return statement.Pdf is { } address ? File(store.Open(address), "application/pdf", $"{statement.Ending}-{statement.Language.Tag}.pdf") : throw new NotFoundException();
    }
}
