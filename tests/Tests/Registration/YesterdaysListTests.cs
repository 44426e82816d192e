using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>
/// On each day of a whole onboarding the page "What happens next" is held against what the day after then brought: nothing fired that it didn't
/// have, and nothing that it had for that day failed to come, unless an event of that day took it away.
/// </summary>
public class YesterdaysListTests
{
    private const int DaysBetweenSteps = 2;

    private sealed record Listed(string When, string What, string About);

    private sealed record Fired(string Key, DateTimeOffset DueAt);

    [Fact]
    public async Task What_the_page_announced_is_what_came_and_nothing_else_from_application_to_live()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        await platform.Pass(TimeSpan.FromMinutes(1)); // a code is taken once
        var modules = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        var compared = 0;
        foreach (var step in LiveOrganisation.Steps)
        {
            await modules.Run(story, step);
            await platform.Settle();
            for (var day = 0; day < DaysBetweenSteps && await IsSent(platform, story.OrganisationId); day++) compared += await Day(platform, officer, story.OrganisationId);
        }
        for (var day = 0; day < 40; day++) compared += await Day(platform, officer, story.OrganisationId);
        Assert.True(compared > 10, $"only {compared} lines of the list fell due");
    }

    /// <summary>A draft is its organisation's own: officers see it once it is sent.</summary>
    private static async Task<bool> IsSent(Platform platform, Guid organisation) => organisation != Guid.Empty && (await platform.CaseOf(organisation)).Stage != Stage.Draft;

    /// <summary>Reads the list, lets a day pass, and holds what happened against it; how many lines it had for that day.</summary>
    private static async Task<int> Day(Platform platform, Browser officer, Guid organisation)
    {
        officer.ForgetCookies();
        await officer.SignIn();
        var (from, name) = (platform.Clock.GetUtcNow(), (await platform.CaseOf(organisation)).Name);
        var until = from + TimeSpan.FromDays(1);
        var list = (await officer.Get($"/officer/org/{organisation}/next")).ShouldBeOk().Document.QuerySelectorAll("main table").Where(t => t.QuerySelector("caption")!.TextContent.Trim() == Say.ComingTitle.ToString())
            .SelectMany(t => t.QuerySelectorAll("tbody tr")).Select(r => new Listed(Cell(r, 0), Cell(r, 1), Cell(r, 2))).ToList();
        var pending = await Pending(platform, organisation);
        var emails = platform.Emails().Select(e => e.MessageId).ToHashSet();
        await platform.Pass(TimeSpan.FromDays(1));

        var (events, done, left) = (await Events(platform, organisation, from), await Done(platform, organisation, from), (await Pending(platform, organisation)).Select(i => i.Key).ToHashSet());
        var sent = platform.Emails().Where(e => !emails.Contains(e.MessageId)).Select(e => e.Subject).ToList();
        var dueThen = pending.Where(i => i.DueAt <= until).ToList();

        // What was listed for that day came, or an event of that day took it away.
        Assert.All(dueThen, i => Assert.True(done.Any(f => f.Key == i.Key) || (!left.Contains(i.Key) && events > 0), $"{i.Key} was due on {i.DueAt:O} and neither came nor was taken back"));
        // The page has a line for each clock that acts, with its day; and no line for a day on which nothing is due.
        var days = pending.GroupBy(i => Dates.Word(i.DueAt, Language.English)).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(list.GroupBy(l => l.When), g => Assert.True(days.GetValueOrDefault(g.Key) >= g.Count(), $"{g.Key} is listed {g.Count()} times"));
        Assert.Equal(
            pending.Where(i => i.Kind == ClockDue.ItemKind).Select(i => Dates.Word(i.DueAt, Language.English)).Order(),
            list.Where(l => IsClock(l) && l.About != Words.Clock("t4").ToString()).Select(l => l.When).Concat(await EscalationsOfSignatures(platform, organisation, pending)).Order());
        // What fired had stood on the list, unless an event of that day started it.
        Assert.All(done, f => Assert.True(pending.Any(i => i.Key == f.Key) || events > 0, $"{f.Key} fired and hadn't been announced"));
        // Each email of a clock had been announced for that day, with what it is about.
        var announced = list.Where(l => dueThen.Any(i => Dates.Word(i.DueAt, Language.English) == l.When)).ToList();
        foreach (var (rule, act, subject) in ClockRule.All.Keys.SelectMany(r => new[] { (r, true, Say.ClockReminderSubject(Words.Clock(r), name)), (r, false, Say.ClockEscalatedSubject(Words.Clock(r), name)) }))
            if (sent.Contains(subject.In(Language.English)))
                Assert.Contains(announced, l => l.About == Words.Clock(rule).ToString() && act == (l.What == Words.Act(ClockAct.Remind).ToString()));
        return announced.Count;
    }

    private static bool IsClock(Listed line) => Enum.GetValues<ClockAct>().Any(a => Words.Act(a).ToString() == line.What);

    /// <summary>Reminders of signatures are the agreements' own; the clock of a signature only escalates.</summary>
    private static async Task<IEnumerable<string>> EscalationsOfSignatures(Platform platform, Guid organisation, List<DueItem> pending)
    {
        var ids = await platform.Read<RegistrationDbContext, List<Guid>>(db => db.Clocks.Where(c => c.OrganisationId == organisation && c.Rule == "t4").Select(c => c.Id).ToListAsync());
        return pending.Where(i => i.Kind == ClockDue.ItemKind && ids.Contains(ClockDue.Read(i.Payload).ClockId)).Select(i => Dates.Word(i.DueAt, Language.English));
    }

    private static string Cell(AngleSharp.Dom.IElement row, int number) => row.Children[number].TextContent.Trim();

    private static async Task<List<DueItem>> Pending(Platform platform, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueItems>().Pending(organisation, TestContext.Current.CancellationToken);
    }

    private static async Task<List<Fired>> Done(Platform platform, Guid organisation, DateTimeOffset since)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
            "select item_key, due_at from platform_due_items where subject = @subject and done_at > @since",
            r => new Fired(r.GetString(0), Instants.FromMicroseconds(r.GetInt64(1))), TestContext.Current.CancellationToken, ("@subject", organisation), ("@since", since));
    }

    private static Task<int> Events(Platform platform, Guid organisation, DateTimeOffset since) =>
        platform.Read<PlatformDbContext, int>(db => db.Events.CountAsync(e => e.Subject == organisation && e.At > since));
}
