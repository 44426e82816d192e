using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Who gets what on which day, as the onboarding reference has it in §2.5: the figures stand here a second time.</summary>
public class ClockLadderTests
{
    private const string Owner = "owner";
    private const string Reminder = "Reminder";
    private const string TooLong = "Waiting too long";
    private static readonly DateOnly Review = new(2026, 4, 20);
    private static readonly DateOnly Expiry = new(2026, 6, 3);

    /// <summary>Calendar days (d) or working days (w) after Monday 2 March 2026, or before (-) or after (+) the day that the clock runs towards.</summary>
    private static readonly (string Rule, string Days, string Words, string[] Who)[] Told =
    [
        ("t1", "14d 30d 50d", Reminder, [Roles.Applicant]),
        ("t2", "3w", Reminder, [Owner]),
        ("t2", "5w", TooLong, [Owner, Roles.SeniorOnboardingManager]),
        ("t3", "5w 10w 15w", Reminder, [Roles.Applicant]),
        ("t3", "15w", TooLong, [Owner]), // the officer calls
        ("t4", "12w", TooLong, [Owner, Roles.Applicant, Roles.OrganisationServiceOwner]),
        ("t5", "2w", Reminder, [Owner, Roles.HmctsSignatory, Roles.HmctsServiceOwner]),
        ("t5", "4w", TooLong, [Owner, Roles.HmctsSignatory, Roles.HmctsServiceOwner]),
        ("t5", "5w", TooLong, [Owner, Roles.SeniorOnboardingManager]),
        ("t6", "10w 15w", Reminder, [Roles.SecuritySignatory]),
        ("t6", "20w", Reminder, [Roles.SecuritySignatory, Roles.AccountablePerson]),
        ("t6", "30w", TooLong, [Owner]),
        ("t7", "7w", Reminder, [Owner, Roles.SecurityAssessor]),
        ("t7", "10w", TooLong, [Owner, Roles.SeniorOnboardingManager]),
        ("t8", "3w", Reminder, [Owner, Roles.TestManager]),
        ("t8", "5w", TooLong, [Owner, Roles.SeniorOnboardingManager]),
        ("t9-organisation", "2w 4w", Reminder, [Roles.Applicant, Roles.ItSupplier]),
        ("t9-hmcts", "2w 4w", Reminder, [Owner, Roles.TestManager]),
        ("t13-mou", "-90d -60d -30d -7d", Reminder, [Owner, Roles.AccountablePerson, Roles.OrganisationServiceOwner]),
        ("t13-mou", "-14d", Reminder, [Owner, Roles.SeniorOnboardingManager]),
        ("t14", "-20w -10w -3w", Reminder, [Owner, Roles.OrganisationServiceOwner, Roles.HmctsServiceOwner]),
        ("t14", "+5w", TooLong, [Owner, Roles.OrganisationServiceOwner, Roles.HmctsServiceOwner, Roles.AccountablePerson, Roles.HmctsSignatory]),
    ];

    /// <summary>What a clock does in the end: recorded as longer than agreed, or not; T9 and T10 act through the schedule, T13 suspends.</summary>
    private static readonly (string Rule, string Acts)[] Outcomes =
    [
        ("t1", "Remind 14, Remind 30, Remind 50"), ("t2", "Remind 3, RunOut 5"), ("t3", "Remind 5, Remind 10, Remind 15, Escalate 15"), ("t4", "Escalate 12"), ("t5", "Remind 2, Escalate 4, RunOut 5"),
        ("t6", "Remind 10, Remind 15, Remind 20, RunOut 30"), ("t7", "Remind 7, RunOut 10"), ("t8", "Remind 3, RunOut 5"), ("t9-organisation", "Remind 2, Remind 4, RunOut 5"), ("t9-hmcts", "Remind 2, Remind 4, RunOut 5"),
        ("t10", "Remind 20, Remind 10, Remind 5, Escalate 5, Propose 3, Remind 1"), ("t13-mou", "Remind 90, Remind 60, Remind 30, Remind 14, Remind 7"), ("t13-mou-grace", "Suspend 0"),
        ("t13-security", "Remind 90, Remind 60, Remind 30, Remind 14, Remind 7"), ("t13-security-grace", "Suspend 0"), ("t14", "Remind 20, Remind 10, Remind 3, RunOut 5, Escalate 63"),
    ];

    [Fact]
    public void Every_timer_of_the_reference_has_its_steps_and_its_outcome() => Assert.Equal(
        Outcomes, Outcomes.Select(o => (o.Rule, string.Join(", ", ClockRule.All[o.Rule].Steps.Select(s => $"{s.Act} {s.After}")))));

