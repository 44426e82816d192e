using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Registration.Demonstration;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The officers' calendar and reports, with rows as they are agreed and as they are asked for.</summary>
public sealed class CalendarTests
{
    [Fact]
    public async Task The_calendar_shows_tests_go_lives_proposals_room_and_freezes_by_week_and_month()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, _) = await platform.SentApplication();
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var name = (await platform.CaseOf(organisation)).Name;
        await Plan(platform, organisation, testing: (new DateOnly(2026, 4, 13), new DateOnly(2026, 4, 24)), goLive: new DateOnly(2026, 5, 19));

        var april = (await officer.Get("/officer/calendar?from=2026-04-20")).ShouldBeOk();
        april.ShouldSay(Say.CalendarFromTo(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30))).ShouldSay(Say.CalendarTestingBegins).ShouldSay(Say.CalendarTestingEnds).ShouldSay("Monday 13 April 2026").ShouldSay(name).ShouldSay("Testing begins: 1 of 20. Going live: 0 of 20.");
        Assert.DoesNotContain(Say.CalendarGoLive.ToString(), april.Text, StringComparison.Ordinal);
        (await officer.Get("/officer/calendar?from=2026-05-01")).ShouldSay(Say.CalendarGoLive).ShouldSay("Tuesday 19 May 2026");
        var week = await officer.Get("/officer/calendar?from=2026-04-15&view=week");
        week.ShouldSay(Say.CalendarWeekOf(new DateOnly(2026, 4, 13))).ShouldSay(Say.CalendarTestingBegins);
        Assert.DoesNotContain(Say.CalendarTestingEnds.ToString(), week.Text, StringComparison.Ordinal);
        Assert.Contains("from=2026-04-06", week.Html, StringComparison.Ordinal); // the week before
        Assert.Contains("from=2026-04-20", week.Html, StringComparison.Ordinal); // the week after
        (await officer.Get("/officer/calendar?from=2026-04-15&kind=go-live")).ShouldSay(Say.CalendarNothing);
        (await officer.Get("/officer/calendar?from=2026-04-15&owner=mine")).ShouldSay(name); // whoever accepts owns it
        (await officer.Get("/officer/calendar?from=2026-12-20")).ShouldSay("Freeze,");
        (await officer.Get("/officer/calendar?from=9999-99-99")).ShouldSay(Say.CalendarFromTo(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31))); // what is no day is today
        (await (await platform.Person(Roles.Applicant)).Get("/officer/calendar")).ShouldBeNotFound();
    }

    [Fact]
    public async Task Reports_have_each_chart_as_a_table_too()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get("/officer/reports")).ShouldSay(Say.ReportsNoneFinished).ShouldSay(Say.NoOrganisations);
        var (organisation, _) = await platform.SentApplication();
        await platform.Send(new InventHistory());
        await platform.Pass(TimeSpan.FromDays(40));
        await officer.SignIn();
        var page = (await officer.Get("/officer/reports")).ShouldBeOk();
        page.ShouldSay(Part.Technical.Name()).ShouldSay(Say.ForecastInvented).ShouldSay(Stage.Submitted.Name());
        var charts = page.Document.QuerySelectorAll("svg[role=img]");
        Assert.Equal(3, charts.Length);
        foreach (var chart in charts)
        {
            Assert.All(chart.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEqual("", page.Document.GetElementById(id)!.TextContent));
            Assert.NotNull(chart.ParentElement!.NextElementSibling!.QuerySelector("table"));
        }
        var times = page.Document.QuerySelectorAll("main table")[0].QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => int.Parse(c.TextContent)).ToArray()).ToList();
        Assert.Equal(7, times.Count);
        Assert.All(times, t => Assert.True(t[0] <= t[1]));
        var submitted = page.Document.QuerySelectorAll("main table")[1].QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(Stage.Submitted.Name().ToString(), StringComparison.Ordinal));
        Assert.Equal(["0", "0", "0", "1"], submitted.QuerySelectorAll("td").Select(c => c.TextContent.Trim())); // forty days
        Assert.NotEqual(Guid.Empty, organisation);
    }

    private static async Task Plan(Platform platform, Guid organisation, (DateOnly From, DateOnly To) testing, DateOnly goLive)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Begin(default);
        var rows = await unit.Execute(
            "update registration_schedules set testing_from = @from, testing_to = @to, go_live_on = @live where id = @id", default,
            ("@from", testing.From), ("@to", testing.To), ("@live", goLive), ("@id", organisation));
        await unit.Commit(default);
        Assert.Equal(1, rows);
    }
}
