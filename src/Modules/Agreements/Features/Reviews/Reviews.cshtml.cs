using System.Linq.Expressions;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>All reviews by state: of every organisation for HMCTS, of one's own for an organisation, a page at a time. What is overdue stands first, then what is due next.</summary>
[Needs(Policy.ReadServiceReviews)]
internal sealed class Reviews(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : PageModel
{
    public const int PageSize = 25;

    // In the order in which somebody has to do something about them; what is over comes last.
    private static readonly ReviewState[] Order = [ReviewState.Held, ReviewState.Issued, ReviewState.Collecting, ReviewState.Booked, ReviewState.SignedOff, ReviewState.Cancelled];

    /// <summary>Read from the query by hand, because Razor Pages keeps a route value of the same name.</summary>
    public int Number { get; private set; }
    public int Total { get; private set; }

    /// <summary>The reviews of this page by state, each group with how many there are in all.</summary>
    public IReadOnlyList<(Text Heading, int Count, IReadOnlyList<ServiceReview> Reviews)> Groups { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public DateOnly Today { get; private set; }
    public bool IsHmcts => Policy.ReadOnboarding.Allows(current.Actor);

    /// <summary>Whether what comes next is this owner's own signing off, which then stands in the list.</summary>
    public bool MaySign(ServiceReview review) => review.CancelledAt is null && review.HeldOn is not null && current.Actor.SideIn(review.OrganisationId) is { } side && review.SignedAt(side) is null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = clock.GetUtcNow().CivilDate();
        var (all, rank) = (db.ServiceReviews.AsNoTracking().Of(current.Actor), Rank(Today));
        var counts = await all.GroupBy(rank).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        Total = counts.Values.Sum();
        Number = Math.Clamp(int.TryParse(Request.Query["page"], out var asked) ? asked : 1, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var shown = await all.OrderBy(rank).ThenBy(r => r.CancelledAt != null || (r.SignedForHmctsAt != null && r.SignedForOrganisationAt != null) ? (DateOnly?)null : r.On)
            .ThenByDescending(r => r.On).ThenBy(r => r.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var names = new Dictionary<Guid, string>();
        foreach (var id in shown.Select(r => r.OrganisationId).Distinct())
            names[id] = (await mediator.Send(new DescribeOrganisation(id), cancellationToken))?.LegalName ?? "";
        Names = names;
        Groups =
        [
            .. shown.GroupBy(r => r.IsOverdue(Today) ? 0 : Array.IndexOf(Order, r.State) + 1).OrderBy(g => g.Key)
                .Select(g => (g.Key == 0 ? Say.ReviewsOverdue : Order[g.Key - 1].Status(), counts[g.Key], (IReadOnlyList<ServiceReview>)[.. g])),
        ];
    }

    /// <summary>0 for what is overdue, else the place of its state in the order: <see cref="ServiceReview.State"/> as the database reads it.</summary>
    private static Expression<Func<ServiceReview, int>> Rank(DateOnly today) => r =>
        r.SignedForHmctsAt != null && r.SignedForOrganisationAt != null ? 5 : r.CancelledAt != null ? 6 : r.HeldOn != null ? 1 : r.On < today ? 0 : r.IssuedAt != null ? 2 : r.OpenedAt != null ? 3 : 4;
}
