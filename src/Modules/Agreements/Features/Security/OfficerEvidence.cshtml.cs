using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>A document of the organisation's evidence, for the security assessor alone and once the answers are signed and sent.</summary>
[Needs(Policy.AssessSecurity)]
internal sealed class OfficerEvidence(AgreementsDbContext db, DocumentStore store, Uploads uploads) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid file, CancellationToken cancellationToken)
    {
        var sent = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == id && a.SubmittedAt != null).ToListAsync(cancellationToken);
        var found = sent.SelectMany(a => a.Files).SingleOrDefault(f => f.Id == file) ?? throw new NotFoundException();
        if (!await uploads.MayOpen(found.Address, cancellationToken)) throw new NotFoundException(); // the page that leads here says why
        return File(store.Open(found.Address), "application/pdf", found.FileName);
    }
}
