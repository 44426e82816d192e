using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.SignIn;

[Needs(Policy.Anyone)]
internal sealed class CodePage(IMediator mediator, AccessDbContext db, SignInTicket ticket, FailuresByAddress failures, CurrentActor current, DemoAccounts demo) : PageModel
{
    [FromQuery] public string? ReturnUrl { get; set; }
    [BindProperty] public string Code { get; set; } = "";

    public string? DemoCode { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Login(cancellationToken) is not { } login) return Again();
        DemoCode = demo.CodeFor(login.Email!);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        current.OneTimeKey = null; // a code counts once, whatever sent it again
        if (failures.IsTooMany(HttpContext) || await Login(cancellationToken) is not { } login) return Again();
        CodeFormat.Require(Code, nameof(Code));
        switch (await mediator.Send(new SignInWithCode(login.Id, Code), cancellationToken))
        {
            case SignInAnswer.Accepted:
                SignInTicket.Take(HttpContext);
                return Redirect(LocalPath.Or(ReturnUrl, "/"));
            case SignInAnswer.Locked:
                failures.Count(HttpContext);
                throw new RuleBrokenException(Say.SignInLocked(SignInLimit.LockedFor.Minutes));
            default:
                failures.Count(HttpContext);
                throw new InvalidInputException([(nameof(Code), Say.CodeWrong)]);
        }
    }

    /// <summary>Whose password was right, unless it was changed since.</summary>
    private async Task<Login?> Login(CancellationToken cancellationToken) => ticket.Read(HttpContext) is { } given
        ? await db.Logins.AsNoTracking().SingleOrDefaultAsync(l => l.Id == given.PersonId && l.SecurityStamp == given.Stamp, cancellationToken)
        : null;

    private RedirectResult Again() => Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(LocalPath.Or(ReturnUrl, "/"))}");
}
