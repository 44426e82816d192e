using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>How an organisation leaves: an application that nobody goes on with lapses, one that is live is off-boarded.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class LeavingPage(IMediator mediator, RegistrationDbContext db, Departing departing, CurrentActor current, IWorkflows workflows, TimeProvider clock) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid DepartureId { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public DateOnly? LastDay { get; set; }
    [BindProperty] public bool Confirmed { get; set; }
    [BindProperty] public DepartureItem? Item { get; set; }
    [BindProperty] public string Statement { get; set; } = "";
    public Departure? Departure { get; private set; }
    public IReadOnlyList<DepartureFinding> Checklist { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();

    public string Address => $"/officer/org/{Id}/leaving";
    public bool MayLapse => MayDecide && Latest.IsEditable;
    public bool MayReopen => MayDecide && Latest.EndedAs == Ending.Lapsed;
    public bool WasAccepted => Latest is { EndedAs: Ending.Withdrawn, IsAccepted: true };
    public bool IsInTime => Latest is { ErasedAt: null, ReopenUntil: { } last } && clock.GetUtcNow().CivilDate() <= last;
    public bool BeganCutOver { get; private set; }
    public bool MayGiveNotice => MayDecide && Case is { IsOpenToIt: true, LeavesOn: null };
    public bool MayTakeBack => MayDecide && Departure is { IsPlanned: true, Side: Side.Hmcts };
    public bool MayCheck => MayDecide && Departure is { IsOffBoarding: true };
    public bool MayClose => Departure is { IsOffBoarding: true } open && Policy.DecideExit.Allows(Actor) && open.NoticeBy != Actor.PersonId && open.Checks.All(c => c.By != Actor.PersonId);
    public IEnumerable<SelectListItem> Items => Checklist.Where(f => !f.Done && Departure.ByHand.Contains(f.Item)).Select(f => new SelectListItem(f.Item.Name().ToString(), f.Item.ToString()));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Departure = await Db.Departures.AsNoTracking().Where(d => d.OrganisationId == Id).OrderBy(d => d.TakenBackAt != null).ThenByDescending(d => d.NoticeAt).FirstOrDefaultAsync(cancellationToken);
        BeganCutOver = await Db.GoLives.AnyAsync(g => g.Id == Id && g.CutOverBeganAt != null, cancellationToken);
        if (Departure is not null)
        {
            if (Departure.LeftAt is not null) Checklist = await departing.Checklist(Departure, cancellationToken);
            Guid[] reasons = [Departure.ReasonId, .. Departure.Checks.Select(c => c.ReasonId)];
            ReasonWords = await Db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
            Names = await Mediator.Names([Departure.NoticeBy, Departure.ClosedBy, .. Departure.Checks.Select(c => (Guid?)c.By)], cancellationToken);
        }
        if (!ModelState.ContainsKey(nameof(Version))) (Version, DepartureId) = (Latest.IsOpen && !Latest.IsEditable ? Departure?.Version ?? 0 : Latest.Version, Departure?.Id ?? Guid.Empty);
    }

    public Task<IActionResult> OnPostLapseAsync(CancellationToken cancellationToken) => Send(new LapseApplication(Id, Version, Reason), cancellationToken);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken cancellationToken) => Send(new ReopenApplication(Id, Version), cancellationToken);

    public Task<IActionResult> OnPostAcceptedAsync(CancellationToken cancellationToken) => Send(new ReopenAccepted(Id, Version, Reason), cancellationToken);

    public Task<IActionResult> OnPostNoticeAsync(CancellationToken cancellationToken) => Send(new GiveNotice(Id, LastDay, Reason, Confirmed), cancellationToken);

    public async Task<IActionResult> OnPostBackAsync(CancellationToken cancellationToken) => await Send(new TakeNoticeBack(await OfThisOrganisation(cancellationToken), Version), cancellationToken);

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken) =>
        await Send(new CheckDeparture(await OfThisOrganisation(cancellationToken), Version, Item, Statement), cancellationToken);

    public async Task<IActionResult> OnPostAccountsAsync(CancellationToken cancellationToken) => await Send(new CloseAccounts(await OfThisOrganisation(cancellationToken), Version), cancellationToken);

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken) => await Send(new CloseOrganisation(await OfThisOrganisation(cancellationToken), Version), cancellationToken);

    private async Task<Guid> OfThisOrganisation(CancellationToken cancellationToken) =>
        await Db.Departures.AnyAsync(d => d.Id == DepartureId && d.OrganisationId == Id, cancellationToken) ? DepartureId : throw new NotFoundException();

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await Mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}
