using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One email of the inbox: what could be read of it, and the two things that can be done with it.</summary>
[Needs(Policy.Converse)]
internal sealed class InboxEmailPage(RegistrationDbContext db, IMediator mediator, Uploads uploads) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Reference { get; set; } = "";
    [BindProperty] public bool? Shared { get; set; }
    [BindProperty] public string Because { get; set; } = "";
    public InboxEmail Email { get; private set; } = null!;
    public static IEnumerable<SelectListItem> Readers => OfficerConversationPage.Readers;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Email = await db.Inbox.AsNoTracking().GetAsync(Id, cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) Version = Email.Version;
    }

    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancellationToken) =>
        File(await uploads.Open(await mediator.Send(new OpenInboxEmail(Id), cancellationToken), cancellationToken), "application/octet-stream", "email.eml");

    public Task<IActionResult> OnPostAssignAsync(CancellationToken cancellationToken) => Send(new AssignEmail(Id, Version, Reference, Shared), cancellationToken);

    public Task<IActionResult> OnPostSetAsideAsync(CancellationToken cancellationToken) => Send(new SetAsideEmail(Id, Version, Because), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect("/officer/inbox");
    }
}
