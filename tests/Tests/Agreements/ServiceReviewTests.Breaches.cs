using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

public sealed partial class ServiceReviewTests
{
    [Fact]
    public async Task A_target_missed_twice_in_a_row_needs_a_plan_and_three_times_goes_to_the_signatories_while_minutes_can_be_commented_on_for_five_days()
    {
        var parties = await Parties.Of(platform, "Missed Borough");
        var (hmcts, signatory) = (await platform.Person(Roles.HmctsServiceOwner), await platform.Person(Roles.HmctsSignatory));
        await platform.Send(new BookServiceReview(parties.Organisation));
        await GoLive(parties);

        await Pack(parties, hmcts, "90");
        var first = Assert.Single(await Breaches(parties));
        Assert.Equal(("M01", 1, "90%", null), (first.Measure, first.Consecutive, first.Value, first.Fault));
        await SignIn(hmcts, parties.ServiceOwner);
        var review = await Latest(parties);
        var page = $"/reviews/{review.Id}";
        (await parties.ServiceOwner.Get(page)).ShouldSay(Say.BreachesTitle).ShouldSay(Say.BreachNotAssessed);
        var breach = $"{page}/breaches/{first.Id}";
        (await hmcts.Post(breach, new { Fault = "", RootCause = "", Excuse = "" })).ShouldRefuse(Say.ChooseFault, Say.ReasonTooShort(10));
        (await hmcts.Post(breach, new { Fault = "excused", RootCause = "A storm cut the power", Excuse = "" })).ShouldRefuse(Say.ReasonTooShort(10));
        (await hmcts.Post(breach, new { Fault = "excused", RootCause = "A storm cut the power", Excuse = "Nobody can stop a storm" })).ShouldRedirectTo(page);
        Assert.Null((await hmcts.Get(breach)).Document.QuerySelector("form[action*='handler=Approve']")); // the other side approves
        (await parties.ServiceOwner.Post(breach, null, "form[action*='handler=Approve']")).ShouldRedirectTo(page);
        Assert.Equal(parties.ServiceOwner.PersonId, (await Breaches(parties)).Single().ExcuseApprovedBy);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(hmcts.PersonId, null, [new(Roles.OrganisationServiceOwner, Guid.Empty)]), new ApproveExcuse(first.Id, first.Version + 2)));

        // Minutes can be commented on for five working days, by a side that hasn't signed.
        await Hold(parties, hmcts);
        await SignIn(hmcts, parties.ServiceOwner);
        review = await Latest(parties);
        Assert.Equal(WorkingDays.After(review.MinutesAt!.Value, 5), review.CommentsUntil);
        (await parties.ServiceOwner.Post(page, new { Comment = "short" }, Form("Comment"))).ShouldRefuse(Say.ReasonTooShort(10));
        (await parties.ServiceOwner.Post(page, new { Comment = "We said that twice, and it is not there" }, Form("Comment"))).ShouldRedirectTo(page);
        (await hmcts.Get(page)).ShouldSay("We said that twice, and it is not there");
        await Until(review.CommentsUntil!.Value.AddDays(1).InLondon(Noon));
        await SignIn(parties.ServiceOwner);
        Assert.Empty((await parties.ServiceOwner.Get(page)).Document.QuerySelectorAll(Form("Comment")));
        review = await Latest(parties);
        Assert.Equal(
            Say.CommentRuleTooLate(review.CommentsUntil),
            (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Owner(parties.ServiceOwner, parties), new CommentOnMinutes(review.Id, review.Version, "Too late by a day now")))).Text);
        await SignBoth(parties, hmcts);

        // The second in a row: no sign-off without a plan.
        await Pack(parties, hmcts, "91");
        var second = (await Breaches(parties)).Single(b => b.Consecutive == 2);
        await Hold(parties, hmcts);
        review = await Latest(parties);
        Assert.Equal(
            Say.SignOffRuleBreaches(2), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Hmcts(hmcts), new SignOffReview(review.Id, review.Version, true)))).Text);
        var assess = new AssessBreach(second.Id, second.Version, "hmcts", "The second machine was off", "", null);
        Assert.Equal(Say.BreachRulePlan(2), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Hmcts(hmcts), assess))).Text);
        await platform.As(Hmcts(hmcts), new AgreeAction(review.Id, review.Version, "Watch the second machine", "hmcts", "Hari", platform.Clock.GetUtcNow().CivilDate().AddDays(400)));
        var plan = await platform.Read<AgreementsDbContext, Guid>(db => db.ServiceActions.Where(a => a.OrganisationId == parties.Organisation).Select(a => a.Id).SingleAsync());
        await platform.As(Hmcts(hmcts), assess with { ActionId = plan });
        Assert.Equal(0, Escalated(signatory));
        await SignBoth(parties, hmcts);

        // The third: those who signed the memorandum are told.
        await Pack(parties, hmcts, "92");
        Assert.Equal(3, (await Breaches(parties)).Max(b => b.Consecutive));
        Assert.Equal((1, 1), (Escalated(signatory), Escalated(parties.Accountable)));
        await SignIn(hmcts);
        (await hmcts.Get($"/reviews/{(await Latest(parties)).Id}")).ShouldSay(Say.BreachEscalatedTag).ShouldSay(Say.TrendTitle).ShouldSay("90%").ShouldSay("91%").ShouldSay("92%");
        Assert.Equal([1, 2, 3], (await platform.Recorded<ServiceBreachFound>()).Where(e => e.OrganisationId == parties.Organisation && e.Metric == "M01").Select(e => e.InARow));
    }

    [Fact]
    public async Task A_figure_corrected_in_a_dispute_withdraws_its_breach_or_has_it_assessed_anew_and_can_be_a_breach_itself()
    {
        var parties = await Parties.Of(platform, "Corrected Borough");
        var hmcts = await platform.Person(Roles.HmctsServiceOwner);
        await platform.Send(new BookServiceReview(parties.Organisation));
        await GoLive(parties);
        await Pack(parties, hmcts, "90");
        var breach = Assert.Single(await Breaches(parties));
        await platform.As(Hmcts(hmcts), new AssessBreach(breach.Id, breach.Version, "hmcts", "The second machine was off", "", null));

        await Correct(parties, hmcts, "91");
        breach = Assert.Single(await Breaches(parties));
        Assert.Equal(("91%", null, null), (breach.Value, breach.Fault, breach.WithdrawnAt)); // another number, so why is asked again

        await Correct(parties, hmcts, "100");
        breach = Assert.Single(await Breaches(parties));
        Assert.Equal(("100%", platform.Clock.GetUtcNow()), (breach.Value, breach.WithdrawnAt!.Value));
        Assert.Equal(
            Say.BreachRuleWithdrawn,
            (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Hmcts(hmcts), new AssessBreach(breach.Id, breach.Version, "hmcts", "The second machine was off", "", null)))).Text);
        await SignIn(hmcts);
        var page = $"/reviews/{(await Latest(parties)).Id}";
        (await hmcts.Get(page)).ShouldSay(Say.BreachWithdrawn(platform.Clock.GetUtcNow().CivilDate()));
        Assert.Empty((await hmcts.Get($"{page}/breaches/{breach.Id}")).ShouldSay(Say.BreachWithdrawn(platform.Clock.GetUtcNow().CivilDate())).Document.QuerySelectorAll("main form"));
        Assert.Equal([breach.Id], (await platform.Recorded<ServiceBreachWithdrawn>()).Select(e => e.BreachId));
        await Hold(parties, hmcts);
        await SignBoth(parties, hmcts);

        // What was withdrawn doesn't count in a row; what was met in the pack and is corrected downwards does.
        await Pack(parties, hmcts, "100");
        Assert.Single(await Breaches(parties));
        await Correct(parties, hmcts, "80");
        Assert.Equal(["100%", "80%"], (await Breaches(parties)).Select(b => b.Value).Order(StringComparer.Ordinal));
        Assert.All(await Breaches(parties), b => Assert.Equal(1, b.Consecutive));
    }

    private async Task Correct(Parties parties, Browser hmcts, string percentage)
    {
        var review = await Latest(parties);
        await platform.As(Owner(parties.ServiceOwner, parties), new DisputeFigure(review.Id, review.Version, "M01", "Our monitoring says another number"));
        review = await Latest(parties);
        await platform.As(Hmcts(hmcts), new SettleDispute(review.Id, review.Version, review.Disputes.Single(d => d.IsOpen).Id, FigureDispute.Corrected, percentage, "The monitoring was read again"));
    }

    private int Escalated(Browser who) => platform.Emails(who.Email).Count(e => e.Subject.StartsWith("Targets missed three quarters in a row", StringComparison.Ordinal));

    private async Task Pack(Parties parties, Browser hmcts, string available)
    {
        var review = await Latest(parties);
        await platform.As(Hmcts(hmcts), new EnterFigure(parties.Organisation, 0, review.Ends, "M01", available, "", "Monitoring report of the quarter"));
        await Until(review.PackDue);
    }

    private async Task Hold(Parties parties, Browser hmcts)
    {
        var review = await Latest(parties);
        await Until(review.On.InLondon(Noon));
        await platform.As(Hmcts(hmcts), new RecordMinutes(review.Id, review.Version, review.On, "Both service owners", "All figures were read", "", "", "3", "3", null, ""));
        await platform.Settle();
    }

    private async Task SignBoth(Parties parties, Browser hmcts)
    {
        var review = await Latest(parties);
        await platform.As(Hmcts(hmcts), new SignOffReview(review.Id, review.Version, true));
        await platform.As(Owner(parties.ServiceOwner, parties), new SignOffReview(review.Id, review.Version + 1, true));
        await platform.Settle();
    }

    private Task<List<ServiceBreach>> Breaches(Parties parties) =>
        platform.Read<AgreementsDbContext, List<ServiceBreach>>(db => db.ServiceBreaches.AsNoTracking().Where(b => b.OrganisationId == parties.Organisation && b.Measure == "M01").OrderBy(b => b.Consecutive).ToListAsync());
}
