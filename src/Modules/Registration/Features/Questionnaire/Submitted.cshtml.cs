using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>It came in; the reference, and what happens next.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class SubmittedPage(RegistrationDbContext db) : PageModel
{
    public string Reference { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (!application.IsWithHmcts) return Redirect("/application");
        Reference = await db.Organisations.Where(o => o.Id == application.OrganisationId).Select(o => o.Reference).SingleAsync(cancellationToken);
        return Page();
    }
}
