using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Activation;

[Needs(Policy.Anyone)]
internal sealed class AppPage(IMediator mediator, AccessDbContext db, Keys keys, CurrentActor current, TimeProvider clock) : PageModel
{
    [FromRoute] public string Token { get; set; } = "";
    [BindProperty] public string Code { get; set; } = "";

    public string Key { get; private set; } = "";
    public string Link { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var (invitation, person, login) = await db.HolderOf(Token, cancellationToken);
        var secret = await db.AuthenticatorSecrets.SingleOrDefaultAsync(a => a.PersonId == person.Id, cancellationToken);
        if (person.ActivatedAt is not null || secret is null || !invitation.IsOpen(clock.GetUtcNow())) return Redirect($"/activate/{Token}");
        var key = Totp.Base32(keys.Unprotect(secret.Protected, AuthenticatorSecret.Purpose(person.Id)));
        Key = string.Join(' ', key.Chunk(4).Select(four => new string(four)));
        Link = $"otpauth://totp/Common%20Platform:{Uri.EscapeDataString(login.Email!)}?secret={key}&issuer=Common%20Platform";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        current.OneTimeKey = null; // a code counts once, whatever sent it again
        CodeFormat.Require(Code, nameof(Code));
        var taskPath = (await db.HolderOf(Token, cancellationToken)).Invitation.TaskPath;
        if (!await mediator.Send(new EnrolAuthenticator(Token, Code), cancellationToken))
            throw new InvalidInputException([(nameof(Code), Say.CodeWrong)]);
        return Redirect(LocalPath.Or(taskPath, "/account"));
    }
}
