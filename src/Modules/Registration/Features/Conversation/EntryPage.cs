using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One entry, to be answered by the other side or corrected by one's own; both sides have the same page under their own address.</summary>
internal abstract class EntryPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : PageModel
{
    [FromRoute] public Guid EntryId { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Words { get; set; } = "";
    public ConversationEntry Entry { get; private set; } = null!;
    public bool Answers => Entry.Side != Side;

    public abstract Guid OrganisationId { get; }
    public abstract Side Side { get; }
    public abstract string Address { get; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var id = OrganisationId;
        Entry = await db.Conversation.AsNoTracking().VisibleTo(current.Actor).Where(e => e.OrganisationId == id && e.Kind != EntryKind.Email).GetAsync(EntryId, cancellationToken);
        if (!Answers || ModelState.IsValid) ViewData["Back"] = Address;
        if (!ModelState.ContainsKey(nameof(Version))) Version = Entry.Version;
        if (!Answers && Request.Method == "GET") Words = Entry.Latest.Words;
    }

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancellationToken) => Send(new AnswerQuestion(OrganisationId, EntryId, Version, Words), cancellationToken);

    public Task<IActionResult> OnPostCorrectAsync(CancellationToken cancellationToken) => Send(new CorrectEntry(OrganisationId, EntryId, Version, Words), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}

/// <summary>For HMCTS.</summary>
[Needs(Policy.Converse)]
internal sealed class OfficerEntryPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : EntryPage(mediator, db, current)
{
    [FromRoute] public Guid Id { get; set; }
    public override Guid OrganisationId => Id;
    public override Side Side => Side.Hmcts;
    public override string Address => $"/officer/org/{Id}/conversation";
}

/// <summary>For the organisation.</summary>
[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class OurEntryPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : EntryPage(mediator, db, current)
{
    public override Guid OrganisationId => this.Own();
    public override Side Side => Side.Organisation;
    public override string Address => "/org/conversation";
}
