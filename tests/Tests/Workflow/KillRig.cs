using System.Reflection;
using System.Text.RegularExpressions;
using CommonPlatform.Access;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>
/// The story of a whole onboarding, by the real modules, in which everything that runs by itself (steps of the workflow, timers, deliveries,
/// emails, positions) runs in processes that are killed (SIGKILL): each commit is killed once just before it and once just after it, and
/// the next process goes on from what the last one left on the disk. The simulated clock stands still meanwhile, so that in the end even the
/// times must be those of the same story told calmly. All of it in <c>./dev check --long</c>; else one settling in so many, beginning with
/// another one at each change of the code.
/// </summary>
public sealed partial class KillRig
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LONG") == "1";
    private static readonly int Stride = Long ? 1 : 24;

    private static int First => (int)(Convert.ToUInt32(
        (typeof(KillRig).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+').ElementAtOrDefault(1) ?? "0").PadLeft(7, '0')[..7], 16) % Stride);

    public KillRig() => Assert.SkipWhen(Harness.Platform.OnPostgres, "the rig's own eyes and the killed processes are on SQLite");

    [Fact]
    public async Task Killed_before_and_after_its_commits_an_onboarding_ends_the_same()
    {
        var calm = await Calm.Value;
        var killed = await Tell(Stories.OnboardProsecutor, n => n % Stride == First);
        TestContext.Current.TestOutputHelper?.WriteLine($"{killed.Deaths} kills in {killed.Settlings} settlings");
        Assert.Equal((calm.Happened, calm.Rows), (killed.Happened, killed.Rows));
        Assert.InRange(killed.Deaths, Long ? 300 : 2, 5000);
    }

    [Fact]
    public async Task The_rig_notices_an_email_with_two_message_ids()
    {
        string[] steps = ["people-of-hmcts", "choose northmoor", "apply"];
        var calm = await Tell(steps, _ => false);
        var killed = await Tell(steps, _ => true, "sloppy");
        Assert.NotEqual(calm.Happened, killed.Happened);
    }

    /// <summary>A whole onboarding, told by one host that nobody kills.</summary>
    public static Lazy<Task<Ending>> Calm { get; } = new(() => Tell(Stories.OnboardProsecutor, _ => false));

    /// <summary>What a story came to: everything that happened, the rows of each table, and how often it was killed.</summary>
    public sealed record Ending(string Happened, string Rows, int Deaths, int Settlings);

    /// <summary>Tells a story; the settlings that are chosen by their number are done by processes that are killed.</summary>
    private static async Task<Ending> Tell(string[] steps, Func<int, bool> dies, string manner = "proper")
    {
        var folder = Directory.CreateTempSubdirectory("kill-").FullName;
        try
        {
            var clock = new SimulatedClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
            var mortal = new MortalDrain(folder, clock, manner);
            await using var platform = Victim.Platform(folder, clock, s => mortal.StandInFor(s));
            await platform.Migrate();
            await AccessModule.FirstAdministrator(platform); // as at each start
            var story = new Story(platform, clock, TextWriter.Null);
            foreach (var step in steps)
            {
                mortal.Dies = n => step != "people-of-hmcts" && dies(n); // who is invited before there is an onboarding isn't part of it
                await StoryTeller.Run(story, step);
            }
            return new(await Happened(platform, folder), await RowsOfTables(platform), mortal.Deaths, mortal.Settlings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RowsOfTables(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var counts = new List<string>();
        foreach (var table in await unit.Query("select name from sqlite_master where type = 'table' order by name", r => r.GetString(0), default))
            counts.Add($"{table} {(await unit.Query($"select count(*) from \"{table}\"", r => r.GetInt64(0), default))[0]}");
        return string.Join('\n', counts);
    }

    /// <summary>Everything that must be the same in the end, without ids: each step, event, email, due item and delivery, with its time.</summary>
    public static async Task<string> Happened(IServiceProvider services, string folder)
    {
        await using var scope = services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        async Task<string[]> Rows(string sql) => [.. (await unit.Query(sql, r => r.IsDBNull(0) ? "" : Random().Replace(r.GetString(0), "*"), default)).Order(StringComparer.Ordinal)];
        async Task<long> Count(string sql) => (await unit.Query(sql, r => r.GetInt64(0), default))[0];

        foreach (var nothing in new[] { "workflow_incidents", "platform_unsealed_events", "platform_deliveries where done_at is null", "platform_emails where done_at is null" })
            Assert.Equal(0, await Count($"select count(*) from {nothing}"));
        Assert.Equal(await Count("select count(*) from platform_events"), await Count("select max(position) from platform_event_positions"));

        var sent = new DirectoryInfo(Path.Combine(folder, "data", "email")).GetFiles("*.eml").Select(f => (f.Name, MessageId: File.ReadLines(f.FullName).First())).ToList();
        Assert.All(sent, s => Assert.StartsWith($"Message-ID: <{s.Name[..^4]}@", s.MessageId, StringComparison.Ordinal));
        var keys = await unit.Query("select item_key from platform_emails", r => r.GetString(0), default);
        string[] unasked = [.. sent.Select(s => s.Name[..^4]).Except(keys).Select(_ => "an email that nobody queued"), .. keys.Except(sent.Select(s => s.Name[..^4])).Select(_ => "an email that was not sent")];
        string[][] parts =
        [
            unasked,
            await Rows("select node_id || ' ' || outcome || ' ' || coalesce(detail, '') || ' ' || at || ' ' || actor from workflow_journal"),
            await Rows("select definition_id || ' ' || status || ' ' || steps || ' ' || coalesce(cast(ended_at as text), '') from workflow_instances"),
            await Rows("select name || ' ' || at || ' ' || body || ' ' || actor from platform_events"),
            await Rows("select recipient || ' ' || created_at || ' ' || subject_line from platform_emails"),
            await Rows("select kind || ' ' || due_at || ' ' || coalesce(cast(done_at as text), 'to come') from platform_due_items"),
            await Rows("select handler || ' ' || done_at from platform_deliveries"),
        ];
        return string.Join("\n\n", parts.Select(p => string.Join('\n', p)));
    }

    /// <summary>Ids, tokens and digests, which no two runs share.</summary>
    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[A-Za-z0-9+/_=-]{32,}")]
    private static partial Regex Random();
}
