using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class ClockTests
{
    private static readonly Guid Organisation = Guid.Parse("0198c2b4-7a00-7000-8000-0000000000c1");

    [Fact]
    public async Task Triage_is_reminded_of_then_escalated_and_recorded_and_a_decision_ends_it()
    {
        await using var platform = await Platform.Start();
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, _) = await platform.SentApplication(); // Monday 2 March 2026, 9am
        (await officer.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        (await officer.Get($"/officer/org/{organisation}/next")).ShouldSay(Words.Act(ClockAct.Remind)).ShouldSay(Words.Clock("t2")).ShouldSay("5 March 2026");
        await platform.Pass(TimeSpan.FromDays(3));
        Assert.Single(Told(platform, officer, "Reminder: decision"));
        Assert.Empty(Told(platform, manager, "Waiting too long"));
        await platform.Pass(TimeSpan.FromDays(4) + TimeSpan.FromHours(9));
        Assert.Single(Told(platform, manager, "Waiting too long: decision"));
        Assert.Single(await platform.Recorded<ClockRanOut>(), e => e.OrganisationId == organisation && e.Rule == "t2");
        await officer.SignIn();
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("Waited longer than agreed");
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        var page = await officer.Get($"/officer/org/{organisation}/next");
        page.ShouldSay(Words.Clock("t3")).ShouldSay(Say.WorkingDaysCount(5)).ShouldSay(Say.ComingLapses);
        Assert.DoesNotContain(Words.Clock("t2").ToString(), page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_owns_is_told_to_all_onboarding_officers()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        await platform.SentApplication();
        await platform.Pass(TimeSpan.FromDays(3));
        Assert.Single(Told(platform, officer, "Reminder: decision"));
    }

    [Fact]
    public async Task What_was_to_come_yesterday_is_what_happened_and_nothing_else()
    {
        await using var platform = await Platform.Start();
        var (organisation, _) = await platform.SentApplication();
        await platform.SentApplication();
        for (var day = 0; day < 12; day++)
        {
            var tomorrow = platform.Clock.GetUtcNow().AddDays(1);
            var coming = await Pending(platform, organisation);
            await platform.Pass(TimeSpan.FromDays(1));
            Assert.Equal(coming.Where(i => i.DueAt > tomorrow).Select(i => i.Key), (await Pending(platform, organisation)).Select(i => i.Key));
        }
    }

    [Fact]
    public async Task After_an_outage_one_reminder_stands_for_all_that_were_missed()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, applicant) = await platform.SentApplication();
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        await platform.Pass(TimeSpan.FromDays(16)); // the fifth and the tenth working day passed meanwhile
        Assert.Single(Told(platform, applicant, "Reminder: answer to a question"));
        await platform.Pass(TimeSpan.FromDays(8));
        Assert.Equal(2, Told(platform, applicant, "Reminder: answer to a question").Count);
        await platform.Settle();
        Assert.Equal(2, Told(platform, applicant, "Reminder: answer to a question").Count);
    }

    [Fact]
    public async Task A_draft_is_reminded_of_two_weeks_after_it_was_saved_last()
    {
        await using var platform = await Platform.Start();
        var applicant = await platform.Applicant();
        await platform.Pass(TimeSpan.FromDays(13));
        await applicant.SignIn("/application");
        await applicant.FillIn();
        await platform.Pass(TimeSpan.FromDays(13));
        Assert.Empty(Told(platform, applicant, "Reminder: finishing"));
        await platform.Pass(TimeSpan.FromDays(2));
        Assert.Single(Told(platform, applicant, "Reminder: finishing"));
    }

    [Fact]
    public void Days_are_counted_once_where_clocks_of_a_side_run_side_by_side()
    {
        var now = new DateTimeOffset(2026, 4, 8, 9, 0, 0, TimeSpan.Zero); // Easter lies between
        Clock[] clocks = [Ran("t6", "2026-03-30", "2026-04-08"), Ran("t4", "2026-03-31", "2026-04-02"), Ran("t10", "2026-03-02", null), Ran("t5", "2026-04-07", null)];
        Assert.Equal(5, Clock.DaysWith(Side.Organisation, clocks, now));
        Assert.Equal(1, Clock.DaysWith(Side.Hmcts, clocks, now));
    }

    [Theory]
    [InlineData("2026-12-29", 1, "2026-12-24")] // Christmas, Boxing Day's substitute and a weekend
    [InlineData("2026-04-07", 1, "2026-04-02")]
    [InlineData("2026-03-02", 5, "2026-02-23")]
    public void Working_days_before_a_day(string day, int before, string expected) => Assert.Equal(Day(expected), WorkingDays.Before(Day(day), before));

    [Fact]
    public void Reminders_stay_at_nine_in_London_when_summer_time_begins()
    {
        var step = ClockRule.All["t2"].Steps[0];
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 8, 0, 0, TimeSpan.Zero), step.DueAt(new DateTimeOffset(2026, 3, 26, 9, 0, 0, TimeSpan.Zero), null).ToUniversalTime());
    }

    [Fact]
    public void Every_start_has_a_rule_and_every_rule_a_start()
    {
        var id = Guid.Parse("0198c2b4-7a00-7000-8000-0000000000c1");
        var day = new DateOnly(2026, 6, 1);
        IEvent[] events =
        [
            new ApplicationStarted(Organisation), new ApplicationSubmitted(Organisation, 1), new ApplicationReturned(Organisation, 1), new AgreementIssued(Organisation, id, "mou", 1),
            new AgreementSigned(Organisation, id, "mou", 1), new SecurityQuestionnaireIssued(Organisation, 1), new SecurityQuestionnaireSubmitted(Organisation, 1), new NoticesSubmitted(Organisation, 1),
            new DatesProposed(Organisation, id, "testing", "hmcts", day, day), new DatesProposed(Organisation, id, "testing", "organisation", day, day), new GoLiveScheduled(Organisation, day, 1),
            new ServiceReviewBooked(Organisation, id, day), new SuspensionAsked(Organisation, id, "all", "other"), new OrganisationSuspended(Organisation, id, "all", "security-incident", Urgent: true), new DefectRecorded(Organisation, id, 1, 3, day), new DefectCorrected(Organisation, id, 1), new NoticeMeetingNeeded(Organisation, 4),
        ];
        Assert.Equal(ClockRule.All.Keys.Where(r => !r.StartsWith("t13-", StringComparison.Ordinal)).Order(), events.SelectMany(ClockRule.Moves).Where(m => m.Starts).Select(m => m.Rule!).Distinct().Order());
        Assert.Equal(5, ClockRule.All.Keys.Count(r => r.StartsWith("t13-", StringComparison.Ordinal))); // these follow facts: ExpiryTests
        Assert.Empty(ClockRule.Moves(new AgreementSigned(Organisation, id, "terms", 1)));
        Assert.Empty(ClockRule.Moves(new AgreementSignatureGiven(Organisation, id, "sla", 1, IsLast: false)));
        Assert.Equal(new ClockMove("t4", id.ToString(), Starts: false, On: null), Assert.Single(ClockRule.Moves(new AgreementSignatureGiven(Organisation, id, "sla", 1, IsLast: true))));
    }

    private static List<SentEmail> Told(Platform platform, Browser person, string subject) =>
        [.. platform.Emails(person.Email).Where(e => e.Subject.StartsWith(subject, StringComparison.Ordinal))];

    private static async Task<List<DueItem>> Pending(Platform platform, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueItems>().Pending(organisation, TestContext.Current.CancellationToken);
    }

    private static Clock Ran(string rule, string from, string? to)
    {
        var clock = (Clock)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(Clock));
        void Set(string name, object? value) => typeof(Clock).GetProperty(name)!.SetValue(clock, value);
        Set(nameof(Clock.Rule), rule);
        Set(nameof(Clock.Side), ClockRule.All[rule].Side);
        Set(nameof(Clock.StartedAt), Day(from).InLondon(new TimeOnly(9, 0)));
        Set(nameof(Clock.StoppedAt), to is null ? null : Day(to).InLondon(new TimeOnly(9, 0)));
        return clock;
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "O", System.Globalization.CultureInfo.InvariantCulture);
}
