using System.Globalization;
using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Cases that run on a version of the process go on by the next: their place there follows from facts.</summary>
public class MoveCaseTests
{
    private static readonly string[] Whole =
    [
        "people-of-hmcts", "choose northmoor", "apply", "submit", "wait 1", "return", "wait 4", "resubmit", "accept", "activate-people", "decline-mou", "reissue-mou", "set-up",
        "sign-agreements", "accept-authority", "countersign", "answer-security", "upload-notices", "assess-security", "send-notices-back", "confirm-bank-details", "upload-notices",
        "pass-notices", "agree-dates", "confirm-by-hand", "pass-testing", "postpone", "confirm-readiness", "cut-over", "end-early-life",
    ];

    /// <summary>The story of an onboarding, in which every case is moved after every step: it stands where it stood, with its limits, and goes on to the end.</summary>
    [Fact]
    public async Task Wherever_a_case_stands_its_facts_lead_there_again()
    {
        await using var platform = await Platform.Start();
        var (story, steps, wrong, places) = (new Story(platform.Services, platform.Clock, TextWriter.Null), Steps(), new List<string>(), new HashSet<string>());
        foreach (var step in Whole)
        {
            await Run(story, steps, step);
            await platform.Settle();
            wrong.AddRange((await Unsaid(platform, story.OrganisationId)).Select(w => $"after {step}: {w}"));
            foreach (var move in await Moves(platform))
            {
                places.UnionWith(move.Before.Select(b => b.NodeId));
                await Move(platform, move);
                await platform.Settle(); // the countdown to go-live is a command: it runs again and reads the date as it is now
                var then = (await Moves(platform)).Single(m => m.InstanceId == move.InstanceId).Before;
                if (!Nodes(move.Before).SequenceEqual(Nodes(then))) wrong.Add($"after {step}: stood at {string.Join(' ', Nodes(move.Before))}, its facts led to {string.Join(' ', Nodes(then))}");
                wrong.AddRange(move.Moved.Select(m => $"after {step}: {m.Before.NodeId} is due {m.Before.Due}, then {m.After.Due}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(Stage.Live, (await platform.CaseOf(story.OrganisationId)).Stage);
        Assert.Superset(new HashSet<string> { "draft", "triage", "answers", "mou-signed", "mou-reissue", "notices-sent", "go-live", "early-life", "exit" }, places);
    }

    /// <summary>Whatever runs says in both languages what it waits for, with everything filled in.</summary>
    private static async Task<IReadOnlyList<string>> Unsaid(Platform platform, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var running = (await scope.ServiceProvider.GetRequiredService<IWorkflows>().Describe(organisation, default)).Where(s => s.Status == InstanceStatus.Running).ToList();
        return
        [
            .. running.Where(s => s.Waits.Count == 0).Select(s => $"{s.DefinitionId} says nothing"),
            .. running.SelectMany(s => s.Waits).SelectMany(w => new[] { w.Sentence.In(Language.English), w.Sentence.In(Language.Welsh) }).Where(t => t.Length == 0 || t.Contains('{', StringComparison.Ordinal)),
        ];
    }

    [Fact]
    public async Task An_administrator_sees_where_each_case_will_stand_and_moves_them_all()
    {
        var folder = Directory.CreateTempSubdirectory("definitions-").FullName;
        var shipped = Path.Combine(AppContext.BaseDirectory, "workflows");
        foreach (var file in Directory.GetFiles(shipped, "*.json", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var platform = await Platform.Start(("WORKFLOWS_DIR", folder));
        var steps = Steps();
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in Whole.TakeWhile(s => s != "reissue-mou")) await Run(story, steps, step);
        await platform.Settle();

        // Version 2 doesn't wait for the OU code, but for an answer to the declined memorandum no longer than 10 days; that is given up then.
        var newer = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "registration", "prosecutor-onboarding.v1.json")))!;
        newer["version"] = 2;
        var nodes = newer["root"]!["activities"]!.AsArray();
        var reissue = nodes.Single(n => (string?)n!["id"] == "mou-reissue")!;
        reissue["forDays"] = JsonNode.Parse("""{ "typeName": "Int32", "expression": { "type": "Literal", "value": 10 } }""");
        var lines = newer["root"]!["connections"]!.AsArray();
        lines.Add(JsonNode.Parse("""{ "source": { "activity": "mou-reissue", "port": "Due" }, "target": { "activity": "issue-mou", "port": "In" } }"""));
        nodes.Remove(nodes.Single(n => (string?)n!["id"] == "ou-code"));
        lines.Remove(lines.Single(l => (string?)l!["source"]!["activity"] == "ou-code"));
        lines.Single(l => (string?)l!["target"]!["activity"] == "ou-code")!["target"]!["activity"] = "set-up-join";
        await File.WriteAllTextAsync(Path.Combine(folder, "registration", "prosecutor-onboarding.v2.json"), newer.ToJsonString());

        await using var later = await platform.Restart(("WORKFLOWS_DIR", folder));
        story = null;
        var administrator = await later.Person(Roles.Administrator);
        var page = "/admin/processes/prosecutor-onboarding/1";
        (await administrator.Get("/admin/processes")).ShouldBeOk().ShouldSay(Say.ProcessTryMove(2));
        var read = (await administrator.Get(page)).ShouldBeOk();
        read.ShouldSay(Say.MoveClosed(Say.ProcessOuCode));
        Assert.Contains("limit moves from no limit to", read.Document.Body!.TextContent, StringComparison.Ordinal);
        (await administrator.Post(page)).ShouldRefuse(Say.MoveConfirmRead);
        Assert.Empty(await later.Recorded<CaseMovedToVersion>());
        (await administrator.Post(page, new { HasRead = true })).ShouldRedirectTo("/admin/processes?moved=1");
        await later.Settle();
        Assert.Equal((1, 2), (Assert.Single(await later.Recorded<CaseMovedToVersion>()).From, (await later.Recorded<CaseMovedToVersion>())[0].To));
        var move = Assert.Single(await Moves(later), m => m.Before.Any(b => b.NodeId == "mou-reissue"));
        Assert.Equal(2, move.From);
        Assert.DoesNotContain("ou-code", Nodes(move.Before));
        await later.Pass(TimeSpan.FromDays(10)); // the limit of the new version runs out: the memorandum goes out again
        Assert.Equal(2, (await later.Recorded<global::CommonPlatform.Contracts.Agreements.AgreementIssued>()).Count(e => e.Kind == "mou"));
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Nodes(IEnumerable<Halting> halts) => halts.Select(h => h.NodeId).Order(StringComparer.Ordinal);

    private static async Task<List<Move>> Moves(Platform platform)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var (workflows, moves) = (scope.ServiceProvider.GetRequiredService<IWorkflows>(), new List<Move>());
        foreach (var version in await workflows.Versions(default))
            foreach (var id in await workflows.Running(version.DefinitionId, version.Version, default))
                moves.Add(await workflows.Rederive(id, version.Version, dryRun: true, default));
        return moves;
    }

    private static async Task Move(Platform platform, Move move)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("test");
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Begin(default);
        await scope.ServiceProvider.GetRequiredService<IWorkflows>().Rederive(move.InstanceId, move.To, dryRun: false, default);
        await unit.Commit(default);
    }

    private static ReadinessTests.StepsOfModules Steps() =>
        new(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);

    private static Task Run(Story story, ReadinessTests.StepsOfModules steps, string step) =>
        step.Split(' ') is ["wait", var days] ? story.Wait(int.Parse(days, CultureInfo.InvariantCulture)) : steps.Run(story, step);
}
