using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Testing window and go-live date as one side sees them; both sides have the same page under their own address.</summary>
internal abstract class DatesPage(IMediator mediator, RegistrationDbContext db, Planner planner) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ProposalId { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? To { get; set; }
    [BindProperty] public DateOnly? On { get; set; }
    [BindProperty] public string Reason { get; set; } = "";

    /// <summary>Null until the application has been accepted.</summary>
    public Schedule? Schedule { get; private set; }

    public Dictionary<Guid, string?> ReasonWords { get; private set; } = [];
    public OnboardingCase Case { get; private set; } = null!;
    public Planning Plan { get; private set; } = null!;

    public abstract Guid OrganisationId { get; }
    public abstract Side Side { get; }
    public abstract string Address { get; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var id = OrganisationId;
        Case = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException();
        Schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (Schedule is null) return;
        Plan = await planner.Of(id, cancellationToken);
        ReasonWords = await db.Reasons.Where(r => r.OrganisationId == id).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Version = Schedule.Version;
    }

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken) => Send(new AcceptDates(OrganisationId, Version, ProposalId), cancellationToken);

    public Task<IActionResult> OnPostTestingAsync(CancellationToken cancellationToken) =>
        Send(new ProposeTestingDates(OrganisationId, Version, From, To, Reason), cancellationToken);

    public Task<IActionResult> OnPostGoLiveAsync(CancellationToken cancellationToken) => Send(new ProposeGoLiveDate(OrganisationId, Version, On), cancellationToken);

    public Task<IActionResult> OnPostPostponeAsync(CancellationToken cancellationToken) => Send(new PostponeGoLive(OrganisationId, Version, To, Reason), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 400;
            await OnGetAsync(cancellationToken);
            return Page();
        }
        await mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}