    [Fact]
    public async Task Each_day_of_a_quarter_tells_those_whom_the_reference_names_and_nobody_else()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        var people = new Dictionary<string, string> { [officer.Email] = Owner };
        foreach (var role in Told.SelectMany(t => t.Who).Distinct().Where(r => r != Owner))
            people.Add((await platform.Person(role, Roles.OfOrganisations.Contains(role) ? organisation : null)).Email, role);
        string[] rules = [.. Told.Select(t => t.Rule).Distinct()];
        await Start(platform, organisation, rules);
        var start = platform.Clock.GetUtcNow().CivilDate();
        Assert.Equal(new DateOnly(2026, 3, 2), start);
        await platform.Pass(TimeSpan.FromHours(9)); // after 5pm
        var (seen, told) = (platform.Emails().Select(e => e.MessageId).ToHashSet(), new List<string>());
        for (var day = start; day < Expiry; day = day.AddDays(1))
        {
            foreach (var email in platform.Emails().Where(e => seen.Add(e.MessageId)))
                if (rules.SingleOrDefault(r => email.Subject.StartsWith($"{Reminder}: {Words.Clock(r)} –", StringComparison.Ordinal) || email.Subject.StartsWith($"{TooLong}: {Words.Clock(r)} –", StringComparison.Ordinal)) is { } rule
                    && people.TryGetValue(email.To, out var who)) told.Add(Line(rule, email.Subject.Split(':')[0], day, who));
            await StopDates(platform, organisation, day, start);
            await platform.Pass(TimeSpan.FromDays(1));
        }
        Assert.Equal(
            Told.SelectMany(t => t.Days.Split(' ').SelectMany(d => t.Who.Select(w => Line(t.Rule, t.Words, Day(d, start, t.Rule == "t14" ? Review : Expiry), w)))).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["t14", "t2", "t5", "t6", "t7", "t8"], (await platform.Recorded<ClockRanOut>()).Where(e => e.OrganisationId == organisation).Select(e => e.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_operator_sets_other_days_which_hold_for_clocks_that_start_from_then_on()
    {
        await using var platform = await Platform.Start(("CLOCK_T2", "1 2"));
        var (organisation, _) = await platform.SentApplication(); // Monday 2 March
        var clock = await platform.Read<RegistrationDbContext, Clock>(db => db.Clocks.AsNoTracking().SingleAsync(c => c.OrganisationId == organisation && c.Rule == "t2"));
        Assert.Equal(("1 2", new DateOnly(2026, 3, 4)), (clock.Days, clock.DueOn));
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        await platform.Pass(TimeSpan.FromDays(2) + TimeSpan.FromHours(9));
        Assert.Single(platform.Emails(manager.Email), e => e.Subject.StartsWith(TooLong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CLOCK_T2", "3")]
    [InlineData("CLOCK_T2", "3 x")]
    [InlineData("CLOCK_T2", "3 -5")]
    [InlineData("CLOCK_T2", "3 401")]
    [InlineData("CLOCK_T2", "")]
    [InlineData("CLOCK_T2", "5 3")]
    [InlineData("CLOCK_T10", "5 10 5 5 3 1")]
    [InlineData("CLOCK_T99", "1")]
    [InlineData("CLOCK_APPEAL", "5 2 0")] // has a setting of its own
    public void Days_that_cannot_be_meant_are_refused_at_the_start(string name, string value) =>
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => new ClockSettings(Settings((name, value)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CLOCK_T9_HMCTS", "t9-hmcts", "1  2 3", "1 2 3")]
    [InlineData("CLOCK_T14", "t14", "30 20 10 0 10", "30 20 10 0 10")]
    [InlineData("clock_t10", "t10", "30 20 5 5 3 1", "30 20 5 5 3 1")]
    public void Days_that_can_be_meant_are_taken(string name, string rule, string value, string days) => Assert.Equal(days, new ClockSettings(Settings((name, value))).Of(rule));

    private static IConfiguration Settings(params (string Key, string Value)[] all) =>
        new ConfigurationBuilder().AddInMemoryCollection(all.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    /// <summary>Counted here by hand: no bank holidays but those of Easter and of May lie in these weeks.</summary>
    private static DateOnly Day(string days, DateOnly start, DateOnly towards)
    {
        var number = int.Parse(days.TrimStart('-', '+').TrimEnd('d', 'w'), CultureInfo.InvariantCulture);
        var (from, step) = days[0] switch { '-' => (towards, -1), '+' => (towards, 1), _ => (start, 1) };
        if (days[^1] == 'd') return from.AddDays(step * number);
        DateOnly[] holidays = [new(2026, 4, 3), new(2026, 4, 6), new(2026, 5, 4), new(2026, 5, 25)];
        for (var day = from; ;)
        {
            if (number == 0) return day;
            day = day.AddDays(step);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day)) number--;
        }
    }

    private static string Line(string rule, string words, DateOnly day, string who) => $"{day:O} {rule} {words} {who}";

    private static async Task Start(Platform platform, Guid organisation, string[] rules)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var rows = scope.ServiceProvider.GetRequiredService<ClockRows>();
        await rows.Stop(organisation, new ClockMove(null, null, Starts: false), CancellationToken.None);
        foreach (var rule in rules)
            await rows.Start(organisation, new ClockMove(rule, "", Starts: true, rule switch { "t14" => Review, "t13-mou" => Expiry, _ => null }), CancellationToken.None);
    }

    /// <summary>Nobody proposed dates, so none can become void on the fifth working day.</summary>
    private static async Task StopDates(Platform platform, Guid organisation, DateOnly day, DateOnly start)
    {
        if (day != start.AddDays(4)) return;
        await using var scope = platform.Services.CreateAsyncScope();
        foreach (var rule in new[] { "t9-hmcts", "t9-organisation" }) await scope.ServiceProvider.GetRequiredService<ClockRows>().Stop(organisation, new ClockMove(rule, "", Starts: false), CancellationToken.None);
    }
}
