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

    /// <summary>The review that carries it: that of its meeting, or the latest of the organisation to which it passed.</summary>
    public Guid ReviewId { get; private set; }

    /// <summary>The organisation that had agreed it and was merged into the present one.</summary>
    public string? Origin { get; private set; }

    public static IEnumerable<SelectListItem> Choices => [new(Say.OutcomeDone.ToString(), ServiceAction.Done), new(Say.OutcomeDropped.ToString(), ServiceAction.Dropped)];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Agreed = await db.ServiceActions.AsNoTracking().GetAsync(Id, cancellationToken);
        if (current.Actor.SideIn(Agreed.OrganisationId) is null) throw new NotFoundException();
        (Version, ReviewId) = (Agreed.Version, await CarriedBy(Agreed, cancellationToken));
        Origin = (await mediator.OriginsOf([Agreed], cancellationToken)).Values.SingleOrDefault();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new EndAction(Id, Version, Outcome, Reason), cancellationToken);
        return Redirect($"/reviews/{await CarriedBy(await db.ServiceActions.AsNoTracking().GetAsync(Id, cancellationToken), cancellationToken)}");
    }

    private Task<Guid> CarriedBy(ServiceAction action, CancellationToken cancellationToken) => db.ServiceReviews.Where(r => r.OrganisationId == action.OrganisationId)
        .OrderByDescending(r => r.Id == action.ReviewId).ThenByDescending(r => r.Number).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
}
