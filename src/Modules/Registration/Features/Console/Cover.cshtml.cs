using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Who looks after my organisations while I'm away, and whose I look after.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed class CoverPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : PageModel
{
    [BindProperty] public Guid? CoveringId { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? To { get; set; }
    [BindProperty] public Guid CoverId { get; set; }
    public IReadOnlyList<Cover> Covers { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IEnumerable<SelectListItem> Others { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (me, today) = (current.PersonId, clock.GetUtcNow().CivilDate());
        Covers = await db.Covers.AsNoTracking().Where(c => (c.AbsentId == me || c.CoveringId == me) && c.EndedAt == null && c.To >= today).OrderBy(c => c.From).ToListAsync(cancellationToken);
        Names = await mediator.Names([.. Covers.Select(c => (Guid?)c.AbsentId), .. Covers.Select(c => (Guid?)c.CoveringId)], cancellationToken);
        Others = [.. (await mediator.Officers(cancellationToken)).Where(o => o.PersonId != me).Select(o => new SelectListItem(o.Name, o.PersonId.ToString()))];
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new ArrangeCover(CoveringId, From, To), cancellationToken);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) => Send(new EndCover(CoverId), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect("/officer/cover");
    }
}
