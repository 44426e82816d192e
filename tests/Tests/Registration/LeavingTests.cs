using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>An organisation that is live leaves: by notice, with a last day, a checklist, and a second person who closes.</summary>
public sealed class LeavingTests(LiveOrganisation live) : IClassFixture<LiveOrganisation>
{
    private readonly Platform platform = live.Platform;
    private readonly Guid organisation = live.Id;

    private string Page => $"/officer/org/{organisation}/leaving";

    [Fact]
    public async Task Notice_is_given_and_taken_back_and_given_again_and_the_organisation_is_closed_by_two_people()
    {
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        var accountable = await platform.Person(Roles.AccountablePerson, organisation);
        var applicant = await platform.Person(Roles.Applicant, organisation);
        (await applicant.Get("/org/leaving")).ShouldBeNotFound();
        var (today, last) = (platform.Clock.GetUtcNow().CivilDate(), platform.Clock.GetUtcNow().CivilDate().AddDays(40));
        (await accountable.Get("/org")).ShouldSay(Say.LeavingOurTitle);
        (await accountable.Post("/org/leaving", form: "form:not([action])")).ShouldRefuse(Say.LeavingEnterLastDay, Say.EnterReason, Say.LeavingConfirm);
        (await accountable.Post("/org/leaving", Notice(today), "form:not([action])")).ShouldRefuse(Say.LeavingRuleLastDay(today.AddDays(1), today.AddYears(1)));
        (await accountable.Post("/org/leaving", Notice(last), "form:not([action])")).ShouldRedirectTo("/org/leaving");
        Assert.Equal((Stage.Leaving, (Stage?)Stage.EarlyLife, (DateOnly?)last), await Stands());
        (await officer.Get("/officer?stage=Leaving")).ShouldSay(Stage.Leaving.Why());
        await platform.Settle();
        Assert.Contains(platform.Emails(manager.Email), e => e.Subject.StartsWith("Notice to leave", StringComparison.Ordinal));
        Assert.True((await Submissions()).Allowed);
        Assert.Null((await officer.Get(Page)).Document.QuerySelector("form[action*=Back]")); // the other side's notice
        (await accountable.Post("/org/leaving", form: "form[action*=Back]")).ShouldRedirectTo("/org/leaving");
        Assert.Equal((Stage.EarlyLife, (Stage?)null, (DateOnly?)null), await Stands());

        (await officer.Get(Page)).ShouldSay(Say.LeavingTakenBack(today));
        (await officer.Post(Page, Notice(last), "form[action*=Notice]")).ShouldRedirectTo(Page);
        await platform.Pass(last.AddDays(-1).InLondon(new TimeOnly(12, 0)) - platform.Clock.GetUtcNow());
        Assert.Equal(Stage.Leaving, (await Stands()).Stage); // early life support has ended meanwhile, and it still leaves
        Assert.Contains(platform.Emails(accountable.Email), e => e.Subject.StartsWith("Reminder: last day on the platform", StringComparison.Ordinal));
        await platform.Pass(TimeSpan.FromDays(2));
        Assert.Equal((Stage.OffBoarding, (Stage?)null, (DateOnly?)last), await Stands());
        Assert.Equal(new SubmissionsStanding(false, SubmissionsStanding.NotLive), await Submissions());
        Assert.Equal(3, (await platform.Recorded<AgreementTerminated>()).Count);

        var departure = await platform.Read<RegistrationDbContext, Departure>(db => db.Set<Departure>().AsNoTracking().SingleAsync(d => d.LeftAt != null));
        foreach (var role in Roles.All.Except([Roles.OnboardingOfficer, Roles.SeniorOnboardingManager]))
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(officer.PersonId, null, [new HeldRole(role, null)]), new CloseAccounts(departure.Id, departure.Version)));
        foreach (var role in Roles.All.Except([Roles.SeniorOnboardingManager]))
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(manager.PersonId, null, [new HeldRole(role, null)]), new CloseOrganisation(departure.Id, departure.Version)));
        await officer.SignIn();
        await manager.SignIn();
        (await manager.Post(Page, form: "form[action*=Close]")).ShouldRefuse(Say.LeavingRuleOpenItems("Open cases, Keys and credentials, Final review, Data given, Accounts closed"));
        (await officer.Post(Page, new { Statement = "" }, "form[action*=Check]")).ShouldRefuse(Say.LeavingChooseItem, Say.LeavingEnterStatement);
        foreach (var item in Departure.ByHand) (await officer.Post(Page, new { Item = item, Statement = $"Seen, {item} ŵ" }, "form[action*=Check]")).ShouldRedirectTo(Page);
        (await officer.Post($"/officer/org/{organisation}/evidence")).ShouldBeOk();
        (await officer.Post(Page, form: "form[action*=Accounts]")).ShouldRedirectTo(Page);
        Assert.Empty(await platform.As(Actor.System("test"), new FindPeople(organisation)));
        (await accountable.Get("/org")).ShouldRedirectTo("/sign-in?returnUrl=%2Forg");
        (await officer.Get(Page)).ShouldSay("Seen, Keys ŵ");
        Assert.Null(officer.Shown!.Document.QuerySelector("form[action*=Close]"));
        (await manager.Post(Page, form: "form[action*=Close]")).ShouldRedirectTo(Page);
        Assert.Equal(Stage.Closed, (await Stands()).Stage);
        Assert.Single(await platform.Recorded<OrganisationClosed>());
        (await manager.Get($"/officer/org/{organisation}/timeline")).ShouldSay(Say.TimelineRegistrationOrganisationClosed);

        await platform.Settle();
        var events = await Events();
        await platform.Pass(TimeSpan.FromDays(200)); // nothing goes on
        Assert.Equal(events, await Events());
        await using var scope = platform.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<IWorkflows>().Incidents(default));
    }

    [Fact]
    public async Task An_officer_lets_an_application_lapse_that_nobody_answers_and_opens_it_again()
    {
        var (other, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var page = $"/officer/org/{other}/leaving";
        (await officer.Get(page)).ShouldSay(Say.LeavingNothing); // HMCTS has to decide
        (await officer.Post($"/officer/org/{other}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{other}");
        (await officer.Post(page, new { Reason = " " }, "form[action*=Lapse]")).ShouldRefuse(Say.EnterReason);
        (await officer.Post(page, new { Reason = "They told us that they wait for a new Act ŵ" }, "form[action*=Lapse]")).ShouldRedirectTo(page);
        Assert.Equal(Stage.Lapsed, (await platform.CaseOf(other)).Stage);
        (await applicant.Get("/application")).ShouldSay("They told us that they wait for a new Act ŵ");
        await platform.Settle();
        (await officer.Post(page, form: "form[action*=Reopen]")).ShouldRedirectTo(page);
        Assert.Equal(Stage.Draft, (await platform.CaseOf(other)).Stage);
        await platform.Settle();
        Assert.StartsWith("Open again:", platform.Emails(applicant.Email)[^1].Subject, StringComparison.Ordinal);
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(16, 16));
        await applicant.Send();
        Assert.Equal(Stage.Triage, (await platform.CaseOf(other)).Stage, (a, b) => b is Stage.Triage or Stage.Submitted);
    }

    private static object Notice(DateOnly last) => new { LastDay = last, Reason = "We merge with Ŵyn", Confirmed = true };

    private Task<SubmissionsStanding> Submissions() => platform.As(Actor.System("test"), new DescribeSubmissions(organisation));

    private async Task<(Stage Stage, Stage? ResumesAt, DateOnly? LeavesOn)> Stands() => await platform.CaseOf(organisation) is var c ? (c.Stage, c.ResumesAt, c.LeavesOn) : default;

    private Task<int> Events() => platform.Read<CommonPlatform.BuildingBlocks.Data.PlatformDbContext, int>(db => db.Events.CountAsync(e => e.Subject == organisation));
}
