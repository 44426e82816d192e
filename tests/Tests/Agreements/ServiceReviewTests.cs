using System.Security.Cryptography;
using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Say = CommonPlatform.Agreements.Say;
using Standing = CommonPlatform.BuildingBlocks.Workflow.Standing;

namespace CommonPlatform.Tests.Agreements;

public sealed partial class ServiceReviewTests : IAsyncLifetime
{
    private static readonly TimeOnly Noon = new(12, 0);
    private readonly Platform platform = new(); // each test its own, since each moves the clock by months

    public ValueTask InitializeAsync() => platform.InitializeAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task A_review_goes_from_the_end_of_the_part_quarter_to_sign_off_with_a_dispute_and_a_postponed_meeting_and_the_next_opens_by_itself()
    {
        var parties = await Parties.Of(platform);
        var hmcts = await platform.Person(Roles.HmctsServiceOwner, name: "Hari ap Owner");
        var (owner, levels) = (parties.ServiceOwner, $"/service-levels/{parties.Organisation}");
        await platform.Send(new BookServiceReview(parties.Organisation));
        (await owner.Get(levels)).ShouldBeOk().ShouldSay(Say.NothingMeasuredYet);
        await GoLive(parties);
        var review = await Latest(parties);
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 31)), (review.Starts!.Value, review.Ends));
        Assert.Equal(ServiceReview.Usual(review.Ends), review.On);
        var page = $"/reviews/{review.Id}";

        // The quarter so far, for both; what is missing is said to be missing. A part of a quarter counts in proportion.
        foreach (var somebody in (Browser[])[owner, hmcts, await platform.Person(Roles.Auditor)])
            (await somebody.Get(levels)).ShouldBeOk().ShouldSay(Say.PartQuarter(30, 90, 7)).ShouldSay(Say.FigureMissing).ShouldSay(Say.FigureNotHeld).ShouldSay(Say.FigureNoCases);
        Assert.DoesNotContain(Say.FigureMet.ToString(), owner.Shown!.Text, StringComparison.Ordinal);
        Assert.Null(owner.Shown.Document.QuerySelector("main form"));
        (await (await Parties.Of(platform, "Another Borough")).ServiceOwner.Get(levels)).ShouldBeNotFound();
        (await hmcts.Post(levels, new { Metric = "M06", Value = "x", Cases = "", Source = "" })).ShouldRefuse(Say.ChooseAMeasure, Say.EnterAPercentage, Say.EnterHowManyCases, Say.ReasonTooShort(10));
        (await hmcts.Post(levels, new { Metric = "M07", Value = "100.01", Cases = "0", Source = "Service desk list, page 2" })).ShouldRefuse(Say.EnterAPercentage, Say.EnterHowManyCases);
        (await hmcts.Post(levels, new { Metric = "M01", Value = "99.1", Cases = "", Source = "Monitoring report <b>March</b>" })).ShouldRedirectTo(levels);
        (await hmcts.Post(levels, new { Metric = "M07", Value = "96.5", Cases = "3", Source = "Service desk list, page 2" })).ShouldRedirectTo(levels);
        (await owner.Get(levels)).ShouldSay("99.1%").ShouldSay(Say.PaceMissed).ShouldSay(Say.PaceMet).ShouldSay(Say.AtRiskLine("M01", ServiceMeasure.Find("M01")!.Name(Language.English), "99.1%", "at least 99.5%")).ShouldSay("Monitoring report <b>March</b>");
        (await hmcts.Post(levels, new { Metric = "M01", Value = "99.2", Cases = "", Source = "Monitoring report, corrected" })).ShouldRedirectTo(levels);
        await Until(new DateOnly(2026, 3, 16).InLondon(Noon));
        await SignIn(owner);
        (await owner.Get(levels)).ShouldSay(Say.PaceTooFew(6, 7)).ShouldSay("99.2%");
        Assert.Equal(3, (await platform.Recorded<ServiceFigureEntered>()).Count(e => e.OrganisationId == parties.Organisation));

        // The quarter is over: both are told, and the pack is to come 5 working days before the meeting.
        await Until(review.QuarterOver);
        review = await Latest(parties);
        Assert.Equal(ReviewState.Collecting, review.State);
        foreach (var somebody in (Browser[])[owner, hmcts]) Assert.Single(platform.Emails(somebody.Email), e => e.Subject.Contains("Quarterly review 1 is open", StringComparison.Ordinal));
        await SignIn(owner, hmcts, parties.Accountable);
        (await hmcts.Get("/reviews")).ShouldBeOk().ShouldSay(Say.ReviewsGroup(Say.ReviewCollecting, 1)).ShouldSay(parties.Name);

        // Another date is proposed, refused for good reason, and accepted by the other side once.
        var (was, later) = (review.On, WorkingDays.After(review.On, 3));
        await Propose(owner, page, was, Say.ReviewRuleSameDate);
        await Propose(owner, page, new DateOnly(2026, 4, 26), Say.ReviewRuleWorkingDay(new DateOnly(2026, 4, 26)));
        await Propose(owner, page, new DateOnly(2026, 3, 31), Say.ReviewRulePast(new DateOnly(2026, 3, 31)));
        await Propose(owner, page, WorkingDays.After(platform.Clock.GetUtcNow().CivilDate(), 3), Say.ReviewRulePackFirst(5));
        await Propose(owner, page, new DateOnly(2027, 4, 26), Say.ReviewRuleTooLate(review.Ends.AddMonths(6)));
        (await owner.Post(page, new { On = later, DateReason = "Our figures come later" }, Form("Propose"))).ShouldRedirectTo(page);
        Assert.Empty((await owner.Get(page)).ShouldBeOk().Document.QuerySelectorAll(Form("Accept")));
        var tab = (await hmcts.Get(page)).ShouldSay(Say.DateProposed(Say.TheOrganisation, later)).ShouldSay("Our figures come later");
        (await hmcts.Submit(tab, form: Form("Accept"))).ShouldRedirectTo(page);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await hmcts.Submit(tab, new { __key = "another" }, Form("Accept"))).Status);
        review = await Latest(parties);
        await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Hmcts(hmcts), new AcceptReviewDate(review.Id, review.Version, review.Proposals[0].Id)));
        Assert.Equal((later, 1), (review.On, review.Postponements));
        await platform.Settle();
        Assert.Contains(platform.Emails(owner.Email), e => e.Subject.Contains("The meeting is on", StringComparison.Ordinal));

        // The pack: frozen, with its hash, to both.
        await Until(review.PackDue.AddMinutes(-1));
        Assert.Null((await Latest(parties)).IssuedAt);
        await Until(review.PackDue);
        review = await Latest(parties);
        var stored = await platform.Services.GetRequiredService<DocumentStore>().Read(review.Pdf!, default);
        Assert.Equal(review.Sha256, Convert.ToHexStringLower(SHA256.HashData(stored)));
        (await platform.Nobody().Post("/verify", new { Document = new Upload("pack.pdf", stored, "application/pdf") })).ShouldBeOk().ShouldSay(Say.NotChanged);
        Assert.True(PdfVerifier.Verify(stored, platform.Services.GetRequiredService<Keys>().Trust).IsValid);
        Assert.False(PdfVerifier.Verify([.. stored[..(stored.Length / 2)], (byte)(stored[stored.Length / 2] ^ 1), .. stored[((stored.Length / 2) + 1)..]], platform.Services.GetRequiredService<Keys>().Trust).IsValid);
        foreach (var somebody in (Browser[])[owner, hmcts])
            Assert.Contains(review.Sha256![..32], Assert.Single(platform.Emails(somebody.Email), e => e.Subject.Contains("Pack of quarterly review 1", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        await SignIn(owner, hmcts, parties.Accountable);
        (await owner.Get($"{page}/pack")).ShouldBeOk();
        (await parties.Accountable.Get(page)).ShouldBeOk().ShouldSay(review.Sha256!).ShouldSay("99.2%");
        Assert.Empty(parties.Accountable.Shown!.Document.QuerySelectorAll("main form"));
        var late = new EnterFigure(parties.Organisation, 1, review.Ends, "M01", "100", "", "After the pack was issued");
        await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Hmcts(hmcts), late));

        // Only the service owners of these two sides: nobody else's word counts, and what is HMCTS's to write stays HMCTS's.
        var written = new RecordMinutes(review.Id, review.Version, review.On, "Everybody", "All figures were read", "", "", "3", "3", null, "");
        foreach (var command in (ICommand<MediatR.Unit>[])[late, written])
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(Owner(owner, parties), command));
        foreach (var stranger in (Actor[])[new(owner.PersonId, null, [new(Roles.OrganisationServiceOwner, Guid.Empty)]), new(owner.PersonId, null, [new(Roles.HmctsServiceOwner, parties.Organisation)]), new(owner.PersonId, null, [new(Roles.AccountablePerson, parties.Organisation)])])
            foreach (var command in (ICommand<MediatR.Unit>[])[new DisputeFigure(review.Id, review.Version, "M01", "It is not ours"), new ProposeReviewDate(review.Id, review.Version, later.AddDays(7), "It is not ours"), new SignOffReview(review.Id, review.Version, true)])
                await Assert.ThrowsAsync<NotFoundException>(() => platform.As(stranger, command));

        // A dispute: the other side answers it, before the meeting.
        (await owner.Post(page, new { Measure = "M01", Reason = "short" }, Form("Dispute"))).ShouldRefuse(Say.ReasonTooShort(10));
        (await owner.Post(page, new { Measure = "M01", Reason = "Your report counts one hour twice" }, Form("Dispute"))).ShouldRedirectTo(page);
        (await owner.Post(page, new { Measure = "M01", Reason = "Your report counts one hour twice" }, Form("Dispute"))).ShouldRefuse(Say.DisputeRuleOpen("M01"));
        review = await Latest(parties);
        var dispute = $"{page}/disputes/{review.Disputes[0].Id}";
        Assert.Null((await owner.Get(dispute)).ShouldBeOk().Document.QuerySelector("main form"));
        await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Owner(owner, parties), new SettleDispute(review.Id, review.Version, review.Disputes[0].Id, FigureDispute.Held, "", "It stands, I say so")));
        var minutes = new { HeldOn = review.On, Present = "Hari ap Owner, Tomos Price", Summary = "All figures were read", SatisfactionOrganisation = "4", SatisfactionHmcts = "5" };
        (await hmcts.Post($"{page}/minutes", minutes)).ShouldRefuse(Say.MinutesRuleFuture);
        (await hmcts.Post(dispute, new { Outcome = FigureDispute.Corrected, Corrected = "", Reason = "" })).ShouldRefuse(Say.EnterAPercentage, Say.ReasonTooShort(10));
        (await hmcts.Post(dispute, new { Outcome = FigureDispute.Corrected, Corrected = "99.6", Reason = "One hour was counted twice" })).ShouldRedirectTo(page);
        (await owner.Get(page)).ShouldSay(Say.CorrectedTo("99.6")).ShouldSay("99.2%").ShouldSay(Say.AfterCorrection(Say.FigureMet)).ShouldSay("One hour was counted twice");
        (await hmcts.Post(page, new { Measure = "M07", Reason = "Three cases say nothing at all" }, Form("Dispute"))).ShouldRedirectTo(page);

        // The meeting, its minutes and an action.
        await Until(review.On.InLondon(Noon));
        await SignIn(owner, hmcts);
        (await owner.Get($"{page}/minutes")).ShouldBeNotFound();
        (await hmcts.Post($"{page}/minutes", minutes)).ShouldRefuse(Say.MinutesRuleDisputes);
        review = await Latest(parties);
        (await owner.Post($"{page}/disputes/{review.Disputes.Single(d => d.IsOpen).Id}", new { Outcome = FigureDispute.Noted, Reason = "We note that there are few" })).ShouldRedirectTo(page);
        (await hmcts.Post($"{page}/minutes", new { HeldOn = review.On, Present = "", Summary = "", NextOn = new DateOnly(2026, 7, 4), NextReason = "" }))
            .ShouldRefuse(Say.EnterWhoWasThere, Say.ReasonTooShort(10), Say.ChooseSatisfaction, Say.ChooseSatisfaction, Say.ReasonTooShort(10));
        (await hmcts.Post($"{page}/minutes", minutes)).ShouldRedirectTo(page);
        var due = WorkingDays.After(review.On, 10);
        (await owner.Post(page, new { What = "Show both clocks in the report", Side = "hmcts", Who = "Hari ap Owner", DueOn = due }, Form("Action"))).ShouldRedirectTo(page);
        Assert.Empty((await owner.Get(page)).Document.QuerySelectorAll(Form("Dispute")));
        review = await Latest(parties);
        Assert.Equal(Say.DisputeRuleHeld, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Owner(owner, parties), new DisputeFigure(review.Id, review.Version, "M08", "Too late by now")))).Text);

        // Sign-off: from the list of all reviews four clicks for HMCTS.
        await platform.Settle();
        Assert.Equal(["sign-hmcts", "sign-organisation"], (await Process(parties)).Waits.Where(w => w.Turn is not null).Select(w => w.NodeId).Order());
        (await owner.Post($"{page}/sign-off", new { Agreed = false })).ShouldRefuse(Say.ConfirmSignOff);
        (await owner.Post($"{page}/sign-off", new { Agreed = true })).ShouldRedirectTo(page);
        var list = (await hmcts.Get("/reviews")).ShouldSay(Say.ReviewNextHmcts);
        var first = list.Document.QuerySelectorAll("main a").First(a => a.TextContent.Contains(parties.Name, StringComparison.Ordinal)).GetAttribute("href")!;
        var second = (await hmcts.Get(first)).Document.QuerySelector("main a.govuk-button")!.GetAttribute("href")!;
        var form = (await hmcts.Get(second)).ShouldBeOk();
        Assert.Equal((1, 1), (form.Document.QuerySelectorAll("main form input[type=checkbox]").Length, form.Document.QuerySelectorAll("main form button").Length));
        (await hmcts.Submit(form, new { Agreed = true })).ShouldRedirectTo(page);
        review = await platform.Read<AgreementsDbContext, ServiceReview>(db => db.ServiceReviews.AsNoTracking().SingleAsync(r => r.Id == review.Id));
        Assert.True(review.IsSignedOff);
        Assert.Equal(Say.DisputeRuleSignedOff(1), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(Owner(owner, parties), new DisputeFigure(review.Id, review.Version, "M08", "Too late by now")))).Text);
        await platform.Settle();
        Assert.Equal(stored, await platform.Services.GetRequiredService<DocumentStore>().Read(review.Pdf!, default));

        // The next one opens by itself, a quarter later, with the action carried over and counted as late.
        var next = await Latest(parties);
        Assert.Equal((2, new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30), ServiceReview.Usual(new DateOnly(2026, 6, 30))), (next.Number, next.Starts!.Value, next.Ends, next.On));
        await Until(next.QuarterOver);
        Assert.Equal(ReviewState.Collecting, (await Latest(parties)).State);
        await SignIn(owner, hmcts);
        (await owner.Get($"/reviews/{next.Id}")).ShouldSay("Show both clocks in the report").ShouldSay(Say.CarriedOver).ShouldSay(Say.ActionLate);
        (await owner.Get(levels)).ShouldSay(Say.CasesCount(1, 1));
        var action = (await hmcts.Get($"/reviews/{next.Id}")).Document.QuerySelector("a[href^='/reviews/actions/']")!.GetAttribute("href")!;
        (await hmcts.Post(action, new { Outcome = "dropped", Reason = "" })).ShouldRefuse(Say.ReasonTooShort(10));
        (await hmcts.Post(action, new { Outcome = "done", Reason = "" })).ShouldRedirectTo(page);
        (await hmcts.Get(action)).ShouldSay(Say.ActionRuleEnded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_review_that_is_late_is_told_to_the_managers_and_the_second_in_a_row_to_the_senior_manager_too(bool firstIsHeldLate)
    {
        var parties = await Parties.Of(platform, "Overdue Borough");
        var (hmcts, signatory, senior) = (await platform.Person(Roles.HmctsServiceOwner), await platform.Person(Roles.HmctsSignatory), await platform.Person(Roles.SeniorOnboardingManager));
        await platform.Send(new BookServiceReview(parties.Organisation));
        await GoLive(parties);
        var review = await Latest(parties);
        int Told(Browser who, string subject) => platform.Emails(who.Email).Count(e => e.Subject.StartsWith(subject, StringComparison.Ordinal) && e.Subject.EndsWith("Overdue Borough", StringComparison.Ordinal));
        foreach (var (before, reminders) in ((int, int)[])[(20, 1), (10, 2), (3, 3)])
        {
            await Until(WorkingDays.Before(review.On, before).InLondon(Noon));
            Assert.Equal((reminders, reminders), (Told(parties.ServiceOwner, "Reminder"), Told(hmcts, "Reminder")));
        }
        await Until(WorkingDays.After(review.On, 5).InLondon(Noon));
        Assert.Equal(0, Told(parties.Accountable, "Waiting too long"));
        await SignIn(hmcts);
        (await hmcts.Get("/reviews")).ShouldSay(Say.ReviewOverdue);
        await Until(WorkingDays.After(review.On, 5).InLondon(new TimeOnly(17, 0)));
        Assert.Equal((1, 1, 0), (Told(parties.Accountable, "Waiting too long"), Told(signatory, "Waiting too long"), Told(senior, "Waiting too long")));
        Assert.Contains(await platform.Recorded<ClockRanOut>(), e => e.OrganisationId == parties.Organisation && e.Rule == "t14");
        if (!firstIsHeldLate)
        {
            await Until(WorkingDays.After(review.On, 63).InLondon(new TimeOnly(17, 0))); // a whole quarter later: the second is missed with the first
            Assert.Equal(1, Told(senior, "Waiting too long"));
            return;
        }
        review = await Latest(parties);
        await platform.As(Hmcts(hmcts), new RecordMinutes(review.Id, review.Version, platform.Clock.GetUtcNow().CivilDate(), "Both service owners", "All figures were read", "", "", "3", "3", null, ""));
        foreach (var actor in (Actor[])[Hmcts(hmcts), Owner(parties.ServiceOwner, parties)])
            await platform.As(actor, new SignOffReview(review.Id, (await Latest(parties)).Version, true));
        await platform.Settle();
        review = await Latest(parties);
        Assert.Equal(2, review.Number);
        await Until(WorkingDays.After(review.On, 5).InLondon(Noon));
        Assert.Equal(0, Told(senior, "Waiting too long"));
        await Until(WorkingDays.After(review.On, 5).InLondon(new TimeOnly(17, 0)));
        Assert.Equal(1, Told(senior, "Waiting too long"));
    }

    [Fact]
    public async Task A_review_moves_on_while_the_organisation_is_not_live_and_ends_when_it_withdraws()
    {
        var parties = await Parties.Of(platform, "Never Live Borough");
        await platform.Send(new BookServiceReview(parties.Organisation));
        var booked = await Latest(parties);
        await Until(booked.QuarterOver);
        var moved = await Latest(parties);
        Assert.Equal((ReviewState.Booked, Quarter.EndAfter(booked.Ends)), (moved.State, moved.Ends));
        Assert.Single(await platform.Recorded<ServiceReviewMoved>(), e => e.OrganisationId == parties.Organisation && e.On == ServiceReview.Usual(moved.Ends));
        Assert.Equal(InstanceStatus.Running, (await Process(parties)).Status);
    }

    private static string Form(string handler) => $"form[action*='handler={handler}']";

    private static Actor Hmcts(Browser who) => new(who.PersonId, null, [new HeldRole(Roles.HmctsServiceOwner, null)]);

    private static Actor Owner(Browser who, Parties parties) => new(who.PersonId, null, [new HeldRole(Roles.OrganisationServiceOwner, parties.Organisation)]);

    private static async Task Propose(Browser by, string page, DateOnly on, Text refusal) =>
        (await by.Post(page, new { On = on, DateReason = "Our figures come later" }, Form("Propose"))).ShouldRefuse(refusal);

    private async Task Until(DateTimeOffset at)
    {
        while (await Next() is { } next && next <= at) // what falls due on the way happens at its own time
        {
            if (next > platform.Clock.GetUtcNow()) platform.Clock.Set(next);
            await platform.Settle();
        }
        platform.Clock.Set(at);
        await platform.Settle();
    }

    private async Task<DateTimeOffset?> Next()
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueItems>().Next(default);
    }

    private static async Task SignIn(params Browser[] people)
    {
        foreach (var person in people) await person.SignIn();
    }

    private Task<ServiceReview> Latest(Parties parties) => platform.Read<AgreementsDbContext, ServiceReview>(
        db => db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == parties.Organisation).OrderByDescending(r => r.Number).FirstAsync());

    private async Task<Standing> Process(Parties parties)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<IWorkflows>().Describe(parties.Organisation, default));
    }

    /// <summary>What cut-over leaves behind.</summary>
    private async Task GoLive(Parties parties)
    {
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var (unit, db, now) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<RegistrationDbContext>(), platform.Clock.GetUtcNow());
            await unit.Begin(default);
            var live = new GoLive(parties.Organisation, now);
            live.BeginCutOver(now);
            live.CutOver(parties.Owner.PersonId, now);
            live.BeginEarlyLife(now);
            db.Add(live);
            await db.SaveChangesAsync();
            await unit.Commit(default);
        }
        await platform.Settle();
    }
}
