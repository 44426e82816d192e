using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>
/// Journals of whole cases, recorded with the definitions that they ran on, are walked again: a runner that walks otherwise would strand running
/// cases. RECORD_JOURNALS=folder keeps those of every platform that a run of tests puts up; a choice of them lies in the folder journals.
/// </summary>
public sealed class Journals
{
    private static readonly string[] MovesNothing = ["Failed", "Discarded", "Retried"];

    /// <summary>One case: the nodes that were passed, as «node outcome», and those at which it halts.</summary>
    internal sealed record Recorded(string Definition, IReadOnlyList<string> Hops, IReadOnlyList<string> Halted);

    public static TheoryData<string> Files { get; } = [.. Directory.GetFiles(Repository.File("tests/Tests/Workflow/journals"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_recorded_journal_leads_to_the_same_place_again(string journal)
    {
        var recorded = JsonSerializer.Deserialize<Recorded>(File.ReadAllText(Repository.File($"tests/Tests/Workflow/journals/{journal}.json")), Json.Options)!;
        var position = new Position();
        var flow = new Flow(Definition(recorded.Definition), position);
        flow.Begin();
        while (flow.Hops.Count < recorded.Hops.Count && recorded.Hops[flow.Hops.Count].Split(' ') is [var node, var outcome])
        {
            Assert.True(position.Halted.Contains(node), $"{node} is left by {outcome} at line {flow.Hops.Count + 1}, but the case doesn't halt there");
            flow.Complete(node, outcome);
        }
        Assert.Equal(recorded.Hops, flow.Hops.Select(h => $"{h.Node} {h.Outcome}"));
        Assert.Equal(recorded.Halted, position.Halted);
    }

    [Fact]
    public void Twenty_cases_are_recorded_that_differ_in_their_way()
    {
        Assert.True(Files.Count >= 20, $"{Files.Count}");
        Assert.Equal(Files.Count, Files.Select(f => File.ReadAllText(Repository.File($"tests/Tests/Workflow/journals/{f.Data}.json"))).Distinct().Count());
    }

    /// <summary>Keeps the cases of a platform; those that were moved to another version have two definitions and are left out.</summary>
    internal static async Task Record(IServiceProvider services, string folder)
    {
        await using var scope = services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var cases = await unit.Query("select id, definition_id, position from workflow_instances", r => (r.GetGuid(0), r.GetString(1), Position.Restored(r.GetString(2))), default);
        foreach (var (id, definition, position) in cases)
        {
            var lines = await scope.ServiceProvider.GetRequiredService<IWorkflows>().Journal(id, default);
            if (lines.Any(l => l.Outcome == "Moved" || l.Detail == "skipped")) continue;
            // Variables decide at decisions: with a value that the walk doesn't know, another branch would be taken.
            var recorded = new Recorded(definition, [.. lines.Where(l => !MovesNothing.Contains(l.Outcome)).Select(l => $"{l.NodeId} {l.Outcome}")], [.. position.Halted]);
            if (recorded.Hops.Any(h => h.EndsWith(" True", StringComparison.Ordinal))) continue;
            var json = JsonSerializer.Serialize(recorded, new JsonSerializerOptions(Json.Options) { WriteIndented = true });
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{definition}-{recorded.Hops.Count:000}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..8]}.json"), json);
        }
    }

    /// <summary>The definition as it was recorded; what it may name is what it names, whatever the modules have become since.</summary>
    private static Definition Definition(string id)
    {
        var path = Repository.File($"tests/Tests/Workflow/journals/definitions/{id}.json");
        var root = JsonNode.Parse(File.ReadAllText(path))!["root"]!;
        var nodes = root["activities"]!.AsArray().Select(a => a!.AsObject()).ToList();
        var ports = root["connections"]!.AsArray().Select(c => c!["source"]!).ToLookup(s => (string)s["activity"]!, s => (string)s["port"]!);
        var ours = nodes.Where(n => ((string)n["type"]!).StartsWith("CommonPlatform.", StringComparison.Ordinal) && (string?)n["type"] != "CommonPlatform.Await").GroupBy(n => (string)n["type"]!);
        var activities = ours.ToDictionary(g => g.Key, g => new ActivityAttribute(g.Key)
        {
            Outcomes = [.. g.SelectMany(n => ports[(string)n["id"]!]).Distinct()],
            Inputs = [.. g.SelectMany(n => n).Where(p => p.Value is JsonObject o && o.ContainsKey("expression")).Select(p => p.Key).Distinct()],
            Outputs = [.. g.SelectMany(n => n).Where(p => p.Value is JsonObject o && o.ContainsKey("memoryReference")).Select(p => p.Key).Distinct()],
        });
        var events = nodes.SelectMany(n => n["outcomes"] as JsonObject ?? []).Select(o => (string)o.Value!).Distinct().ToDictionary(e => e, _ => true);
        var facts = nodes.Select(n => n["customProperties"]).OfType<JsonObject>()
            .SelectMany(c => (c["completeBy"] as JsonObject ?? []).Select(p => (string)p.Value!).Append((string?)c["complete"])).OfType<string>().ToHashSet();
        return DefinitionReader.Read(path, Path.GetFileName(path), new Vocabulary(activities, events, facts));
    }
}
