using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerAgreementPdf(AgreementsDbContext db, DocumentStore store) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var agreement = await db.Agreements.AsNoTracking().GetAsync(Id, cancellationToken);
        return agreement.Pdf is { } address ? File(store.Open(address), "application/pdf", $"{agreement.Reference}.pdf") : throw new NotFoundException();
    }

    public async Task<IActionResult> OnGetNovationAsync(CancellationToken cancellationToken)
    {
        var agreement = await db.Agreements.AsNoTracking().GetAsync(Id, cancellationToken);
        return agreement.NovationPdf is { } address ? File(store.Open(address), "application/pdf", $"{agreement.Reference}-novation.pdf") : throw new NotFoundException();
    }
}
