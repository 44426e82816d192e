using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Where the link in the email leads. Looking at it confirms nothing, since scanners of email follow links; the button does.</summary>
[Needs(Policy.Anyone)]
internal sealed class MainEmailPage(RegistrationDbContext db, IMediator mediator, TimeProvider clock) : PageModel
{
    [FromRoute] public string Token { get; set; } = "";
    public string Name { get; private set; } = "";
    public MainEmailCheck Check { get; private set; } = null!;
    public bool Expired => Check.ConfirmedAt is null && !Check.IsOpen(clock.GetUtcNow());

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var hash = MainEmails.Hash(Token);
        Check = await db.MainEmailChecks.AsNoTracking().SingleOrDefaultAsync(c => c.TokenHash == hash, cancellationToken) ?? throw new NotFoundException();
        Name = await db.Cases.Where(c => c.Id == Check.OrganisationId).Select(c => c.Name).SingleAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new ConfirmMainEmail(Token), cancellationToken);
        return Redirect($"/confirm-email/{Token}");
    }
}
