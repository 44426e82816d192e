using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The gates as the organisation sees them: the same facts, nothing to change here.</summary>
[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class OurGatesPage(RegistrationDbContext db) : PageModel
{
    public GatesView View { get; private set; } = null!;
    public string Organisation { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var own = this.Own();
        Organisation = await db.Cases.Where(c => c.Id == own).Select(c => c.Name).SingleAsync(cancellationToken);
        View = new GatesView(await db.GatesOf(own, cancellationToken), null);
    }
}
