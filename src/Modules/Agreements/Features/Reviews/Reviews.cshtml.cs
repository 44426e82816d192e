using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>All reviews by state: of every organisation for HMCTS, of one's own for an organisation. What is overdue stands first.</summary>
[Needs(Policy.ReadServiceReviews)]
internal sealed class Reviews(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : PageModel
{
    private const int Most = 500;
    private static readonly ReviewState[] Order = [ReviewState.Held, ReviewState.Issued, ReviewState.Collecting, ReviewState.Booked, ReviewState.SignedOff, ReviewState.Cancelled];

    public IReadOnlyList<(Text Heading, IReadOnlyList<ServiceReview> Reviews)> Groups { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public DateOnly Today { get; private set; }
    public bool IsHmcts => Policy.ReadOnboarding.Allows(current.Actor);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = clock.GetUtcNow().CivilDate();
        var all = await db.ServiceReviews.AsNoTracking().Of(current.Actor).OrderByDescending(r => r.BookedAt).Take(Most).ToListAsync(cancellationToken);
        var names = new Dictionary<Guid, string>();
        foreach (var id in all.Select(r => r.OrganisationId).Distinct())
            names[id] = (await mediator.Send(new DescribeOrganisation(id), cancellationToken))?.LegalName ?? "";
        Names = names;
        var overdue = all.Where(r => r.IsOverdue(Today)).OrderBy(r => r.On).ToList();
        Groups =
        [
            .. overdue.Count > 0 ? new[] { (Say.ReviewsOverdue, (IReadOnlyList<ServiceReview>)overdue) } : [],
            .. Order.Select(state => (state.Status(), (IReadOnlyList<ServiceReview>)[.. all.Where(r => r.State == state && !overdue.Contains(r)).OrderBy(r => r.On)])).Where(g => g.Item2.Count > 0),
        ];
    }
}
