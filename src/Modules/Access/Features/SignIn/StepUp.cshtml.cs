using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Access.Features.SignIn;

[Needs(Policy.SignedIn)]
internal sealed class StepUpPage(IMediator mediator, CurrentActor current) : PageModel
{
    [FromQuery] public string? ReturnUrl { get; set; }
    [BindProperty] public string Code { get; set; } = "";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        current.OneTimeKey = null; // a code counts once, whatever sent it again
        CodeFormat.Require(Code, nameof(Code));
        if (!await mediator.Send(new GiveFreshCode(Code), cancellationToken)) throw new InvalidInputException([(nameof(Code), Say.CodeWrong)]);
        return Redirect(LocalPath.Or(ReturnUrl, "/account"));
    }
}
