using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

[Needs(Policy.Anyone)]
internal sealed class StartApplicationPage(IMediator mediator) : PageModel
{
    [BindProperty] public string OrganisationName { get; set; } = "";
    [BindProperty] public string YourName { get; set; } = "";
    [BindProperty] public string Email { get; set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new StartApplication(OrganisationName, YourName, Email, Language.Current), cancellationToken);
        return Redirect("/register/prosecutor/check-your-email");
    }
}
