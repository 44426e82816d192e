using System.Net;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The last part of the way, by its pages: the story takes an organisation through its tracks, officers do the rest.</summary>
public class ReadinessTests
{
    internal static readonly string[] ToReadiness =
    [
        "people-of-hmcts", "choose northmoor", "apply", "submit", "accept", "activate-people", "set-up", "sign-agreements", "accept-authority", "countersign", "answer-security",
        "upload-notices", "assess-security", "confirm-bank-details", "pass-notices", "agree-dates", "pass-testing",
    ];

    [Fact]
    public async Task From_readiness_review_to_live_by_the_pages_with_every_refusal()
    {
        await using var platform = await Platform.Start();
        var steps = new StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in ToReadiness) await steps.Run(story, step);
        var organisation = story.OrganisationId;
        var page = $"/officer/org/{organisation}/readiness";
        var (officer, other) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        Assert.Equal(Stage.Readiness, (await platform.CaseOf(organisation)).Stage);
        (await officer.Get("/officer")).ShouldSay("Waiting for the onboarding officer to confirm readiness to go live");

        await NobodyElseDecides(platform, organisation, page);

        // While gates that people confirm by hand are red, the review can only send the case back.
        (await officer.Post(page)).ShouldRefuse(Say.ReadyChoose);
        (await officer.Post(page, new { Ready = false })).ShouldRefuse(Say.ReadyChooseTrack, Say.ReadyEnterReason);
        (await officer.Post(page, new { Ready = false, BackTo = "SetUp", Reason = new string('r', 1001) })).ShouldRefuse(Say.ReasonLength);
        (await officer.Post(page, new { Ready = true })).ShouldRefuse(Say.ReadyRuleGatesRed("G9, G11, G12, G13"));
        var (one, late) = (await officer.Get(page), await other.Get(page));
        (await officer.Submit(one, new { Ready = false, BackTo = "SetUp", Reason = "Check the OU code, ŵ" })).ShouldRedirectTo(page);
        (await officer.Submit(one, new { Ready = false, BackTo = "SetUp", Reason = "Check the OU code, ŵ" })).ShouldRedirectTo(page);
        Assert.Single(await platform.Recorded<ReadinessSentBack>());
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(late, new { Ready = true })).Status);
        await platform.Settle();
        (await officer.Get(page)).ShouldSay("Check the OU code, ŵ");
        Assert.Equal(Stage.Accepted, (await platform.CaseOf(organisation)).Stage);
        (await officer.Get("/officer")).ShouldSay("The readiness review sent the case back");
        var again = await officer.Get(page);
        (await officer.Submit(again)).ShouldRedirectTo(page);
        (await officer.Submit(again)).ShouldRedirectTo(page);
        Assert.Single(await platform.Recorded<ReadinessAskedAgain>());
        await platform.Settle();
        Assert.Equal(2, (await platform.Recorded<ReadinessReviewBegan>()).Count);

        await steps.Run(story, "confirm-by-hand");
        var confirm = await officer.Get(page);
        confirm.ShouldSay(Say.ReadyGatesOpen);
        Assert.Null(confirm.Form("form[action*=CutOver]", ["Contacts"])?.QuerySelector("[name=Contacts]"));
        for (var time = 0; time < 2; time++) (await officer.Submit(confirm, new { Ready = true })).ShouldRedirectTo(page);
        Assert.Single(await platform.Recorded<ReadinessConfirmed>());
        await platform.Settle();
        var on = await GoLiveOn(platform, organisation);
        (await officer.Get(page)).ShouldSay(Say.CutoverWaits(on));
        Assert.Equal((Stage.GoLiveScheduled, on), ((await platform.CaseOf(organisation)).Stage, (await platform.CaseOf(organisation)).NextOn!.Value));

        // A postponement takes the date back until the other side accepts another one.
        var applicant = await platform.Person(Roles.Applicant, organisation);
        var to = WorkingDays.After(on, 5);
        (await applicant.Post("/org/dates", new { To = to, Reason = "The printer is late" }, "form[action*=Postpone]")).ShouldRedirectTo("/org/dates");
        await platform.Settle();
        (await officer.Get("/officer")).ShouldSay("Waiting for the organisation and HMCTS to agree a go-live date");
        (await officer.Get(page)).ShouldSay(Say.CutoverNoDate);
        Assert.Null((await applicant.Get("/org/dates")).Document.QuerySelector("form[action*=Accept]")); // nobody accepts their own proposal
        (await officer.Post($"/officer/org/{organisation}/dates", form: "form[action*=Accept]")).ShouldRedirectTo($"/officer/org/{organisation}/dates");
        await platform.Settle();
        (await officer.Get(page)).ShouldSay(Say.CutoverWaits(to));

        // Too early there is no checklist, and the command refuses.
        (await officer.Get(page)).ShouldSay("opens at 9am on that day");
        var early = await Assert.ThrowsAsync<RuleBrokenException>(async () => await platform.As(
            new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new OpenLiveService(organisation, await Version(platform, organisation), true, true, true, true)));
        Assert.Equal(Say.CutoverRuleNotToday, early.Text);

        await platform.Pass(to.InLondon(new TimeOnly(9, 30)) - platform.Clock.GetUtcNow());
        await officer.SignIn();
        Assert.Equal(Stage.CutOver, (await platform.CaseOf(organisation)).Stage);
        (await officer.Get("/officer")).ShouldSay("due today");
        var decider = new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]);
        var dates = await platform.Read<RegistrationDbContext, Schedule>(db => db.Set<Schedule>().AsNoTracking().SingleAsync(s => s.Id == organisation));
        Assert.Equal(Say.DatesRuleLive, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(decider, new PostponeGoLive(organisation, dates.Version, to.AddDays(30), "Too late")))).Text);
        (await officer.Post(page, new { Contacts = true, Users = true, FirstCase = true })).ShouldRefuse(Say.CutoverConfirmAll);
        var checklist = await officer.Get(page);
        for (var time = 0; time < 2; time++)
            (await officer.Submit(checklist, new { Contacts = true, Users = true, FirstCase = true, WayBack = true })).ShouldRedirectTo(page);
        Assert.Single(await platform.Recorded<CutOverDone>());
        await platform.Settle();
        Assert.Single(await platform.Recorded<OrganisationWentLive>());
        Assert.Equal(Stage.EarlyLife, (await platform.CaseOf(organisation)).Stage);
        (await officer.Get(page)).ShouldSay(Say.CutoverEarlyLife(to.AddDays(GoLive.EarlyLifeDays)));
        Assert.Null(officer.Shown!.Document.QuerySelector("main form"));

        // Live organisations keep their dates and set-up.
        await applicant.SignIn();
        (await applicant.Get("/org")).ShouldSay(Stage.EarlyLife.Why()).ShouldSay(Say.DatesDay(to));
        Assert.Null((await applicant.Get("/org/dates")).Document.QuerySelector("main form"));
        (await applicant.Get("/application/withdraw")).ShouldRedirectTo("/application");
        var application = await platform.ApplicationOf(organisation);
        Assert.Equal(Say.RuleNothingToWithdraw, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(
            new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]), new WithdrawApplication(application.Id, application.Version, "Too late", true)))).Text);

        // An offence can still be dropped from the record, and none added.
        var record = await platform.Read<RegistrationDbContext, SetUp>(db => db.Set<SetUp>().AsNoTracking().SingleAsync(s => s.Id == organisation));
        Assert.Equal(Say.SetupRuleOnlyDrop, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(decider, new RecordProsecutor(organisation, record.Version, $"{string.Join(' ', record.Offences)} BB84001", true)))).Text);
        await platform.As(decider, new RecordProsecutor(organisation, record.Version, record.Offences[0], true));
        Assert.Equal([record.Offences[0]], (await platform.Read<RegistrationDbContext, SetUp>(db => db.Set<SetUp>().AsNoTracking().SingleAsync(s => s.Id == organisation))).Offences);

        await platform.Pass(TimeSpan.FromDays(GoLive.EarlyLifeDays - 1));
        Assert.Equal(Stage.EarlyLife, (await platform.CaseOf(organisation)).Stage);
        await platform.Pass(TimeSpan.FromDays(1));
        await officer.SignIn();
        var live = await platform.CaseOf(organisation);
        Assert.Equal((Stage.Live, Turn.Nobody, "defect"), (live.Stage, live.Turn, live.NextClock)); // accepted as minor, and past its day
        Assert.Single(await platform.Recorded<EarlyLifeEnded>());
        (await officer.Get(page)).ShouldSay("The organisation is live.");
        (await officer.Get("/officer")).ShouldSay(Stage.Live.Why());
    }

    private static async Task NobodyElseDecides(Platform platform, Guid organisation, string page)
    {
        var root = $"/officer/org/{organisation}";
        foreach (var role in new[] { Roles.Auditor, Roles.SecurityAssessor, Roles.FinanceOfficer, Roles.TestManager })
        {
            var reader = await platform.Person(role);
            Assert.Null((await reader.Get(page)).ShouldBeOk().Document.QuerySelector("main form"));
            Assert.Null((await reader.Get(root)).ShouldBeOk().Document.QuerySelector("main form"));
            var actor = new Actor(reader.PersonId, null, [new HeldRole(role, null)]);
            var version = await Version(platform, organisation);
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new DecideReadiness(organisation, version, true, null, "")));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new AskReadinessAgain(organisation, version)));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new OpenLiveService(organisation, version, true, true, true, true)));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new TakeOwnership(organisation, 0)));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new AcceptApplication(organisation, 0)));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new ReturnApplication(organisation, 0, "Why?", [])));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new RejectApplication(organisation, 0, "other", "Why?")));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new RecordOuCode(organisation, 0, "B01EF00")));
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new RecordProsecutor(organisation, 0, "BT02011", true)));
        }
        var stranger = await platform.Person(Roles.AccountablePerson);
        foreach (var path in new[] { "", "/readiness", "/gates", "/dates", "/testing", "/setup" }) (await stranger.Get(root + path)).ShouldBeNotFound();
        Assert.StartsWith("/sign-in", (await platform.Nobody().Get(page)).Location, StringComparison.Ordinal);
        (await (await platform.Person(Roles.OnboardingOfficer)).Get($"/officer/org/{Guid.Empty}/readiness")).ShouldBeNotFound();
    }

    private static Task<int> Version(Platform platform, Guid organisation) =>
        platform.Read<RegistrationDbContext, int>(db => db.Set<GoLive>().Where(g => g.Id == organisation).Select(g => g.Version).SingleAsync());

    private static async Task<DateOnly> GoLiveOn(Platform platform, Guid organisation) =>
        (await platform.Read<RegistrationDbContext, DateOnly?>(db => db.Set<Schedule>().Where(s => s.Id == organisation).Select(s => s.GoLiveOn).SingleAsync()))!.Value;

    /// <summary>The steps of the story, whichever module they belong to.</summary>
    internal sealed class StepsOfModules(params IReadOnlyDictionary<string, Step>[] modules)
    {
        public Task Run(Story story, string step) => modules.First(m => m.ContainsKey(step))[step](story);
    }
}
