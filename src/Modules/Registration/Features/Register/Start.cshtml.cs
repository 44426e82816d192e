using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Three doors: prosecutors, defence, and everybody with an account; whoever has signed in goes to their own first page.</summary>
[Needs(Policy.Anyone)]
internal sealed class StartPage(CurrentActor current) : PageModel
{
    public IActionResult OnGet() => current.Actor switch
    {
        { PersonId: null } => Page(),
        var actor when Policy.ReadOnboarding.Allows(actor) => Redirect("/officer"),
        var actor when actor.Held.All(h => h.Role == Roles.Applicant) && actor.Held.Count > 0 => Redirect("/application"),
        var actor when Policy.ReadOwnOnboarding.Allows(actor) => Redirect("/org"),
        var actor when Policy.SupplyTechnology.Allows(actor) => Redirect("/supplier"),
        _ => Redirect("/account"),
    };
}
