using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Readiness review, the day of cut-over and what follows, on one page.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ReadinessPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public bool? Ready { get; set; }
    [BindProperty] public Track? BackTo { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public bool Contacts { get; set; }
    [BindProperty] public bool Users { get; set; }
    [BindProperty] public bool FirstCase { get; set; }
    [BindProperty] public bool WayBack { get; set; }
    public GoLive? GoLive { get; private set; }
    public Schedule? Schedule { get; private set; }
    public IReadOnlyList<GateRow> Red { get; private set; } = [];
    public Dictionary<Guid, string?> ReasonWords { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        GoLive = await Db.GoLives.AsNoTracking().SingleOrDefaultAsync(g => g.Id == Id, cancellationToken);
        Schedule = await Db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancellationToken);
        Red = [.. (await Db.GatesOf(Id, cancellationToken)).Where(g => g.Stops)];
        ReasonWords = await Db.Reasons.Where(r => r.OrganisationId == Id).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Version = GoLive?.Version ?? 0;
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new DecideReadiness(Id, Version, Ready, BackTo, Reason), cancellationToken);

    public Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) => Send(new AskReadinessAgain(Id, Version), cancellationToken);

    public Task<IActionResult> OnPostCutOverAsync(CancellationToken cancellationToken) =>
        Send(new OpenLiveService(Id, Version, Contacts, Users, FirstCase, WayBack), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await Mediator.Send(command, cancellationToken);
        return Redirect($"/officer/org/{Id}/readiness");
    }
}
