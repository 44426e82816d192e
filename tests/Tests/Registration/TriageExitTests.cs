using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The ways out of triage: questions at single answers, a rejection with an appeal, and a new version of the application.</summary>
public class TriageExitTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Questions_stand_at_the_answers_that_they_are_about()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (page, power) = ($"/officer/org/{organisation}/decide/application", FieldQuestion.Of(Section.Organisation, Say.LabelLegalPower));
        (await officer.Get(page)).ShouldSay($"{Section.Organisation.Name()}: {Say.LabelLegalPower}");
        (await officer.Post(page, Asking("", "", "Which one?"))).ShouldRefuse(Say.SelectField);
        (await officer.Post(page, Asking("", power, ""))).ShouldRefuse(Say.EnterQuestion, Say.EnterFieldQuestion);
        (await officer.Post(page, Asking("", "organisation/label-nothing", "Which one?"))).ShouldRefuse(Say.SelectField);
        (await officer.Post(page, Asking("", power, "Which article of the order?"))).ShouldRedirectTo($"/officer/org/{organisation}");
        (await applicant.Get("/application")).ShouldSay("Which article of the order?").ShouldSay(Say.QuestionsAtFields);
        (await applicant.Get("/application/organisation")).ShouldSay("Which article of the order?");
        Assert.DoesNotContain("Which article", (await applicant.Get("/application/address")).Text, StringComparison.Ordinal);
        await applicant.Send();
        Assert.DoesNotContain("Which article", (await applicant.Get("/application")).Text, StringComparison.Ordinal);

        static Dictionary<string, string> Asking(string question, string field, string words) => new() { ["Outcome"] = "return", ["Question"] = question, ["Fields[0].Field"] = field, ["Fields[0].Words"] = words };
    }

    [Fact]
    public async Task An_appeal_is_decided_by_somebody_else_and_upheld_it_is_triaged_anew()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var (manager, other) = (await platform.Person(Roles.SeniorOnboardingManager), await platform.Person(Roles.SeniorOnboardingManager));
        await Reject(manager, organisation);
        await platform.Settle();
        Assert.Contains(Words.RejectionAdvice("identity").ToString(), platform.Emails(applicant.Email)[^1].Body, StringComparison.Ordinal);
        (await applicant.Get("/application")).ShouldSay(Words.RejectionAdvice("identity"));
        (await applicant.Post("/application/ended", new { Reason = "" }, "form:not([action])")).ShouldRefuse(Say.EnterAppeal);
        (await applicant.Post("/application/ended", new { Reason = "The register was read wrongly ŵ" }, "form:not([action])")).ShouldRedirectTo("/application/ended");
        await platform.Settle();
        Assert.Contains(platform.Emails(other.Email), e => e.Body.Contains($"/officer/org/{organisation}/decide/appeal", StringComparison.Ordinal));
        (await applicant.Get("/application/ended")).ShouldSay(Say.AppealWaits(platform.Clock.GetUtcNow().CivilDate()));

        var page = $"/officer/org/{organisation}/decide/appeal";
        (await (await platform.Person(Roles.OnboardingOfficer)).Get(page)).ShouldBeNotFound();
        (await manager.Post(page, new { Upheld = true, Reason = "I was right" })).ShouldRefuse(Say.RuleAppealOtherPerson);
        (await other.Post(page, new { Reason = "" })).ShouldRefuse(Say.SelectAppeal, Say.EnterReason);
        (await other.Get(page)).ShouldSay("The register was read wrongly ŵ");
        (await other.Post(page, new { Upheld = true, Reason = "The entry is the organisation's" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var told = platform.Emails(applicant.Email)[^1];
        Assert.Contains(Say.EmailAppealUpheld.ToString(), told.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("The entry is", told.Body, StringComparison.Ordinal); // the words stay where they can be erased
        Assert.Equal(Stage.Triage, (await platform.CaseOf(organisation)).Stage);
        var (before, now) = await Versions(organisation);
        Assert.Equal((Ending.Rejected, (Guid?)before.Id, true), (before.EndedAs, now.FollowsId, now.IsWithHmcts));
        Assert.Equal(before.Answers.Organisation, now.Answers.Organisation);
        var number = platform.Services.GetRequiredService<Keys>().Unprotect(now.Answers.Remittance!.ProtectedNumber, SaveRemittance.Purpose(now.Id));
        Assert.Equal("66374958", Encoding.UTF8.GetString(number)); // encrypted anew, for this version
        (await applicant.Get($"/application/proof?handler=File&file={now.Answers.Proof!.Files[0].Id}")).ShouldBeOk();
        (await applicant.Get("/application")).ShouldSay("The entry is the organisation's").ShouldSay(Say.AppealWasUpheld(platform.Clock.GetUtcNow().CivilDate()));
        (await manager.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        Assert.Equal(Stage.Accepted, (await platform.CaseOf(organisation)).Stage);
        Assert.True(await platform.Read<RegistrationDbContext, bool>(db => db.SetUps.AnyAsync(s => s.Id == organisation))); // its workflow goes on
        Assert.Contains(await platform.Recorded<AppealDecided>(), e => e.OrganisationId == organisation && e.Upheld);
    }

    [Fact]
    public async Task After_a_dismissed_appeal_a_new_version_begins_with_the_old_answers()
    {
        var (organisation, applicant) = await platform.SentApplication();
        await Reject(await platform.Person(Roles.OnboardingOfficer), organisation);
        (await applicant.Post("/application/ended", new { Reason = "Please look again" }, "form:not([action])")).ShouldRedirectTo("/application/ended");
        Assert.Null((await applicant.Get("/application/ended")).Document.QuerySelector("form[action*=Again]")); // first the appeal
        (await (await platform.Person(Roles.SeniorOnboardingManager)).Post($"/officer/org/{organisation}/decide/appeal", new { Upheld = false, Reason = "The register has no such entry" }))
            .ShouldRedirectTo($"/officer/org/{organisation}");
        (await applicant.Get("/application/ended")).ShouldSay("The register has no such entry");
        (await applicant.Post("/application/ended", null, "form[action*=Again]")).ShouldRedirectTo("/application");
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(16, 16));
        Assert.Equal(Stage.Draft, (await platform.CaseOf(organisation)).Stage);
        await applicant.Send();
        var (before, now) = await Versions(organisation);
        Assert.Equal((1, 1, true), (before.Decisions.Count, now.FormVersion, now.IsWithHmcts));
        (await (await platform.Person(Roles.OnboardingOfficer)).Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        Assert.Equal(Stage.Accepted, (await platform.CaseOf(organisation)).Stage);
    }

    [Fact]
    public async Task Nobody_appeals_after_twenty_working_days_and_who_withdrew_may_come_back()
    {
        await using var late = await Platform.Start();
        var (organisation, applicant) = await late.SentApplication();
        await Reject(await late.Person(Roles.OnboardingOfficer), organisation);
        var rejected = await late.ApplicationOf(organisation);
        await late.Pass(Appeal.LastDay(rejected).AddDays(1).InLondon(TimeOnly.MinValue) - late.Clock.GetUtcNow());
        await applicant.SignIn();
        Assert.Null((await applicant.Get("/application/ended")).Document.QuerySelector("form:not([action]) [name=Reason]"));
        await Assert.ThrowsAsync<RuleBrokenException>(() => Task.Run(() => new Appeal(Guid.Empty, rejected, Guid.Empty, Guid.Empty, late.Clock.GetUtcNow())));
        Assert.NotNull(new Appeal(Guid.Empty, rejected, Guid.Empty, Guid.Empty, Appeal.LastDay(rejected).InLondon(new TimeOnly(23, 59))));

        var (second, leaver) = await late.SentApplication();
        (await leaver.Post("/application/withdraw", new { Reason = "Not this year", Confirmed = true })).ShouldRedirectTo("/application");
        (await leaver.Post("/application/ended", null, "form[action*=Again]")).ShouldRedirectTo("/application");
        Assert.Equal(Stage.Draft, (await late.CaseOf(second)).Stage);
    }

    [Fact]
    public async Task Of_an_appeal_and_a_new_version_sent_at_once_one_wins()
    {
        for (var round = 0; round < 3; round++)
        {
            var (organisation, applicant) = await platform.SentApplication();
            await Reject(await platform.Person(Roles.OnboardingOfficer), organisation);
            var rejected = await platform.ApplicationOf(organisation);
            var self = new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]);
            var answers = await Task.WhenAll(
                Won(() => platform.As(self, new MakeAppeal(rejected.Id, rejected.Version, "Look again"))), Won(() => platform.As(self, new ApplyAgain(rejected.Id, rejected.Version))));
            Assert.Single(answers, true);
            var (appeals, versions) = await platform.Read<RegistrationDbContext, (int, int)>(async db =>
                (await db.Appeals.CountAsync(a => a.OrganisationId == organisation), await db.Applications.CountAsync(a => a.OrganisationId == organisation)));
            Assert.Equal(2, appeals + versions);
        }

        static async Task<bool> Won(Func<Task> send)
        {
            try
            {
                await send();
                return true;
            }
            catch (Exception e) when (e is RuleBrokenException or ConflictException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task An_appeal_has_a_day_to_be_decided_by_and_is_escalated_after_it()
    {
        await using var late = await Platform.Start(("APPEAL_WORKING_DAYS", "4"));
        var (organisation, applicant) = await late.SentApplication();
        await Reject(await late.Person(Roles.OnboardingOfficer), organisation);
        var manager = await late.Person(Roles.SeniorOnboardingManager);
        (await applicant.Post("/application/ended", new { Reason = "Please look again" }, "form:not([action])")).ShouldRedirectTo("/application/ended");
        (await manager.Get($"/officer/org/{organisation}/next")).ShouldSay(Words.Clock("appeal")).ShouldSay("6 March 2026"); // Monday 2 March and four working days
        await late.Pass(TimeSpan.FromDays(2));
        Assert.Single(late.Emails(manager.Email), e => e.Subject.StartsWith("Reminder: decision on an appeal", StringComparison.Ordinal));
        await late.Pass(TimeSpan.FromDays(3));
        Assert.Single(late.Emails(manager.Email), e => e.Subject.StartsWith("Waiting too long: decision on an appeal", StringComparison.Ordinal));
        Assert.Contains(await late.Recorded<ClockRanOut>(), e => e.OrganisationId == organisation && e.Rule == "appeal");
        await manager.SignIn();
        (await manager.Post($"/officer/org/{organisation}/decide/appeal", new { Upheld = false, Reason = "No" })).ShouldRedirectTo($"/officer/org/{organisation}");
        Assert.All(await late.Read<RegistrationDbContext, List<Clock>>(db => db.Clocks.AsNoTracking().Where(c => c.Rule == "appeal").ToListAsync()), c => Assert.NotNull(c.StoppedAt));
    }

    [Fact]
    public async Task Who_withdrew_comes_back_within_ninety_days()
    {
        await using var late = await Platform.Start();
        var (organisation, applicant) = await late.SentApplication();
        (await applicant.Post("/application/withdraw", new { Reason = "Not this year", Confirmed = true })).ShouldRedirectTo("/application");
        await late.Pass(TimeSpan.FromDays(91));
        await applicant.SignIn();
        Assert.Null((await applicant.Get("/application/ended")).Document.QuerySelector("form[action*=Again]"));
        var withdrawn = await late.ApplicationOf(organisation);
        var self = new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]);
        Assert.Equal(Say.RuleReopenTooLate(withdrawn.ReopenUntil), (await Assert.ThrowsAsync<RuleBrokenException>(() => late.As(self, new ApplyAgain(withdrawn.Id, withdrawn.Version)))).Text);
        Assert.Equal(withdrawn.EndedAt!.Value.CivilDate().AddDays(90), withdrawn.ReopenUntil);
    }

    private static async Task Reject(Browser officer, Guid organisation)
    {
        var page = $"/officer/org/{organisation}/decide/application";
        var confirm = await officer.Post(page, new { Outcome = "reject", ReasonCode = "identity", Reason = "The register does not know it" });
        (await officer.Submit(confirm, new { Confirmed = true })).ShouldRedirectTo($"/officer/org/{organisation}");
    }

    private async Task<(Application Before, Application Now)> Versions(Guid organisation)
    {
        var all = await platform.Read<RegistrationDbContext, List<Application>>(db => db.Applications.AsNoTracking().Where(a => a.OrganisationId == organisation).OrderBy(a => a.FollowsId != null).ToListAsync());
        Assert.Equal(2, all.Count);
        return (all[0], all[1]);
    }
}
