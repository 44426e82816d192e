using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>An action is done, or dropped with a reason.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed class ReviewAction(AgreementsDbContext db, CurrentActor current, IMediator mediator) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    public ServiceAction Agreed { get; private set; } = null!;

    public static IEnumerable<SelectListItem> Choices => [new(Say.OutcomeDone.ToString(), ServiceAction.Done), new(Say.OutcomeDropped.ToString(), ServiceAction.Dropped)];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Agreed = await db.ServiceActions.AsNoTracking().GetAsync(Id, cancellationToken);
        if (current.Actor.SideIn(Agreed.OrganisationId) is null) throw new NotFoundException();
        Version = Agreed.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new EndAction(Id, Version, Outcome, Reason), cancellationToken);
        var review = await db.ServiceActions.Where(a => a.Id == Id).Select(a => a.ReviewId).SingleAsync(cancellationToken);
        return Redirect($"/reviews/{review}");
    }
}
