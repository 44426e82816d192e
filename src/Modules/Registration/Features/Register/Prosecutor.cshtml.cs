using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Who the service is for and what to have ready.</summary>
[Needs(Policy.Anyone)]
internal sealed class ProsecutorPage : PageModel
{
    public void OnGet()
    {
    }
}
