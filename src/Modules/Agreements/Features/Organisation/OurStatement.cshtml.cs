using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class OurStatement(AgreementsDbContext db, CurrentActor current, DocumentStore store) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var own = current.Actor.Organisations();
        var statement = await db.EndingStatements.AsNoTracking().Where(s => own.Contains(s.OrganisationId)).GetAsync(Id, cancellationToken);
        return statement.Pdf is { } address ? File(store.Open(address), "application/pdf", $"{statement.Ending}-{statement.Language.Tag}.pdf") : throw new NotFoundException();
    }
}
