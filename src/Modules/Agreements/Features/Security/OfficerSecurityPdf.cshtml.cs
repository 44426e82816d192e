using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerSecurityPdf(AgreementsDbContext db, DocumentStore store) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var latest = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == Id && a.Pdf != null).OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return File(store.Open(latest.Pdf!), "application/pdf", $"{latest.Reference}.pdf");
    }
}
