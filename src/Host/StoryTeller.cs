using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Host;

/// <summary>Tells stories: steps of the modules, in an order, on a simulated clock, through the same commands as a person's clicks.</summary>
internal static class StoryTeller
{
    private static readonly IReadOnlyDictionary<string, Step> Steps = HostApp.Modules.SelectMany(m => m.Steps).ToDictionary();

    /// <summary>
    /// <c>story onboard-prosecutor</c>: a whole onboarding with one return, one declined agreement, one rework, one postponement.
    /// <c>story quarterly-review</c>: the same, and then the first quarterly review with a disputed figure and a postponed meeting.
    /// <c>story suspend</c>, <c>off-board</c>, <c>withdraw</c>, <c>lapse</c>, <c>reject-appeal</c>, <c>re-open</c>, <c>rename</c>, <c>merge</c>: the ways out, and back.
    /// </summary>
    public static Command Command()
    {
        var command = new Command("story", "Tells a story on a simulated clock, in DATA_DIR when it is set and empty, else in a new folder. What it leaves to open lies beside it, in <folder>.story.")
        {
            Story("onboard-prosecutor", "About 90 simulated days from the questionnaire to live.", 120, Stories.OnboardProsecutor),
            Story("quarterly-review", "About 200 simulated days from the questionnaire to the first quarterly review signed off.", 240, Stories.QuarterlyReview),
        };
        foreach (var (name, (what, days, steps)) in Stories.Exits) command.Add(Story(name, what, days, steps));
        return command;
    }

    private static Command Story(string name, string what, int daysAgo, IEnumerable<string> steps)
    {
        var story = new Command(name, what);
        story.SetAction(async (_, _) =>
        {
            var given = Environment.GetEnvironmentVariable("DATA_DIR");
            var folder = given is not null && (!Directory.Exists(given) || Directory.GetFileSystemEntries(given).Length == 0)
                ? Directory.CreateDirectory(given).FullName
                : Directory.CreateTempSubdirectory("story-").FullName;
            await Tell(folder, TimeProvider.System.GetUtcNow().AddDays(-daysAgo), Console.Out, [.. steps, "keep-files"]);
            Console.WriteLine($"files: {Path.TrimEndingDirectorySeparator(folder)}.story");
            Console.WriteLine($"data: {folder}");
            return 0;
        });
        return story;
    }

    /// <summary>Runs the steps in a folder and gives everybody who has an account at the end.</summary>
    /// <exception cref="InvalidOperationException">A step says that what it expected did not come about.</exception>
    public static async Task<IReadOnlyList<StoryPerson>> Tell(string folder, DateTimeOffset from, TextWriter output, IEnumerable<string> steps, bool toNow = false)
    {
        var monday = from.AddDays((8 - (int)from.DayOfWeek) % 7);
        var clock = new SimulatedClock(new DateTimeOffset(monday.Year, monday.Month, monday.Day, 9, 0, 0, TimeSpan.Zero));
        await using var app = HostApp.Build([], folder, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Configuration["KEYS_DIR"] ??= Path.Combine(folder, "keys");
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        });
        await app.Services.Migrate();
        var story = new Story(app.Services, clock, output) { Until = toNow ? TimeProvider.System.GetUtcNow() : null };
        foreach (var step in steps) await Run(story, step);
        if (toNow) await story.Wait((TimeProvider.System.GetUtcNow() - clock.GetUtcNow()).Days);
        await story.LookAround();
        return story.Cast;
    }

    /// <summary>demo-accounts.json, written whole: its presence means that seeding is done.</summary>
    public static async Task WriteAccounts(string folder, IReadOnlyList<StoryPerson> cast)
    {
        var people = cast.Select(p => new { p.Name, p.Email, p.Role, p.Organisation, p.Password, p.TotpSecret });
        var json = JsonSerializer.Serialize(new { people, apiClients = Array.Empty<object>() }, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true });
        var temporary = Path.Combine(folder, ".demo-accounts.tmp");
        await File.WriteAllTextAsync(temporary, json);
        File.Move(temporary, Path.Combine(folder, "demo-accounts.json"), overwrite: true);
    }

    /// <summary>«wait 5» moves the clock; everything else is a module's step.</summary>
    public static Task Run(Story story, string step) =>
        step.Split(' ') switch
        {
            ["wait", var days] => story.Wait(int.Parse(days, CultureInfo.InvariantCulture)),
            ["catch-up", var ago] => story.Wait(Math.Max(0, (TimeProvider.System.GetUtcNow() - story.Clock.GetUtcNow()).Days - int.Parse(ago, CultureInfo.InvariantCulture))),
            _ => Steps[step](story),
        };
}
