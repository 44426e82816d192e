using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

// What a definition says beside the flow itself: for people, and by which facts a step is over.
internal sealed partial class DefinitionReader
{
    /// <summary>The keys that a definition may carry in customProperties.</summary>
    private static readonly string[] Custom = ["canStartWorkflow", "runAsynchronously", "label", "says", "turn", "track", "stage", "complete", "completeBy"];

    private static readonly string[] Tracks = ["agreements", "security", "technical", "set-up"];

    private ForPeople ReadPeople(string id, JsonObject custom)
    {
        foreach (var (key, _) in custom)
            if (!Custom.Contains(key))
                Fault(id, $"unknown custom property {key}");
        ForPeople people = new(Text(custom, "label"), WordsOf(id) ?? Text(custom, "label"), Text(custom, "says"), Text(custom, "turn"), Text(custom, "track"), Text(custom, "stage"));
        foreach (var key in new[] { people.Label, people.Says, people.Stage }.OfType<string>())
            if (!Catalogue.All.ContainsKey(key))
                Fault(id, $"unknown words {key}");
        if (people.Says is { } says && Catalogue.All.ContainsKey(says) && Sentences.Holes(says).FirstOrDefault(h => !Sentences.Known.Contains(h)) is { } hole)
            Fault(id, $"the words {says} have a placeholder {hole}; known are {string.Join(", ", Sentences.Known)}");
        if (people.Turn is { } turn && turn is not ("hmcts" or "organisation" or "organisation-signatories" or "both") && !Roles.All.Contains(turn)) Fault(id, $"unknown turn {turn}");
        if (people.Track is { } track && !Tracks.Contains(track)) Fault(id, $"unknown track {track}");
        return people;
    }

    /// <summary>What the module's words call a node that isn't one of the steps that people count, or that shares its label with another.</summary>
    private string? WordsOf(string id) => Sentences.KeyIn(file, $"process-node-{id}");

    /// <summary>By which fact a step is over, and with which outcome: <c>complete</c> for the first, <c>completeBy</c> for others (such as a loop of rework that a case is in).</summary>
    private Dictionary<string, string> ReadCompletion(string id, JsonObject custom, IReadOnlyList<string> ports)
    {
        var facts = new Dictionary<string, string>();
        if (Text(custom, "complete") is not { } complete) Fault(id, "names no completion predicate");
        else if (ports.Count > 0) facts[ports[0]] = complete;
        foreach (var (port, fact) in custom["completeBy"] as JsonObject ?? [])
            if (!ports.Contains(port)) Fault(id, $"has no outcome {port} to be completed by");
            else facts[port] = fact?.GetValue<string>() ?? "";
        foreach (var unknown in facts.Values.Where(f => !vocabulary.Facts.Contains(f))) Fault(id, $"unknown completion predicate {unknown}");
        return facts;
    }
}
