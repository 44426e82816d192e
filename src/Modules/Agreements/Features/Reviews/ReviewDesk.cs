using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The days that an organisation's service is measured over now.</summary>
/// <param name="Number">Of the review that will look at them.</param>
/// <param name="Days">The days.</param>
/// <param name="Today">Today.</param>
internal sealed record MeasuredNow(int Number, ReviewPeriod Days, DateOnly Today)
{
    public bool IsOver => Today > Days.To;
}

/// <summary>Reviews and measured days as pages and commands find them.</summary>
internal static class ReviewDesk
{
    public static async Task<OrganisationSummary> OrganisationOfReviews(this IMediator mediator, Guid organisationId, Actor actor, CancellationToken cancellationToken) =>
        actor.MayReadReviewsOf(organisationId) && await mediator.Send(new DescribeOrganisation(organisationId), cancellationToken) is { } organisation ? organisation : throw new NotFoundException();

    /// <summary>The names of the organisations from which actions passed by a merger.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> OriginsOf(this IMediator mediator, IEnumerable<ServiceAction> actions, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var id in actions.Select(a => a.PassedFrom).OfType<Guid>().Distinct())
            names[id] = (await mediator.Send(new DescribeOrganisation(id), cancellationToken))?.LegalName ?? "";
        return names;
    }

    /// <summary>The reviews that somebody may read.</summary>
    public static IQueryable<ServiceReview> Of(this IQueryable<ServiceReview> all, Actor actor)
    {
        if (Policy.ReadOnboarding.Allows(actor)) return all;
        var own = actor.Organisations();
        return all.Where(r => own.Contains(r.OrganisationId));
    }

    /// <summary>The review to change, with the side for which this service owner does so.</summary>
    public static async Task<(ServiceReview Review, ReviewParty By)> ToChange(this AgreementsDbContext db, Guid reviewId, int version, Actor actor, CancellationToken cancellationToken)
    {
        var organisation = await db.ServiceReviews.Where(r => r.Id == reviewId).Select(r => (Guid?)r.OrganisationId).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var by = actor.ForReviewsOf(organisation);
        var review = await db.ServiceReviews.GetVersion(reviewId, version, cancellationToken);
        Rule.Require(review.CancelledAt is null, Say.ReviewRuleCancelled);
        return (review, by);
    }

    /// <summary>
    /// The days whose figures aren't frozen yet, the earlier first: those of a quarter that is over while its pack is prepared, and the running
    /// quarter. Empty until the organisation is live.
    /// </summary>
    public static async Task<IReadOnlyList<MeasuredNow>> MeasuredDays(this AgreementsDbContext db, Guid organisationId, DateOnly today, CancellationToken cancellationToken)
    {
        var latest = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == organisationId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);
        if (latest is not { CancelledAt: null, Period: { } days }) return [];
        var after = new ReviewPeriod(days.To.AddDays(1), Quarter.EndAfter(days.To));
        List<MeasuredNow> now = [];
        if (latest.IssuedAt is null && days.From <= today) now.Add(new MeasuredNow(latest.Number, days, today));
        if (after.From <= today) now.Add(new MeasuredNow(latest.Number + 1, after, today));
        return now;
    }

    private static Task<ServiceReview> GetVersion(this IQueryable<ServiceReview> all, Guid id, int version, CancellationToken cancellationToken) =>
        BuildingBlocks.Data.Loading.GetAsync(all, id, version, cancellationToken);
}
