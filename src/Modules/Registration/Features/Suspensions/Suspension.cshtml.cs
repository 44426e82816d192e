using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The suspensions of an organisation: asked for, decided, confirmed, ended.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class SuspensionPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid SuspensionId { get; set; }
    [BindProperty] public SuspensionScope? Scope { get; set; }
    [BindProperty] public string ReasonCode { get; set; } = "";
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public SuspensionScope? UrgentScope { get; set; }
    [BindProperty] public string UrgentReason { get; set; } = "";
    [BindProperty] public bool? Approve { get; set; }
    [BindProperty] public string Refusal { get; set; } = "";
    [BindProperty] public string Remedy { get; set; } = "";
    public IReadOnlyList<Suspension> All { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();

    /// <summary>The one whose form is shown: whatever waits first, else what stands.</summary>
    public Suspension? Open => All.FirstOrDefault(s => s.WaitsForDecision || s.WaitsForSecond) ?? All.FirstOrDefault(s => s.IsInForce);
    public string Address => $"/officer/org/{Id}/suspension";
    public IEnumerable<SelectListItem> Codes => Suspension.Catalogue.Select(c => new SelectListItem(Words.SuspensionReason(c).ToString(), c));
    public bool MayAsk => MayDecide && Case.MaySuspend;
    public bool MayStop => Policy.DecideExit.Allows(Actor) && Case.MaySuspend && !All.Any(s => s is { EndedAt: null, ReasonCode: Suspension.SecurityIncident });
    public bool MayApprove => Open is { WaitsForDecision: true } open && Policy.DecideExit.Allows(Actor) && open.AskedBy != Actor.PersonId;
    public bool MayConfirm => Open is { WaitsForSecond: true } open && MayDecide && open.AskedBy != Actor.PersonId;
    public bool MayReinstate => Open is { IsInForce: true } && Policy.DecideExit.Allows(Actor);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        All = await Db.Suspensions.AsNoTracking().Where(s => s.OrganisationId == Id).OrderByDescending(s => s.AskedAt).ToListAsync(cancellationToken);
        Guid?[] reasons = [.. All.SelectMany(s => (Guid?[])[s.ReasonId, s.DecisionReasonId, s.EndingReasonId])];
        ReasonWords = await Db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Names = await Mediator.Names(All.SelectMany(s => (Guid?[])[s.AskedBy, s.DecidedBy, s.EndedBy]), cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) (Version, SuspensionId) = (Open?.Version ?? 0, Open?.Id ?? Guid.Empty);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new AskForSuspension(Id, Scope, ReasonCode, Reason), cancellationToken);

    public Task<IActionResult> OnPostAtOnceAsync(CancellationToken cancellationToken) => Send(new StopAtOnce(Id, UrgentScope, UrgentReason), cancellationToken);

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken) =>
        await Send(new DecideSuspension(await OfThisOrganisation(cancellationToken), Version, Approve, Refusal), cancellationToken);

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken) => await Send(new ConfirmStop(await OfThisOrganisation(cancellationToken), Version), cancellationToken);

    public async Task<IActionResult> OnPostReinstateAsync(CancellationToken cancellationToken) =>
        await Send(new Reinstate(await OfThisOrganisation(cancellationToken), Version, Remedy), cancellationToken);

    private async Task<Guid> OfThisOrganisation(CancellationToken cancellationToken) =>
        await Db.Suspensions.AnyAsync(s => s.Id == SuspensionId && s.OrganisationId == Id, cancellationToken) ? SuspensionId : throw new NotFoundException();

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await Mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}
