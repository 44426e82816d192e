using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Host.Features;

/// <summary>A page of the footer: words only.</summary>
[Needs(Policy.Anyone)]
internal sealed class PublicPage(Site site) : PageModel
{
    public string Sender => site.Sender;
}
