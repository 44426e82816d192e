using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What HMCTS and one's own organisation have asked and told each other.</summary>
[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class OurConversationPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, Inbox inbox) : PageModel
{
    [BindProperty] public string Question { get; set; } = "";
    public string? EmailTo => inbox.Address;
    public OnboardingCase Case { get; private set; } = null!;
    public Conversation Conversation { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().GetAsync(this.Own(), cancellationToken);
        var entries = await db.Conversation.VisibleTo(current.Actor).Where(e => e.OrganisationId == Case.Id && e.IsShared).Read(cancellationToken);
        Conversation = new(entries, await mediator.Names(entries.SelectMany(e => e.Wordings).Select(w => (Guid?)w.By), cancellationToken), Side.Organisation, "/org/conversation", MayWrite: true);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new AskQuestion(this.Own(), Question, null), cancellationToken);
        return Redirect("/org/conversation");
    }
}
