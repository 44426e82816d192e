using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Everything said and noted between HMCTS and one organisation; notes, questions and email that came in are added here.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerConversationPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows, DocumentStore store, Uploads uploads)
    : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public EntryKind? Kind { get; set; }
    [BindProperty] public bool? Shared { get; set; }
    [BindProperty] public string Words { get; set; } = "";
    [BindProperty] public string Question { get; set; } = "";
    [BindProperty] public DateOnly? AnswerBy { get; set; }
    [BindProperty] public Guid? ClockId { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }
    [FromQuery] public string? Search { get; set; }
    public Conversation Conversation { get; private set; } = null!;
    public bool MayWrite { get; private set; }

    /// <summary>Targets of HMCTS that can stand still until a question is answered.</summary>
    public IReadOnlyList<SelectListItem> Clocks { get; private set; } = [];
    public static IEnumerable<SelectListItem> Kinds => new[] { EntryKind.Call, EntryKind.Meeting, EntryKind.Thought }.Select(k => new SelectListItem(k.Name().ToString(), k.ToString()));
    public static IEnumerable<SelectListItem> Readers => [new(Say.EntrySharedNo.ToString(), "false"), new(Say.EntrySharedYes.ToString(), "true")];
    public string Address => $"/officer/org/{Id}/conversation";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        MayWrite = Policy.Converse.Allows(Actor);
        var running = await Db.Clocks.AsNoTracking().Where(c => c.OrganisationId == Id && c.StoppedAt == null && c.Side == Side.Hmcts).OrderBy(c => c.StartedAt).ToListAsync(cancellationToken);
        Clocks = [.. running.Where(c => c.Plan.CanPause && !c.IsPaused).Select(c => new SelectListItem(Registration.Words.Clock(c.Rule).ToString(), c.Id.ToString()))];
        var entries = await Db.Conversation.Where(e => e.OrganisationId == Id).Read(cancellationToken);
        Conversation = new(entries, await Mediator.Names(entries.SelectMany(e => e.Wordings).Select(w => (Guid?)w.By), cancellationToken), Side.Hmcts, Address, MayWrite, Search);
    }

    public Task<IActionResult> OnPostNoteAsync(CancellationToken cancellationToken) => Send(new NoteEntry(Id, Kind, Shared, Words), cancellationToken);

    public Task<IActionResult> OnPostAskAsync(CancellationToken cancellationToken) => Send(new AskQuestion(Id, Question, AnswerBy, ClockId), cancellationToken);

    public async Task<IActionResult> OnPostFileAsync(CancellationToken cancellationToken)
    {
        var email = await IncomingEmail.Keep(Upload, nameof(Upload), store, cancellationToken);
        return await Send(new FileEmail(Id, email), cancellationToken);
    }

    public async Task<IActionResult> OnGetEmailAsync(Guid entry, CancellationToken cancellationToken) =>
        File(await uploads.Open(await Mediator.Send(new OpenFiledEmail(Id, entry), cancellationToken), cancellationToken), "application/octet-stream", "email.eml");

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await OnGetAsync(cancellationToken);
            return Page();
        }
        await Mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}
