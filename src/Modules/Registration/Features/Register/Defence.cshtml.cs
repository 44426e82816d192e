using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Where defence professionals learn how to register.</summary>
[Needs(Policy.Anyone)]
internal sealed class DefencePage : PageModel
{
    public void OnGet()
    {
    }
}
