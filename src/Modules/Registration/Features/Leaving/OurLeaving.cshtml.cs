using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The organisation gives notice, takes it back, and reads what happens until it is closed.</summary>
[OneOrganisation]
[Needs(Policy.GiveNotice)]
internal sealed class OurLeavingPage(IMediator mediator, RegistrationDbContext db) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid DepartureId { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public DateOnly? LastDay { get; set; }
    [BindProperty] public bool Confirmed { get; set; }
    public OnboardingCase Case { get; private set; } = null!;
    public Departure? Departure { get; private set; }
    public string? Words { get; private set; }

    public bool MayGiveNotice => Case is { IsOpenToIt: true, LeavesOn: null };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().GetAsync(this.Own(), cancellationToken);
        Departure = await db.Departures.AsNoTracking().Where(d => d.OrganisationId == Case.Id).OrderBy(d => d.TakenBackAt != null).ThenByDescending(d => d.NoticeAt).FirstOrDefaultAsync(cancellationToken);
        if (Departure is { ReasonId: var reason }) Words = await db.Reasons.Where(r => r.Id == reason).Select(r => r.Words).SingleOrDefaultAsync(cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) (Version, DepartureId) = (Departure?.Version ?? 0, Departure?.Id ?? Guid.Empty);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new GiveNotice(this.Own(), LastDay, Reason, Confirmed), cancellationToken);
        return Redirect("/org/leaving");
    }

    public async Task<IActionResult> OnPostBackAsync(CancellationToken cancellationToken)
    {
        var own = this.Own();
        if (!await db.Departures.AnyAsync(d => d.Id == DepartureId && d.OrganisationId == own, cancellationToken)) throw new NotFoundException();
        await mediator.Send(new TakeNoticeBack(DepartureId, Version), cancellationToken);
        return Redirect("/org/leaving");
    }
}
