using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Three doors: prosecutors, defence, and everybody with an account.</summary>
[Needs(Policy.Anyone)]
internal sealed class StartPage : PageModel
{
    public void OnGet()
    {
    }
}
