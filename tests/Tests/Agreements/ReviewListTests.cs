using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Say = CommonPlatform.Agreements.Say;

namespace CommonPlatform.Tests.Agreements;

/// <summary>The list of reviews has all of them, a page at a time, and what is due next stands before what is due later.</summary>
public class ReviewListTests
{
    [Fact]
    public async Task Each_page_counts_all_of_a_state_and_begins_with_what_is_overdue()
    {
        await using var platform = await Platform.Start();
        var owner = await platform.Person(Roles.HmctsServiceOwner);
        var now = platform.Clock.GetUtcNow();
        DateTimeOffset[] booked = [now, .. Enumerable.Repeat(now.AddYears(1), 27), now.AddYears(-1), now.AddYears(-2)];
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var (unit, db) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<AgreementsDbContext>());
            await unit.Begin(TestContext.Current.CancellationToken);
            db.ServiceReviews.AddRange(booked.Select(at => new ServiceReview(Guid.CreateVersion7(now), Guid.CreateVersion7(now), at)));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await unit.Commit(TestContext.Current.CancellationToken);
        }
        var (one, two) = (await owner.Get("/reviews"), await owner.Get("/reviews?page=2"));
        one.ShouldSay(Say.ReviewsGroup(Say.ReviewsOverdue, 2)).ShouldSay(Say.ReviewsGroup(ReviewState.Booked.Status(), 28));
        two.ShouldSay(Say.ReviewsGroup(ReviewState.Booked.Status(), 28));
        Assert.DoesNotContain(Say.ReviewsGroup(Say.ReviewsOverdue, 2).ToString(), two.Text, StringComparison.Ordinal);
        Assert.Equal((Reviews.PageSize, 30 - Reviews.PageSize), (Days(one).Count, Days(two).Count));
        var usual = booked.Select(at => Dates.Word(ServiceReview.Usual(new ServiceReview(Guid.Empty, Guid.Empty, at).Ends), Language.English)).ToList();
        Assert.Equal([usual[29], usual[28], usual[0], usual[1]], Days(one).Take(4));
        Assert.Equal(Days(two), Days(await owner.Get("/reviews?page=99")));

        static List<string> Days(Page page) => [.. page.Document.QuerySelectorAll("main tbody tr td:nth-of-type(2)").Select(c => c.FirstChild!.TextContent.Trim())];
    }
}
