using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Somebody who belongs to several organisations says for which one they go on.</summary>
[Needs(Policy.ChooseOrganisation)]
internal sealed class ChoosePage(RegistrationDbContext db, CurrentActor current) : PageModel
{
    [BindProperty] public Guid? Organisation { get; set; }
    public IReadOnlyList<OnboardingCase> Cases { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var own = current.Actor.Organisations();
        Cases = await db.Cases.AsNoTracking().Where(c => own.Contains(c.Id)).OrderBy(c => c.ByName).ToListAsync(cancellationToken);
        if (Cases.Count == 0) throw new NotFoundException();
    }

    public IActionResult OnPost()
    {
        if (Organisation is not { } chosen) throw new InvalidInputException([(nameof(Organisation), Say.ChooseSelect)]);
        if (!current.Actor.IsFor(chosen)) throw new NotFoundException();
        this.Remember(chosen);
        var to = Request.Query["return"].ToString();
        return Redirect(Url.IsLocalUrl(to) ? to : current.Actor.FirstPage(chosen));
    }
}
