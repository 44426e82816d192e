using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Access.Features.Administration;

[Needs(Policy.Administer)]
internal sealed class InviteColleaguePage(IMediator mediator) : PageModel
{
    [BindProperty] public string Name { get; set; } = "";
    [BindProperty] public string Email { get; set; } = "";
    [BindProperty] public List<string> HmctsRoles { get; set; } = [];
    [BindProperty] public string LanguageTag { get; set; } = "";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Redirect($"/admin/users/{await mediator.Send(new InviteColleague(Name, Email, HmctsRoles, LanguageTag), cancellationToken)}");
}
