using System.Globalization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Host;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The board's next date is the earliest that the stage or a running clock has, which the database keeps by itself.</summary>
public class NextDateTests
{
    [Fact]
    public async Task After_each_step_of_a_whole_onboarding_the_next_date_is_the_earliest_of_the_stage_and_of_the_clocks_that_run()
    {
        await using var platform = await Platform.Start();
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        var shown = new HashSet<string?>();
        foreach (var step in Stories.OnboardProsecutor)
        {
            await StoryTeller.Run(story, step);
            foreach (var one in await platform.Read<RegistrationDbContext, List<OnboardingCase>>(db => db.Cases.AsNoTracking().ToListAsync()))
            {
                var clocks = await platform.Read<RegistrationDbContext, List<Clock>>(db => db.Clocks.AsNoTracking().Where(c => c.OrganisationId == one.Id && c.StoppedAt == null).ToListAsync());
                var days = clocks.Where(c => !c.IsPaused && !c.Plan.IsOfStage).Select(c => (On: c.DueOn, Rule: (string?)c.Rule)).ToList();
                if (one.StageOn is { } on) days.Add((on, null));
                var first = days.OrderBy(d => d.On).ThenBy(d => d.Rule is not null).ThenBy(d => d.Rule, StringComparer.Ordinal).Cast<(DateOnly, string?)?>().FirstOrDefault();
                Assert.Equal((step, first?.Item1), (step, one.NextOn));
                if (first is not null && days.Count(d => d.On == first.Value.Item1) == 1) Assert.Equal((step, first.Value.Item2), (step, one.NextClock));
                Assert.Equal($"{one.NextOn ?? DateOnly.MaxValue:yyyy-MM-dd} {one.Reference}", one.ByDate);
                shown.Add(one.NextClock);
            }
        }
        Assert.Superset(new HashSet<string?> { null, "t4", "t8", "t14" }, shown);
    }

    [Fact]
    public async Task An_accepted_organisation_is_overdue_by_the_clock_that_should_have_stopped()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, applicant) = await platform.SentApplication(); // Monday 2 March 2026
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        (await applicant.Get("/org")).ShouldSay("in 12 working days (18 March 2026)").ShouldSay(Words.Clock("t4"));
        (await officer.Get("/officer?due=overdue")).ShouldSay(CommonPlatform.Registration.Say.NoMatch);
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay("in 12 working days (18 March 2026)").ShouldSay(Words.Clock("t4"));

        await platform.Pass(TimeSpan.FromDays(18)); // Friday 20 March
        await officer.SignIn();
        (await officer.Get("/officer?due=overdue")).ShouldSay("2 working days overdue (18 March 2026)").ShouldSay(Words.Clock("t4"));
        await officer.Get("/officer?language=cy");
        (await officer.Get("/officer?due=overdue")).ShouldSay("2 ddiwrnod gwaith yn hwyr (18 Mawrth 2026)").ShouldSay(Words.Clock("t4").In(Language.Welsh));
    }

    [Fact]
    public async Task A_target_that_stands_still_has_no_day_until_it_runs_on()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, applicant) = await platform.SentApplication(); // Monday 2 March 2026
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await unit.Begin(TestContext.Current.CancellationToken);
            await scope.ServiceProvider.GetRequiredService<ClockRows>().Start(organisation, new ClockMove("t8", "", Starts: true), TestContext.Current.CancellationToken);
            await unit.Commit(TestContext.Current.CancellationToken);
        }
        Assert.Equal(("t8", Day("2026-03-09")), await Next(platform, organisation));

        var (page, clock) = ($"/officer/org/{organisation}/conversation", await platform.Read<RegistrationDbContext, Clock>(db => db.Clocks.AsNoTracking().SingleAsync(c => c.Rule == "t8")));
        (await officer.Post(page, new { Question = "Which notices?", AnswerBy = Day("2026-03-12"), ClockId = clock.Id }, "form[action$='handler=Ask']")).ShouldRedirectTo(page);
        Assert.Equal(("t4", Day("2026-03-18")), await Next(platform, organisation));

        await platform.Pass(TimeSpan.FromDays(2));
        var question = await platform.Read<RegistrationDbContext, ConversationEntry>(db => db.Conversation.AsNoTracking().SingleAsync(e => e.Kind == EntryKind.Question));
        await applicant.SignIn("/org");
        (await applicant.Post($"/org/conversation/{question.Id}", new { Words = "All of them" })).ShouldRedirectTo("/org/conversation");
        Assert.Equal(("t8", Day("2026-03-11")), await Next(platform, organisation)); // two working days later
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private static async Task<(string? Clock, DateOnly On)> Next(Platform platform, Guid organisation) =>
        await platform.CaseOf(organisation) is var one ? (one.NextClock, one.NextOn!.Value) : default;
}
