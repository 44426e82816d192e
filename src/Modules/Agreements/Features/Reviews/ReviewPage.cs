using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>A page about one review; both sides have the same pages.</summary>
internal abstract class ReviewPage(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    public ServiceReview Review { get; private set; } = null!;
    public string OrganisationName { get; private set; } = "";

    /// <summary>The side whose service owner reads this; null for everybody else.</summary>
    public ReviewSide? Mine => Review.CancelledAt is null ? current.Actor.SideIn(Review.OrganisationId) : null;
    public DateOnly Today => clock.GetUtcNow().CivilDate();
    protected AgreementsDbContext Db => db;
    protected IMediator Mediator => mediator;

    protected async Task LoadAsync(CancellationToken cancellationToken)
    {
        Review = await db.ServiceReviews.AsNoTracking().Of(current.Actor).GetAsync(Id, cancellationToken);
        OrganisationName = (await mediator.OrganisationOfReviews(Review.OrganisationId, current.Actor, cancellationToken)).LegalName;
        Version = Review.Version;
    }

    protected async Task<IReadOnlyDictionary<Guid, string>> Names(IEnumerable<Guid?> people, CancellationToken cancellationToken)
    {
        var ids = people.OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, string>() : (await mediator.Send(new NamePeople(ids), cancellationToken)).ToDictionary(p => p.PersonId, p => p.Name);
    }

    protected async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 400;
            await Again(cancellationToken);
            return Page();
        }
        await mediator.Send(command, cancellationToken);
        return Redirect($"/reviews/{Id}");
    }

    /// <summary>Shows the page again with what was typed.</summary>
    protected abstract Task Again(CancellationToken cancellationToken);
}
