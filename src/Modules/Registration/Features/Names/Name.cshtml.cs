using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What an organisation is called, what it was called before, and a change that waits for the second person.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class NamePage(IMediator mediator, RegistrationDbContext db, Uploads uploads, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid NameChangeId { get; set; }
    [BindProperty] public string Name { get; set; } = "";
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }
    [BindProperty] public bool? Approve { get; set; }
    [BindProperty] public string Refusal { get; set; } = "";
    public IReadOnlyList<NameChange> All { get; private set; } = [];
    public bool IsAccepted { get; private set; }
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();

    public string Address => $"/officer/org/{Id}/name";
    public NameChange? Open => All.FirstOrDefault(c => c.Approved is null);
    public bool MayAsk => MayDecide && IsAccepted && Open is null && Latest.IsOpen && Case.Stage is not (Stage.OffBoarding or Stage.Closed);
    public bool MayApprove => Open is { } open && Policy.DecideExit.Allows(Actor) && open.AskedBy != Actor.PersonId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        IsAccepted = await Db.GoLives.AnyAsync(g => g.Id == Id, cancellationToken);
        All = await Db.NameChanges.AsNoTracking().Where(c => c.OrganisationId == Id).OrderByDescending(c => c.AskedAt).ToListAsync(cancellationToken);
        var reasons = All.Select(c => c.DecisionReasonId).ToList();
        ReasonWords = await Db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Names = await Mediator.Names(All.SelectMany(c => (Guid?[])[c.AskedBy, c.DecidedBy]), cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) (Version, NameChangeId) = (Open?.Version ?? 0, Open?.Id ?? Guid.Empty);
    }

    public async Task<IActionResult> OnGetFileAsync(Guid change, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return All.SingleOrDefault(c => c.Id == change) is { } found ? File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName) : throw new NotFoundException();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        await Mediator.Send(new AskForRename(Id, Name, From, file), cancellationToken);
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken)
    {
        if (!await Db.NameChanges.AnyAsync(c => c.Id == NameChangeId && c.OrganisationId == Id, cancellationToken)) throw new NotFoundException();
        await Mediator.Send(new DecideRename(NameChangeId, Version, Approve, Refusal), cancellationToken);
        return Redirect(Address);
    }
}
