using System.Net;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>HMCTS stops an organisation that is live, and lets it go on.</summary>
public sealed class SuspensionTests(LiveOrganisation live) : IClassFixture<LiveOrganisation>
{
    private readonly Platform platform = live.Platform;
    private readonly Guid organisation = live.Id;

    private string Page => $"/officer/org/{organisation}/suspension";

    [Fact]
    public async Task Two_people_suspend_an_organisation_its_people_read_why_and_nothing_else_and_it_comes_back()
    {
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        var user = await platform.Person(Roles.AccountAdministrator, organisation);
        (await user.Get("/org")).ShouldBeOk();
        Assert.Equal(new SubmissionsStanding(true, null), await Submissions());

        (await officer.Post(Page, form: "form:not([action])")).ShouldRefuse(Say.SuspensionChooseScope, Say.SelectReason, Say.SuspensionEnterReason);
        Assert.Null((await officer.Get(Page)).Document.QuerySelector("form[action*=AtOnce]"));
        (await officer.Post(Page, Asked("All", "terms"), "form:not([action])")).ShouldRedirectTo(Page);
        (await officer.Post(Page, Asked("Users", "terms"), "form:not([action])")).ShouldRefuse(Say.SuspensionRuleStands);
        Assert.Equal(Stage.EarlyLife, (await platform.CaseOf(organisation)).Stage);
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay(Words.Clock("suspension"));
        Assert.DoesNotContain(Words.Clock("suspension").ToString(), (await user.Get("/org")).ShouldBeOk().Text, StringComparison.Ordinal); // until it is decided
        await platform.Settle();
        Assert.Contains(platform.Emails(manager.Email), e => e.Subject.Contains("Suspension to decide", StringComparison.Ordinal) && e.Body.Contains(Page, StringComparison.Ordinal));
        Assert.Null((await officer.Get(Page)).Document.QuerySelector("form[action*=Decide]"));
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay(Say.SuspensionSee);

        var other = await platform.Person(Roles.SeniorOnboardingManager);
        var (one, late) = (await manager.Get(Page), await other.Get(Page));
        (await manager.Submit(one, new { Approve = false }, "form[action*=Decide]")).ShouldRefuse(Say.WaiverEnterRefusal);
        (await manager.Submit(one, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(Page);
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(late, new { Approve = false, Refusal = "No" }, "form[action*=Decide]")).Status);
        await platform.Settle();

        var suspended = await platform.CaseOf(organisation);
        Assert.Equal((Stage.Suspended, (Stage?)Stage.EarlyLife, Turn.Both), (suspended.Stage, suspended.ResumesAt, suspended.Turn));
        Assert.Equal(new SubmissionsStanding(false, SubmissionsStanding.Suspended), await Submissions());
        var told = platform.Emails(user.Email)[^1];
        Assert.StartsWith("Suspended:", told.Subject, StringComparison.Ordinal);
        Assert.Contains("/org/suspension", told.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep to clause 4", told.Body, StringComparison.Ordinal);
        (await officer.Get("/officer?stage=Suspended")).ShouldSay(Stage.Suspended.Why());
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay(Say.TimelineRegistrationOrganisationSuspended(SuspensionScope.All.Name()));

        (await user.Get("/org/suspension")).ShouldRedirectTo("/sign-in?returnUrl=%2Forg%2Fsuspension"); // the session has ended
        await user.SignIn();
        (await user.Get("/org/suspension")).ShouldSay("Keep to clause 4, ŵ").ShouldSay(SuspensionScope.All.Means());
        (await user.Get("/")).ShouldRedirectTo("/org/suspension");
        foreach (var door in new[] { "/org", "/application", "/org/agreements", "/org/security", "/org/conversation", "/org/gates", "/org/dates", "/reviews", $"/service-levels/{organisation}" })
            (await user.Get(door)).ShouldBeNotFound();

        await Set("update agreements_security_assessments set valid_until = '2026-01-01'");
        (await manager.Post(Page, new { Remedy = " " }, "form[action*=Reinstate]")).ShouldRefuse(Say.SuspensionEnterRemedy);
        (await manager.Post(Page, new { Remedy = "They keep to it" }, "form[action*=Reinstate]")).ShouldRefuse(Say.SuspensionRuleGatesRed("G5"));
        Assert.Equal(Stage.Suspended, (await platform.CaseOf(organisation)).Stage);
        await Set("update agreements_security_assessments set valid_until = '2027-12-01'");
        Assert.Null((await officer.Get(Page)).Document.QuerySelector("form[action*=Reinstate]"));
        (await manager.Post(Page, new { Remedy = "They keep to it" }, "form[action*=Reinstate]")).ShouldRedirectTo(Page);
        Assert.Equal((Stage.EarlyLife, (Stage?)null), ((await platform.CaseOf(organisation)).Stage, (await platform.CaseOf(organisation)).ResumesAt));
        Assert.True((await Submissions()).Allowed);
        (await user.Get("/org")).ShouldBeOk();
        (await user.Get("/org/suspension")).ShouldSay(Say.SuspensionNone(suspended.Name));
        (await officer.Get(Page)).ShouldSay("They keep to it");
    }

    [Fact]
    public async Task A_security_stop_holds_at_once_and_a_second_person_confirms_it_or_everybody_hears_of_it()
    {
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        var user = await platform.Person(Roles.OrganisationServiceOwner, organisation);
        (await manager.Post(Page, form: "form[action*=AtOnce]")).ShouldRefuse(Say.SuspensionChooseScope, Say.SuspensionEnterReason);
        (await manager.Post(Page, new { UrgentScope = "Submissions", UrgentReason = "A key was found in public" }, "form[action*=AtOnce]")).ShouldRedirectTo(Page);
        Assert.Equal(new SubmissionsStanding(false, SubmissionsStanding.Suspended), await Submissions());
        (await user.Get("/org")).ShouldSay(Say.SuspensionSee); // only submissions are stopped
        (await manager.Get(Page)).ShouldSay(Say.SuspensionWaitsForSecond);
        Assert.Null(manager.Shown!.Document.QuerySelector("form[action*=Confirm]"));
        var stop = await platform.Read<RegistrationDbContext, Suspension>(db => db.Suspensions.AsNoTracking().SingleAsync(s => s.IsUrgent));
        var self = new Actor(manager.PersonId, null, [new HeldRole(Roles.SeniorOnboardingManager, null)]);
        Assert.Equal(Say.SuspensionRuleSecondPerson, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new ConfirmStop(stop.Id, stop.Version)))).Text);
        foreach (var role in Roles.OfHmcts.Except([Roles.OnboardingOfficer, Roles.SeniorOnboardingManager]))
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(officer.PersonId, null, [new HeldRole(role, null)]), new ConfirmStop(stop.Id, stop.Version)));

        await platform.Pass(TimeSpan.FromDays(4)); // a working day is over, whatever day it was
        Assert.Contains(await platform.Recorded<ClockRanOut>(), e => e.OrganisationId == organisation && e.Rule == "urgent-stop");
        Assert.Contains(platform.Emails(officer.Email), e => e.Subject.Contains("a second person to confirm", StringComparison.Ordinal));
        await officer.SignIn();
        (await officer.Post(Page, form: "form[action*=Confirm]")).ShouldRedirectTo(Page);
        Assert.Single(await platform.Recorded<SuspensionConfirmed>());
        await manager.SignIn();
        (await manager.Post(Page, new { Remedy = "The key is revoked" }, "form[action*=Reinstate]")).ShouldRedirectTo(Page);
        Assert.True((await Submissions()).Allowed);
    }

    [Fact]
    public async Task Only_what_is_live_is_suspended_and_the_database_knows_two_people()
    {
        Assert.Equal(new SubmissionsStanding(false, SubmissionsStanding.NotLive), await platform.As(Actor.System("test"), new DescribeSubmissions(Guid.Empty)));
        var (drafted, _) = await platform.SentApplication();
        Assert.Equal(new SubmissionsStanding(false, SubmissionsStanding.NotLive), await platform.As(Actor.System("test"), new DescribeSubmissions(drafted)));
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        (await manager.Get($"/officer/org/{drafted}/suspension")).ShouldSay(Say.SuspensionNothing);
        var self = new Actor(manager.PersonId, null, [new HeldRole(Roles.SeniorOnboardingManager, null)]);
        Assert.Equal(Say.SuspensionRuleNotLive, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new AskForSuspension(drafted, SuspensionScope.All, "other", "x")))).Text);
        Assert.Equal(Say.SuspensionRuleNotLive, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new StopAtOnce(drafted, SuspensionScope.All, "x")))).Text);

        (await manager.Post(Page, Asked("Submissions", "other"), "form:not([action])")).ShouldRedirectTo(Page);
        var asked = await platform.Read<RegistrationDbContext, Suspension>(db => db.Suspensions.AsNoTracking().SingleAsync(s => s.ReasonCode == "other"));
        Assert.Null((await manager.Get(Page)).Document.QuerySelector("form[action*=Decide]"));
        Assert.Equal(Say.SuspensionRuleSecondPerson, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new DecideSuspension(asked.Id, asked.Version, true, "")))).Text);
        await Refused("update registration_suspensions set began_at = asked_at where reason_code = 'other'");
        await Refused("update registration_suspensions set approved = @yes, decided_by = asked_by, decided_at = asked_at where reason_code = 'other'", ("@yes", true));
        await Refused("delete from registration_suspensions");
        var other = await platform.Person(Roles.SeniorOnboardingManager);
        (await other.Post(Page, new { Approve = false, Refusal = "Talk to them first" }, "form[action*=Decide]")).ShouldRedirectTo(Page);
        Assert.Equal(Stage.EarlyLife, (await platform.CaseOf(organisation)).Stage);
        (await manager.Get(Page)).ShouldSay("Talk to them first");
    }

    private static object Asked(string scope, string reason) => new { Scope = scope, ReasonCode = reason, Reason = "Keep to clause 4, ŵ" };

    private Task<SubmissionsStanding> Submissions() => platform.As(Actor.System("test"), new DescribeSubmissions(organisation));

    private async Task Set(string sql)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None);
    }

    private async Task Refused(string sql, params (string, object?)[] values)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None, values));
    }
}
