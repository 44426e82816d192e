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
        page.ShouldSay(Say.ClockIsPaused).ShouldSay(Words.Pause(ClockPause.Returned));
        Assert.Equal(["t3"], (await Pending(platform, organisation)).Where(i => i.Kind == ClockDue.ItemKind).Select(i => RuleOf(platform, i).Result).Distinct());
    }

    [Fact]
    public async Task The_target_for_a_decision_stands_still_while_the_application_is_with_the_organisation()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        var (organisation, applicant) = await platform.SentApplication(); // Monday 2 March
        await platform.Pass(TimeSpan.FromDays(2)); // Wednesday
        await officer.SignIn();
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        await platform.Pass(TimeSpan.FromDays(14)); // two weeks, of which ten are working days
        Assert.Empty(Told(platform, officer, "Reminder: decision"));
        Assert.Empty(Told(platform, manager, "Waiting too long: decision"));
        await applicant.SignIn("/application");
        await applicant.Send(); // Wednesday 18 March: three days are left
        await platform.Settle();
        Assert.Equal(Day("2026-03-23"), (await platform.CaseOf(organisation)).NextOn);
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Single(Told(platform, officer, "Reminder: decision"));
        await platform.Pass(TimeSpan.FromDays(3));
        Assert.Empty(Told(platform, manager, "Waiting too long: decision"));
        await platform.Pass(TimeSpan.FromDays(1) + TimeSpan.FromHours(9)); // Monday, after 5pm
        Assert.Single(Told(platform, manager, "Waiting too long: decision"));
        Assert.Single(Told(platform, officer, "Reminder: decision"));
        await officer.SignIn();
        (await officer.Get($"/officer/org/{organisation}/next")).ShouldSay(Say.PausesTitle).ShouldSay(Say.WorkingDaysCount(10));
        var clocks = await platform.Read<RegistrationDbContext, List<Clock>>(db => db.Clocks.AsNoTracking().Where(c => c.OrganisationId == organisation && c.Rule != "t1").ToListAsync());
        Assert.Equal((5, 10), (Clock.DaysWith(Side.Hmcts, clocks, platform.Clock.GetUtcNow()), Clock.DaysWith(Side.Organisation, clocks, platform.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task A_question_can_hold_a_target_until_it_is_answered()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, applicant) = await platform.SentApplication();
        var page = $"/officer/org/{organisation}/conversation";
        var running = await platform.Read<RegistrationDbContext, Clock>(db => db.Clocks.AsNoTracking().SingleAsync(c => c.OrganisationId == organisation && c.Rule == "t2"));
        (await officer.Post(page, new { Question = "Which depots?", AnswerBy = Day("2026-03-12"), ClockId = running.Id }, "form[action$='handler=Ask']")).ShouldRedirectTo(page);
        Assert.DoesNotContain("ClockId", (await officer.Get(page)).Html, StringComparison.Ordinal); // one pause at a time
        Assert.DoesNotContain(await Pending(platform, organisation), i => i.Kind == ClockDue.ItemKind);
        await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new AskQuestion(organisation, "And when?", Day("2026-03-12"), running.Id)));
        await platform.Pass(TimeSpan.FromDays(9)); // Wednesday of the week after
        Assert.Empty(Told(platform, officer, "Reminder: decision"));
        var question = await platform.Read<RegistrationDbContext, ConversationEntry>(db => db.Conversation.AsNoTracking().SingleAsync(e => e.OrganisationId == organisation && e.Kind == EntryKind.Question));
        await applicant.SignIn("/org");
        (await applicant.Post($"/org/conversation/{question.Id}", new { Words = "All of them" })).ShouldRedirectTo("/org/conversation");
        var pause = await platform.Read<RegistrationDbContext, ClockPause>(db => db.Set<ClockPause>().AsNoTracking().SingleAsync(p => p.ClockId == running.Id));
        Assert.Equal((ClockPause.Question, question.Id, platform.Clock.GetUtcNow()), (pause.ReasonCode, pause.EntryId!.Value, pause.ResumedAt!.Value));
        Assert.Equal([Day("2026-03-16"), Day("2026-03-18")], (await Pending(platform, organisation)).Where(i => i.Kind == ClockDue.ItemKind).Select(i => i.DueAt.CivilDate()));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_ends_intervals_where_they_began_and_loses_nothing()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, _) = await platform.SentApplication();
        platform.Clock.Set(platform.Clock.GetUtcNow().AddMinutes(-3));
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        platform.Clock.Set(platform.Clock.GetUtcNow().AddMinutes(-3));
        await platform.Settle();
        await platform.As(new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new AskQuestion(organisation, "And when?", Day("2026-03-12")));
        await using var scope = platform.Services.CreateAsyncScope();
        var clocks = await scope.ServiceProvider.GetRequiredService<RegistrationDbContext>().Clocks.AsNoTracking().Where(c => c.OrganisationId == organisation).ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(clocks.Where(c => c.StoppedAt is not null), c => Assert.True(c.StoppedAt >= c.StartedAt));
        Assert.All(clocks.SelectMany(c => c.Pauses), p => Assert.True((p.ResumedAt ?? p.PausedAt) >= p.PausedAt));
        Assert.Equal(0, Clock.DaysWith(Side.Hmcts, clocks, platform.Clock.GetUtcNow()));
        Assert.Equal(["t3"], clocks.Where(c => c.StoppedAt is null && !c.IsPaused).Select(c => c.Rule));
    }

    /// <summary>Starts, ends of pauses and targets over the ends of summer time, a leap day, Christmas and Easter.</summary>
    [Theory]
    [InlineData("t2", "2026-03-27T09:00", 0, "2026-04-07T16:00")] // summer time begins on the 29th, Good Friday and Easter Monday don't count; 5pm is 16:00 UTC
    [InlineData("t2", "2026-10-23T09:00", 0, "2026-10-30T17:00")] // summer time ends on the 25th
    [InlineData("t2", "2028-02-25T09:00", 0, "2028-03-03T17:00")] // 29 February is a working day like others
    [InlineData("t2", "2027-02-25T09:00", 0, "2027-03-04T17:00")]
    [InlineData("t2", "2026-12-23T09:00", 0, "2027-01-04T17:00")] // Christmas Day, Boxing Day's substitute and New Year's Day
    [InlineData("t2", "2026-03-02T16:59", 0, "2026-03-09T17:00")]
    [InlineData("t2", "2026-03-02T17:00", 0, "2026-03-10T17:00")] // after 5pm it counts from the next working day
    [InlineData("t5", "2026-03-26T10:00", 3, "2026-04-09T16:00")]
    [InlineData("t7", "2026-12-18T10:00", 2, "2027-01-08T17:00")]
    [InlineData("t8", "2028-02-28T10:00", 1, "2028-03-07T17:00")]
    public void Targets_run_out_at_five_in_London_on_their_working_day(string rule, string startedUtc, int paused, string expectedUtc)
    {
        static DateTimeOffset Utc(string at) => DateTimeOffset.ParseExact(at, "yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        Assert.Equal(Utc(expectedUtc), ClockRule.All[rule].Steps.Single(s => s.Act == ClockAct.RunOut).DueAt(Utc(startedUtc), null, paused).ToUniversalTime());
    }

    [Theory]
    [InlineData("2026-03-27", "2026-03-30", 1)]
    [InlineData("2026-04-02", "2026-04-07", 1)]
    [InlineData("2026-12-24", "2027-01-04", 4)]
    [InlineData("2028-02-28", "2028-03-01", 2)]
    [InlineData("2026-03-07", "2026-03-08", 0)]
    [InlineData("2026-03-09", "2026-03-02", 0)] // the clock was put back
    public void A_pause_counts_its_working_days(string from, string to, int days) => Assert.Equal(
        days, new ClockPause(default, default, ClockPause.Returned, null, Day(from).InLondon(new TimeOnly(10, 0)), Day(to).InLondon(new TimeOnly(10, 0))).WorkingDaysUntil(default));

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
            new ServiceReviewBooked(Organisation, id, day), new AppealMade(Organisation), new DepartureNoticeGiven(Organisation, id, "hmcts", day), new SuspensionAsked(Organisation, id, "all", "other"), new OrganisationSuspended(Organisation, id, "all", "security-incident", Urgent: true), new DefectRecorded(Organisation, id, 1, 3, day), new DefectCorrected(Organisation, id, 1), new NoticeMeetingNeeded(Organisation, 4),
            new MergerAsked(Organisation, id, id), new AgreementAuthorityAsked(Organisation, id, "mou", 1),
            new GateWaiverAsked(Organisation, id, 13), new GateConfirmedByHand(Organisation, 13, 1), new NameChangeAsked(Organisation, id), new BankChangeProposed(Organisation, id), new OrganisationLeft(Organisation, id),
        ];
        Assert.Equal(ClockRule.All.Keys.Where(r => !r.StartsWith("t13-", StringComparison.Ordinal)).Order(), events.SelectMany(ClockRule.Moves).Where(m => m.Starts).Select(m => m.Rule!).Distinct().Order());
        Assert.Equal(5, ClockRule.All.Keys.Count(r => r.StartsWith("t13-", StringComparison.Ordinal))); // these follow facts: ExpiryTests
        Assert.Empty(ClockRule.Moves(new AgreementSigned(Organisation, id, "terms", 1)));
        Assert.Empty(ClockRule.Moves(new AgreementSignatureGiven(Organisation, id, "sla", 1)));
        Assert.Equal(
            [new ClockMove("t4", id.ToString(), Starts: false, On: null), new ClockMove("authority", id.ToString(), Starts: true, On: null)],
            ClockRule.Moves(new AgreementAuthorityAsked(Organisation, id, "sla", 1)));
    }

    private static List<SentEmail> Told(Platform platform, Browser person, string subject) =>
        [.. platform.Emails(person.Email).Where(e => e.Subject.StartsWith(subject, StringComparison.Ordinal))];

    private static async Task<List<DueItem>> Pending(Platform platform, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueItems>().Pending(organisation, TestContext.Current.CancellationToken);
    }

    private static Task<string> RuleOf(Platform platform, DueItem item)
    {
        var clock = ClockDue.Read(item.Payload).ClockId;
        return platform.Read<RegistrationDbContext, string>(db => db.Clocks.Where(c => c.Id == clock).Select(c => c.Rule).SingleAsync());
    }

    private static Clock Ran(string rule, string from, string? to)
    {
        var clock = (Clock)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(Clock));
        void Set(string name, object? value) => typeof(Clock).GetProperty(name)!.SetValue(clock, value);
        typeof(Clock).GetField("pauses", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.SetValue(clock, new List<ClockPause>());
        Set(nameof(Clock.Rule), rule);
        Set(nameof(Clock.Side), ClockRule.All[rule].Side);
        Set(nameof(Clock.StartedAt), Day(from).InLondon(new TimeOnly(9, 0)));
        Set(nameof(Clock.StoppedAt), to is null ? null : Day(to).InLondon(new TimeOnly(9, 0)));
        return clock;
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "O", System.Globalization.CultureInfo.InvariantCulture);
}
