using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Says the same whether or not the address has an account already.</summary>
[Needs(Policy.Anyone)]
internal sealed class CheckYourEmailPage(Site site) : PageModel
{
    public string Sender => site.Sender;

    public void OnGet()
    {
    }
}
