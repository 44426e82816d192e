using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Access.Features.Activation;

[Needs(Policy.Anyone)]
internal sealed class PasswordPage(IMediator mediator, AccessDbContext db, PasswordCheck passwords, TimeProvider clock) : PageModel
{
    [FromRoute] public string Token { get; set; } = "";
    [BindProperty] public string Password { get; set; } = "";
    [FromQuery] public bool Sent { get; set; }

    public string Email { get; private set; } = "";
    public string? Organisation { get; private set; }
    public Text? Task { get; private set; }
    public bool Expired { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var (invitation, person, login) = await db.HolderOf(Token, cancellationToken);
        if (person.ActivatedAt is not null) return SignInFor(invitation);
        (Email, Organisation, Task) = (login.Email!, invitation.Organisation, Text.Restored(invitation.Task));
        Expired = !invitation.IsOpen(clock.GetUtcNow());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var holder = await db.HolderOf(Token, cancellationToken);
        if (holder.IsActivated) return SignInFor(holder.Invitation);
        if (Passwords.Fault(Password, holder.Login.Email!) is { } fault) throw new InvalidInputException([(nameof(Password), fault)]);
        await mediator.Send(new SetPassword(Token, passwords.Hash(holder.Login, Password)), cancellationToken);
        return Redirect($"/activate/{Token}/app");
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new RenewInvitation(Token), cancellationToken);
        return Redirect($"/activate/{Token}?sent=true");
    }

    private RedirectResult SignInFor(Invitation invitation) => Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(invitation.TaskPath)}");
}
