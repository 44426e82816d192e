using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The waivers of one gate: asked for by one person, decided by a senior onboarding manager, and those that came before.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class WaiverPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [FromRoute] public int Number { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid WaiverId { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public DateOnly? ExpiresOn { get; set; }
    [BindProperty] public bool? Approve { get; set; }
    [BindProperty] public string Refusal { get; set; } = "";
    public Gate Gate { get; private set; } = null!;
    public GateRow Row { get; private set; } = null!;
    public Waiver? Open { get; private set; }
    public IReadOnlyList<Waiver> All { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();

    public string Address => $"/officer/org/{Id}/gates/{Number}/waiver";
    public bool MayAsk => MayDecide && Row is { State: GateState.Red, MayBeWaived: true } && Open is not { Approved: null };
    public bool MayApprove => Open is { Approved: null } && Policy.ApproveWaiver.Allows(Actor) && !Asked(Open);
    public bool MayEnd => Open is not null && MayDecide;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Gate = Gates.Of(Number);
        if (Gate.LongestWaiver == 0) throw new NotFoundException();
        Row = await Db.Gates.AsNoTracking().SingleOrDefaultAsync(g => g.OrganisationId == Id && g.Number == Number, cancellationToken) ?? throw new NotFoundException();
        All = await Db.Waivers.AsNoTracking().Where(w => w.OrganisationId == Id && w.Gate == Number).OrderByDescending(w => w.AskedAt).ToListAsync(cancellationToken);
        Open = All.SingleOrDefault(w => w.ClosedAt is null);
        Guid?[] reasons = [.. All.Select(w => (Guid?)w.ReasonId), .. All.Select(w => w.DecisionReasonId)];
        ReasonWords = await Db.Reasons.Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Names = await Mediator.Names([.. All.Select(w => (Guid?)w.AskedBy), .. All.Select(w => w.DecidedBy)], cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) (Version, WaiverId) = (Open?.Version ?? 0, Open?.Id ?? Guid.Empty);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new AskForWaiver(Id, Number, Reason, ExpiresOn), cancellationToken);

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken) =>
        await Send(new DecideWaiver(await OfThisGate(cancellationToken), Version, Approve, Refusal), cancellationToken);

    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) => await Send(new EndWaiver(await OfThisGate(cancellationToken), Version), cancellationToken);

    private bool Asked(Waiver waiver) => waiver.AskedBy == Actor.PersonId;

    private async Task<Guid> OfThisGate(CancellationToken cancellationToken) =>
        await Db.Waivers.AnyAsync(w => w.Id == WaiverId && w.OrganisationId == Id && w.Gate == Number, cancellationToken) ? WaiverId : throw new NotFoundException();

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await Mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}
