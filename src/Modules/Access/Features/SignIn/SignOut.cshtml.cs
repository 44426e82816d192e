using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Access.Features.SignIn;

[Needs(Policy.SignedIn)]
internal sealed class SignOutPage(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new EndSessions(Everywhere: false), cancellationToken);
        Response.Cookies.Delete(SessionNumbers.CookieName(Request), SessionNumbers.Options(Request));
        return Redirect("/sign-in");
    }
}
