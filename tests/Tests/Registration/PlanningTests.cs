using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>What limits the dates that two sides agree, and what becomes of a proposal that nobody answers.</summary>
public class PlanningTests
{
    private const string Header = "from,to,most a week,why\n";

    [Theory]
    [InlineData("from,to,why\n2026-01-01,2026-02-01,x\n", "from, to, most a week, why")]
    [InlineData(Header, null)]
    [InlineData(Header + "2026-02-01,2026-01-01,0,Christmas\n", "to can't be")]
    [InlineData(Header + "1/2/26,2026-01-01,0,Christmas\n", "from can't be")]
    [InlineData(Header + "2026-01-01,2026-02-01,-1,Christmas\n", "most a week can't be")]
    [InlineData(Header + "2026-01-01,2026-02-01,0,=HYPERLINK(1)\n", "why can't be")]
    [InlineData(Header + "2026-01-01,2026-02-01,0,a\n2026-01-01,2026-02-01,1,b\n", "is in the file twice")]
    public void A_file_that_is_not_a_calendar_is_refused_in_words(string csv, string? words)
    {
        var refused = Assert.Throws<InvalidInputException>(() => ServiceCalendar.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "Upload"));
        Assert.Contains(words ?? Say.ListsNoRows.ToString(), Assert.Single(refused.Faults).Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_that_ships_freezes_Christmas()
    {
        var freeze = ServiceCalendar.Shipped.Freeze(new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 18));
        Assert.Equal((new DateOnly(2026, 12, 18), new DateOnly(2027, 1, 4)), (freeze!.From, freeze.To));
        Assert.Null(ServiceCalendar.Shipped.Freeze(new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 17)));
    }

    [Fact]
    public void Testing_waits_for_the_supplier_and_takes_longer_by_the_interface()
    {
        var (today, monday) = (new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 16));
        var plan = new Planning(true, monday.AddDays(7), ServiceCalendar.Shipped, today);
        Assert.Equal(Say.DatesRuleLeadTime(monday.AddDays(7)), Refused(() => plan.RequireTesting(monday, monday.AddDays(39))));
        Assert.Equal(Say.DatesRuleTooShort(15), Refused(() => plan.RequireTesting(monday.AddDays(7), monday.AddDays(11))));
        plan.RequireTesting(monday.AddDays(7), monday.AddDays(7 + 30));
        var manual = plan with { BuildsInterface = false, Earliest = null };
        manual.RequireTesting(monday, monday.AddDays(4));
        Assert.Equal(Say.DatesRuleFreeze(new DateOnly(2026, 12, 18), new DateOnly(2027, 1, 4)), Refused(() => manual.RequireTesting(new DateOnly(2026, 12, 14), new DateOnly(2027, 1, 8))));
    }

    [Fact]
    public async Task A_full_week_and_a_freeze_are_refused_whoever_asks()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var operating = await platform.Person(Roles.Administrator);
        var monday = new DateOnly(2026, 4, 20);
        await UseCalendar(operating, $"{Header}2026-04-20,2026-04-26,1,One only\n2026-05-04,2026-05-10,0,Release\n");
        var (one, two) = (await platform.AcceptedOrganisation(), await platform.AcceptedOrganisation());
        await Agree(one);
        (await officer.Post($"/officer/org/{two}/dates", new { From = monday, To = monday.AddDays(4) })).ShouldRefuse(Say.DatesRuleWeekFull(monday, 1));
        (await officer.Post($"/officer/org/{two}/dates", new { From = monday.AddDays(7), To = monday.AddDays(15) })).ShouldRefuse(Say.DatesRuleFreeze(new DateOnly(2026, 5, 4), new DateOnly(2026, 5, 10)));
        (await officer.Get($"/officer/org/{two}/dates")).ShouldSay(Say.DatesFreezes);

        async Task Agree(Guid organisation)
        {
            var page = $"/officer/org/{organisation}/dates";
            (await officer.Post(page, new { From = monday, To = monday.AddDays(4) })).ShouldRedirectTo(page);
            (await (await platform.Person(Roles.Applicant, organisation)).Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
        }
    }

    [Fact]
    public async Task Two_organisations_that_accept_the_last_place_of_a_week_at_once_get_it_once()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var monday = new DateOnly(2026, 4, 20);
        await UseCalendar(await platform.Person(Roles.Administrator), $"{Header}2026-04-20,2026-04-26,1,One only\n");
        var applicants = new List<Browser>();
        foreach (var organisation in new[] { await platform.AcceptedOrganisation(), await platform.AcceptedOrganisation() })
        {
            var page = $"/officer/org/{organisation}/dates";
            (await officer.Post(page, new { From = monday, To = monday.AddDays(4) })).ShouldRedirectTo(page);
            applicants.Add(await platform.Person(Roles.Applicant, organisation));
        }
        var pages = new List<Page>();
        foreach (var applicant in applicants) pages.Add(await applicant.Get("/org/dates"));
        var answers = await Task.WhenAll(applicants.Zip(pages, (a, p) => Task.Run(() => a.Submit(p, form: "form[action*=Accept]"))));
        Assert.Single(answers, a => a.Location == "/org/dates");
        Assert.Single(await platform.Recorded<TestingDatesAgreed>());
    }

    [Fact]
    public async Task A_proposal_that_nobody_answers_is_void_after_five_working_days()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var page = $"/officer/org/{organisation}/dates";
        var monday = new DateOnly(2026, 5, 11);
        (await officer.Post(page, new { From = monday, To = monday.AddDays(4) })).ShouldRedirectTo(page);
        await platform.Pass(TimeSpan.FromDays(9));
        Assert.Equal("testing", Assert.Single(await platform.Recorded<DatesProposalLapsed>()).DateCode);
        await officer.SignIn();
        (await officer.Get(page)).ShouldSay("Void on");
        Assert.Null(await platform.Read<RegistrationDbContext, Clock?>(db => db.Set<Clock>().SingleOrDefaultAsync(c => c.Rule == "t9-organisation" && c.StoppedAt == null)));
        (await officer.Post(page, new { From = monday, To = monday.AddDays(4) })).ShouldRedirectTo(page);
    }

    [Fact]
    public async Task Three_working_days_before_a_go_live_with_red_gates_a_later_day_is_proposed_and_can_be_accepted()
    {
        await using var platform = await Platform.Start();
        var steps = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new CommonPlatform.BuildingBlocks.Demonstration.Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in ReadinessTests.ToReadiness) await steps.Run(story, step);
        var on = (await Schedule(platform)).GoLiveOn!.Value;
        await platform.Pass(WorkingDays.Before(on, 3).InLondon(new TimeOnly(18, 0)) - platform.Clock.GetUtcNow());
        var proposed = (await Schedule(platform)).Open(DateKind.GoLive)!;
        Assert.Equal((Guid.Empty, Side.Hmcts, on), (proposed.ProposedBy, proposed.Side, (await Schedule(platform)).GoLiveOn));
        Assert.True(proposed.From > on && WorkingDays.Is(proposed.From));
        var applicant = await platform.Person(Roles.Applicant, story.OrganisationId);
        (await applicant.Get("/org/dates")).ShouldSay(Say.DatesByItself);
        (await applicant.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
        await platform.Settle();
        var after = await Schedule(platform);
        Assert.Equal((proposed.From, 1), (after.GoLiveOn, after.Postponements));
    }

    [Fact]
    public async Task The_third_postponement_goes_to_the_senior_manager()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        var applicant = await platform.Person(Roles.Applicant, organisation);
        var (page, monday) = ($"/officer/org/{organisation}/dates", new DateOnly(2026, 6, 1));
        (await officer.Post(page, new { From = monday, To = monday.AddDays(4) })).ShouldRedirectTo(page);
        (await applicant.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
        (await officer.Post(page, new { On = monday.AddDays(14) })).ShouldRedirectTo(page);
        (await applicant.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
        for (var time = 1; time <= 3; time++)
        {
            Assert.DoesNotContain(platform.Emails(manager.Email), e => e.Subject.Contains("again and again", StringComparison.Ordinal));
            (await officer.Post(page, new { To = monday.AddDays(14 + (7 * time)), Reason = "Not ready" }, "form[action*=Postpone]")).ShouldRedirectTo(page);
            (await applicant.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
            await platform.Settle();
        }
        Assert.Single(platform.Emails(manager.Email), e => e.Subject.Contains("again and again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_whole_onboarding_that_meets_Christmas_still_ends_live()
    {
        await using var platform = await Platform.Start();
        platform.Clock.Set(new DateTimeOffset(2026, 10, 26, 9, 0, 0, TimeSpan.Zero));
        var story = new CommonPlatform.BuildingBlocks.Demonstration.Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in global::CommonPlatform.Host.Stories.OnboardProsecutor) await global::CommonPlatform.Host.StoryTeller.Run(story, step);
        var on = (await Schedule(platform)).GoLiveOn!.Value;
        Assert.True(on > new DateOnly(2027, 1, 4), $"{on}");
    }

    private static Task<Schedule> Schedule(Platform platform) => platform.Read<RegistrationDbContext, Schedule>(db => db.Set<Schedule>().AsNoTracking().SingleAsync());

    private static Text Refused(Action action) => Assert.Throws<RuleBrokenException>(action).Text;

    private static async Task UseCalendar(Browser operating, string csv)
    {
        var loaded = await operating.Post("/admin/lists/service-calendar", new { Upload = new Upload("calendar.csv", Encoding.UTF8.GetBytes(csv), "text/csv"), ValidFrom = new DateOnly(2026, 1, 1) });
        await operating.Get(loaded.Location!);
        (await operating.Submit(operating.Shown!)).ShouldRedirectTo("/admin/lists");
    }
}
