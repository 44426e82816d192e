using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>An organisation that was merged into this one, and what officers still look up of it.</summary>
internal sealed record TakenIn(Merger Merger, OnboardingCase Case, string? OuCode);

/// <summary>Into which organisation this one is merged, which were merged into it, and a merger that waits for the second person.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class MergerPage(IMediator mediator, RegistrationDbContext db, Uploads uploads, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid MergerId { get; set; }
    [BindProperty] public string Reference { get; set; } = "";
    [BindProperty] public Guid[] Moving { get; set; } = [];
    [BindProperty] public bool? Reissue { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public IFormFile? Upload { get; set; }
    [BindProperty] public bool Confirmed { get; set; }
    [BindProperty] public bool? Approve { get; set; }
    [BindProperty] public string Refusal { get; set; } = "";
    public IReadOnlyList<Merger> All { get; private set; } = [];
    public IReadOnlyList<TakenIn> Taken { get; private set; } = [];
    public IReadOnlyList<PersonSummary> People { get; private set; } = [];
    public OnboardingCase? GoesOn { get; private set; }
    public IReadOnlyDictionary<Guid, OnboardingCase> Others { get; private set; } = new Dictionary<Guid, OnboardingCase>();
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();

    public string Address => $"/officer/org/{Id}/merger";
    public Merger? Open => All.FirstOrDefault(m => m.WaitsForDecision);
    public bool MayMergeDuplicate => MayDecide && Case.IsBeforeDecision;
    public bool MayAsk => MayDecide && Case.IsAccepted && Open is null;
    public bool MayApprove => Open is { } open && Policy.DecideExit.Allows(Actor) && open.AskedBy != Actor.PersonId;
    public bool AsksToConfirm => GoesOn is not null;
    public IEnumerable<PersonSummary> Movable => People.Where(p => Merging.RolesThatMove(p).Count > 0);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        var mergers = await Db.Mergers.AsNoTracking().Where(m => m.OrganisationId == Id || (m.IntoId == Id && m.MergedAt != null)).OrderByDescending(m => m.AskedAt).ToListAsync(cancellationToken);
        All = [.. mergers.Where(m => m.OrganisationId == Id)];
        var others = mergers.SelectMany(m => new[] { m.OrganisationId, m.IntoId }).Distinct().ToList();
        Others = await Db.Cases.AsNoTracking().Where(c => others.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var codes = await Db.SetUps.AsNoTracking().Where(s => others.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.OuCode, cancellationToken);
        Taken = [.. mergers.Where(m => m.IntoId == Id).Select(m => new TakenIn(m, Others[m.OrganisationId], codes.GetValueOrDefault(m.OrganisationId)))];
        var reasons = All.SelectMany(m => (Guid?[])[m.ReasonId, m.DecisionReasonId]).ToList();
        ReasonWords = await Db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Names = await Mediator.Names(All.SelectMany(m => (Guid?[])[m.AskedBy, m.DecidedBy, .. m.People.Select(p => (Guid?)p.PersonId)]), cancellationToken);
        if (MayMergeDuplicate || MayAsk) People = await Mediator.Send(new FindPeople(Id), cancellationToken);
        if (Reference.Length == 0) Reference = Request.Query["into"].ToString();
        if (!ModelState.ContainsKey(nameof(Version))) (Version, MergerId) = (Open?.Version ?? Latest.Version, Open?.Id ?? Guid.Empty);
    }

    public async Task<IActionResult> OnGetFileAsync(Guid merger, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return All.SingleOrDefault(m => m.Id == merger) is { Address: { } address, FileName: { } name } ? File(await uploads.Open(address, cancellationToken), "application/pdf", name) : throw new NotFoundException();
    }

    /// <summary>Nothing brings a merged application back, so the officer sees once more which organisation goes on.</summary>
    public async Task<IActionResult> OnPostDuplicateAsync(CancellationToken cancellationToken)
    {
        if (!Confirmed && Formats.Line(Reason).Length > 0 && await Merging.Find(Db, Reference, cancellationToken) is { } goesOn)
        {
            await OnGetAsync(cancellationToken);
            if (MayMergeDuplicate)
            {
                GoesOn = goesOn;
                return Page();
            }
        }
        await Mediator.Send(new MergeDuplicate(Id, Version, Reference, Moving, Reason), cancellationToken);
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        await Mediator.Send(new AskForMerger(Id, Reference, Moving, Reissue, Reason, file), cancellationToken);
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken)
    {
        if (!await Db.Mergers.AnyAsync(m => m.Id == MergerId && m.OrganisationId == Id, cancellationToken)) throw new NotFoundException();
        await Mediator.Send(new DecideMerger(MergerId, Version, Approve, Refusal), cancellationToken);
        return Redirect(Address);
    }
}
