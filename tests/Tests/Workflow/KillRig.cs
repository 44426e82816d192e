using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>
/// A whole onboarding by the shipped definition in processes that are killed (SIGKILL) just before or just after a commit: any commit, of a
/// command, a step, a timer, a delivery, an email. The next process goes on until it is killed a few commits later, and so to the end.
/// Every commit in <c>./dev check --long</c>; else every sixteenth, beginning with another one at each change of the code.
/// </summary>
public sealed class KillRig
{
    private static readonly Guid Organisation = Guid.Parse("01990000-0000-7000-8000-000000000001");
    private static readonly int Stride = Environment.GetEnvironmentVariable("LONG") == "1" ? 1 : 16;

    private static int First => 1 + (int)(Convert.ToUInt32(
        (typeof(KillRig).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+').ElementAtOrDefault(1) ?? "0").PadLeft(7, '0')[..7], 16) % Stride);

    [Fact]
    public async Task Killed_at_its_commits_an_onboarding_ends_the_same()
    {
        var calm = await Tell("never", 0, 0);
        Assert.Equal(0, calm.Deaths);
        foreach (var where in new[] { "before", "after" })
        {
            var killed = await Tell(where, First, Stride);
            Assert.Equal(calm.State, killed.State);
            Assert.InRange(killed.Deaths, 150 / Stride, 600);
        }
    }

    [Fact]
    public async Task The_rig_notices_what_is_done_outside_the_transaction()
    {
        var calm = await Tell("never", 0, 0, "sloppy");
        var killed = await Tell("before", 4, 3, "sloppy");
        Assert.NotEqual(calm.State, killed.State);
    }

    private static async Task<(string State, int Deaths)> Tell(string where, int first, int stride, string manner = "proper")
    {
        var folder = Directory.CreateTempSubdirectory("kill-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "definitions"));
            File.Copy(Onboarding.File, Path.Combine(folder, "definitions", "onboarding.json"));
            await using (var rig = await WorkflowRig.In(folder, Victim.Facts)) await rig.Send(new Begin("prosecutor-onboarding", Organisation));
            var deaths = 0;

            // Killed before its first commit for ever, nothing would come about: «before» lets one more through each time.
            while (await Child(folder, where, deaths == 0 ? first : where == "before" ? stride + 1 : stride, manner))
            {
                Assert.True(++deaths < 1000, "It doesn't come to an end.");
                if (await Outside(folder) is var deeds && deeds.Length > deeds.Distinct().Count()) where = "never"; // it has gone wrong: the rest in peace
            }
            return (await State(folder), deaths);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>True when it was killed, false when it came to the end.</summary>
    private static async Task<bool> Child(string folder, string where, int at, string manner)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Tests"), ["--to-be-killed", folder, where, at.ToString(CultureInfo.InvariantCulture), manner, Organisation.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        const int Killed = 128 + 9;
        Assert.True(process.ExitCode is 0 or Killed, await output + await error);
        return process.ExitCode == Killed;
    }

    /// <summary>Everything that must be the same in the end, without ids and instants.</summary>
    private static async Task<string> State(string folder)
    {
        await using var rig = await WorkflowRig.In(folder, Victim.Facts, migrate: false);
        var instance = Assert.Single(await rig.Ask(s => s.GetRequiredService<IWorkflows>().Describe(Organisation, default)));
        Assert.Equal(InstanceStatus.Ended, instance.Status);
        foreach (var nothing in new[] { "workflow_bookmarks", "workflow_waits", "workflow_signals", "workflow_incidents", "platform_unsealed_events", "platform_due_items where done_at is null", "platform_deliveries where done_at is null", "platform_emails where done_at is null" })
            Assert.Equal(0, await rig.Count($"select count(*) from {nothing}"));
        Assert.Equal(await rig.Count("select count(*) from workflow_journal"), await rig.Count("select max(number) from workflow_journal")); // no line twice, none missing
        Assert.Equal(await rig.Count("select count(*) from platform_events"), await rig.Count("select max(position) from platform_event_positions"));

        var sent = Directory.GetFiles(Path.Combine(folder, "email")).Select(f => (Name: Path.GetFileName(f), MessageId: File.ReadLines(f).First())).ToList();
        var keys = (await Rows(rig, "select item_key from platform_emails")).Order(StringComparer.Ordinal);
        Assert.Equal(keys.Select(k => $"{k}.eml"), sent.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.All(sent, s => Assert.StartsWith($"Message-ID: <{s.Name[..^4]}@", s.MessageId, StringComparison.Ordinal));

        string[][] parts =
        [
            [.. (await rig.Journal(instance.InstanceId)).Select(l => $"{l.NodeId} {l.Outcome} {l.Detail}")],
            await Rows(rig, "select name || ' ' || body || ' ' || actor from platform_events"),
            await Rows(rig, "select recipient || ' ' || subject_line from platform_emails"),
            await Rows(rig, "select kind from platform_due_items"),
            await Rows(rig, "select handler from platform_deliveries"),
            await Outside(folder),
        ];
        return string.Join("\n\n", parts.Select(p => string.Join('\n', p.Order(StringComparer.Ordinal))));
    }

    private static async Task<string[]> Outside(string folder) =>
        Path.Combine(folder, "outside.txt") is var file && File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];

    private static async Task<string[]> Rows(WorkflowRig rig, string sql) =>
        [.. await rig.Ask(s => s.GetRequiredService<UnitOfWork>().Query(sql, r => r.GetString(0), default))];
}

/// <summary>What runs in the process that is killed: the rest of the onboarding, from wherever the one before was killed.</summary>
internal static class Victim
{
    public static async Task<int> Run(string[] how)
    {
        var (folder, where, at, manner, organisation) = (how[0], how[1], int.Parse(how[2], CultureInfo.InvariantCulture), how[3], Guid.Parse(how[4]));
        await using var rig = await WorkflowRig.In(
            folder, s =>
            {
                Facts(s);
                s.AddSingleton<ICommitWatch>(new Killer(where, at));
            }, migrate: false);
        if (manner == "sloppy") rig.Obstacles.Outside = Path.Combine(folder, "outside.txt");
        var day = Path.Combine(folder, "day");
        if (File.Exists(day)) rig.Clock.Set(DateTimeOffset.Parse(await File.ReadAllTextAsync(day), CultureInfo.InvariantCulture));
        await rig.Settle();
        var told = new Dictionary<string, int>();
        foreach (var happened in Onboarding.Story(organisation))
        {
            var name = EventCatalogue.NameOf(happened.GetType());
            var number = told[name] = told.GetValueOrDefault(name) + 1;
            if (await rig.Count($"select count(*) from platform_events where name = '{name}'") < number) await rig.Happens(happened);
        }
        while (await rig.Count("select count(*) from workflow_instances where ended_at is null") + await rig.Count("select count(*) from platform_emails where done_at is null") > 0)
        {
            rig.Clock.Advance(TimeSpan.FromDays(1));
            await File.WriteAllTextAsync(day + ".new", rig.Clock.GetUtcNow().ToString("O"));
            File.Move(day + ".new", day, overwrite: true);
            await rig.Settle();
            if (rig.Clock.GetUtcNow().Year > 2026) throw new InvalidOperationException("It doesn't end.");
        }
        return 0;
    }

    public static void Facts(IServiceCollection services)
    {
        foreach (var fact in NamedFact.Of(Onboarding.File)) services.AddScoped<IFact>(_ => fact);
    }

    private sealed class Killer(string where, int at) : ICommitWatch
    {
        private int commits;

        public void Before()
        {
            if (++commits == at && where == "before") Die();
        }

        public void After()
        {
            if (commits == at && where == "after") Die();
        }

        private static void Die()
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
