using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Agreements.Demonstration;

/// <summary>How the service owners of a story hold the first quarterly review.</summary>
internal static class ReviewSteps
{
    public static IReadOnlyDictionary<string, Step> All { get; } = new Dictionary<string, Step>
    {
        ["end-quarter"] = EndQuarter,
        ["postpone-review"] = Postpone,
        ["dispute-figure"] = Dispute,
        ["hold-review"] = Hold,
        ["sign-off-review"] = SignOff,
        ["keep-reviews"] = Keep,
    };

    /// <summary>How long before its end the demonstration lets days pass with all of its organisations instead.</summary>
    private static readonly TimeSpan LastDays = TimeSpan.FromDays(8);

    private static readonly TimeOnly Afternoon = new(14, 0);

    private static async Task EndQuarter(Story story)
    {
        await WaitFor(story, (await Latest(story)).QuarterOver);
        var review = await Latest(story);
        await story.Send(story.The(Roles.HmctsServiceOwner), new EnterFigure(story.OrganisationId, await Entered(story, review), review.Ends, "M01", "99.2", "", "Monitoring report of the quarter, page 3"));
        await story.Send(story.The(Roles.HmctsServiceOwner), new EnterFigure(story.OrganisationId, await Entered(story, review), review.Ends, "M07", "96.4", "55", "List of the service desk"));
        story.Tell("The quarter is over: the review opens, and HMCTS enters what the platform can't count.");
    }

    private static async Task Postpone(Story story)
    {
        var review = await Latest(story);
        await story.Send(story.The(Roles.OrganisationServiceOwner), new ProposeReviewDate(review.Id, review.Version, WorkingDays.After(review.On, 3), "Our auditors are here in that week."));
        review = await Latest(story);
        await story.Send(story.The(Roles.HmctsServiceOwner), new AcceptReviewDate(review.Id, review.Version, review.OpenProposal!.Id));
        story.Tell($"The meeting is postponed to {Dates.Word((await Latest(story)).On, Language.English)}: one side proposes, the other accepts.");
    }

    private static async Task Dispute(Story story)
    {
        await WaitFor(story, (await Latest(story)).PackDue);
        var review = await Latest(story);
        if (review.Sha256 is not { } hash) throw new InvalidOperationException("There is no pack 5 working days before the meeting.");
        story.Tell($"The pack is frozen and with both service owners; its SHA-256 begins with {hash[..8]}.");
        await story.Send(story.The(Roles.OrganisationServiceOwner), new DisputeFigure(review.Id, review.Version, "M01", "One hour of 3 March is counted twice."));
        review = await Latest(story);
        await story.Send(
            story.The(Roles.HmctsServiceOwner), new SettleDispute(review.Id, review.Version, review.Disputes.Single().Id, FigureDispute.Corrected, "99.6", "The hour was counted twice."));
        story.Tell("The organisation disputes a figure; HMCTS corrects it beside the frozen one.");
    }

    private static async Task Hold(Story story)
    {
        await WaitFor(story, (await Latest(story)).On.InLondon(Afternoon));
        var review = await Latest(story); // the pack may have been frozen meanwhile
        await story.Send(story.The(Roles.HmctsServiceOwner), new RecordMinutes(
            review.Id, review.Version, review.On, $"{story.The(Roles.HmctsServiceOwner).Name}, {story.The(Roles.OrganisationServiceOwner).Name}", "The figures were read one by one.", "", "", "4", "5", null, ""));
        review = await Latest(story);
        await story.Send(story.The(Roles.OrganisationServiceOwner), new AgreeAction(
            review.Id, review.Version, "Show both clocks in the monitoring report", "hmcts", story.The(Roles.HmctsServiceOwner).Name, WorkingDays.After(review.On, 20)));
        story.Tell("The meeting is held: minutes, and an action with its person and date.");
    }

    private static async Task SignOff(Story story)
    {
        foreach (var role in (string[])[Roles.OrganisationServiceOwner, Roles.HmctsServiceOwner])
        {
            var review = await Latest(story);
            await story.Send(story.The(role), new SignOffReview(review.Id, review.Version, true));
        }
        var next = await Latest(story);
        if (next is not { Number: 2, State: ReviewState.Booked }) throw new InvalidOperationException("The next review is not booked.");
        story.Tell($"Both service owners sign off; the next review is booked for {Dates.Word(next.On, Language.English)}.");
    }

    /// <summary>A review whose quarter, and then whose meeting, comes before the end of the story: nobody forgets it.</summary>
    private static async Task Keep(Story story)
    {
        bool Comes(DateTimeOffset at) => at <= story.Clock.GetUtcNow() || at <= story.Until - LastDays;
        var today = story.Clock.GetUtcNow().CivilDate();
        foreach (var late in await Ask(story, db => db.ServiceActions.Where(a => a.OrganisationId == story.OrganisationId && a.Outcome == null && a.DueOn <= today)))
            await story.Send(story.The(Roles.HmctsServiceOwner), new EndAction(late.Id, late.Version, ServiceAction.Done, ""));
        if (await Latest(story) is { Starts: not null, IssuedAt: null } running && Comes(running.QuarterOver)) await EndQuarter(story);
        if (await Latest(story) is not { HeldOn: null, Starts: not null } review || !Comes(review.On.InLondon(Afternoon))) return;
        await Hold(story);
        foreach (var missed in await Ask(story, db => db.ServiceBreaches.Where(b => b.ReviewId == review.Id && b.WithdrawnAt == null)))
            await story.Send(story.The(Roles.HmctsServiceOwner), new AssessBreach(missed.Id, missed.Version, "hmcts", "An update was installed by day.", "", null));
        await SignOff(story);
    }

    private static Task<int> Entered(Story story, ServiceReview review) =>
        story.Ask(s => s.GetRequiredService<AgreementsDbContext>().EnteredFigures(story.OrganisationId, review.Ends, default));

    private static Task WaitFor(Story story, DateTimeOffset at) => story.Wait(Math.Max(0, (int)Math.Ceiling((at - story.Clock.GetUtcNow()).TotalDays)));

    private static Task<List<T>> Ask<T>(Story story, Func<AgreementsDbContext, IQueryable<T>> question) where T : class =>
        story.Ask(s => question(s.GetRequiredService<AgreementsDbContext>()).AsNoTracking().ToListAsync());

    private static Task<ServiceReview> Latest(Story story) => story.Ask(s => s.GetRequiredService<AgreementsDbContext>().ServiceReviews.AsNoTracking()
        .Where(r => r.OrganisationId == story.OrganisationId).OrderByDescending(r => r.Number).FirstAsync());
}
