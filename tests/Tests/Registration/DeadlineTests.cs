using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class DeadlineTests
{
    [Theory]
    [InlineData("2026-03-02T16:59", 5, "2026-03-09")]
    [InlineData("2026-03-02T17:00", 5, "2026-03-10")] // after 5pm the next working day is the first
    [InlineData("2026-03-06T18:00", 5, "2026-03-16")]
    [InlineData("2026-03-07T10:00", 5, "2026-03-16")] // Saturday
    [InlineData("2026-04-01T16:30", 3, "2026-04-08")] // Easter: summer time, Good Friday, Easter Monday
    public void Working_days_are_counted_from_the_day_that_something_came_in_until_five(string london, int days, string until)
    {
        var local = DateTime.Parse(london, System.Globalization.CultureInfo.InvariantCulture);
        var at = DateOnly.FromDateTime(local).InLondon(TimeOnly.FromDateTime(local));
        Assert.Equal(DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), WorkingDays.After(at, days));
    }

    [Fact]
    public async Task An_application_is_to_be_decided_within_five_working_days_and_the_board_counts_them()
    {
        await using var platform = await Platform.Start();
        var (organisation, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        Assert.Equal(new DateOnly(2026, 3, 9), (await platform.CaseOf(organisation)).NextOn);
        (await officer.Get("/officer")).ShouldSay("in 5 working days (9 March 2026)");
        foreach (var (days, words) in new[] { (7, "due today (9 March 2026)"), (1, "1 working day overdue"), (6, "5 working days overdue (9 March 2026)") })
        {
            await platform.Pass(TimeSpan.FromDays(days));
            await officer.SignIn();
            (await officer.Get("/officer")).ShouldSay(words);
        }
        await officer.Get("/officer?language=cy");
        (await officer.Get("/officer")).ShouldSay("5 diwrnod gwaith yn hwyr (9 Mawrth 2026)");
    }

    [Fact]
    public async Task A_returned_application_lapses_when_the_thirtieth_working_day_is_over()
    {
        await using var platform = await Platform.Start();
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get($"/officer/org/{organisation}/decide/application")).ShouldSay("The applicant has 30 working days to answer");
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        Assert.Contains(platform.Emails(applicant.Email), e => e.Body.Contains("send the application again by 15 April 2026", StringComparison.Ordinal)); // Easter lies between
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay("in 30 working days (15 April 2026)");
        (await officer.Get("/officer")).ShouldSay(Say.StepsDone(1, 27)); // sent back is not decided
        await platform.Pass(new DateOnly(2026, 4, 15).InLondon(new TimeOnly(23, 59)) - platform.Clock.GetUtcNow());
        Assert.Equal(Stage.Returned, (await platform.CaseOf(organisation)).Stage);
        await platform.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Stage.Lapsed, (await platform.CaseOf(organisation)).Stage);
        await applicant.SignIn("/application");
        (await applicant.Get("/application")).ShouldSay("Your application lapsed on 16 April 2026");
        (await applicant.Get("/application/address")).ShouldRedirectTo("/application");
    }

    [Fact]
    public async Task A_draft_lapses_sixty_calendar_days_after_the_last_save_and_the_board_says_when()
    {
        await using var platform = await Platform.Start();
        var applicant = await platform.Applicant();
        var organisation = await platform.OrganisationOf(applicant);
        Assert.Equal(new DateOnly(2026, 5, 1), (await platform.CaseOf(organisation)).NextOn);
        await platform.Pass(TimeSpan.FromDays(30));
        await applicant.SignIn();
        (await applicant.Post("/application/api", new Dictionary<string, string> { ["Answers.Ability"] = "none" })).ShouldRedirectTo("/application");
        Assert.Equal(new DateOnly(2026, 5, 31), (await platform.CaseOf(organisation)).NextOn);
        (await (await platform.Person(Roles.OnboardingOfficer)).Get("/officer")).ShouldSay("in 60 days (31 May 2026)");
        await platform.Pass(TimeSpan.FromDays(31));
        Assert.Equal(Stage.Draft, (await platform.CaseOf(organisation)).Stage);
        await platform.Pass(TimeSpan.FromDays(30));
        Assert.Equal(Stage.Lapsed, (await platform.CaseOf(organisation)).Stage);
    }
}
