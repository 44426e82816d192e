using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>Puts what a definition says for people into Texts; placeholders are filled by their name.</summary>
internal static class Sentences
{
    /// <summary>The placeholders that a <c>says</c> may have.</summary>
    public static readonly string[] Known = ["who", "since", "until"];

    public static IEnumerable<string> Holes(string key)
    {
        var english = Catalogue.All[key].English;
        for (var open = english.IndexOf('{', StringComparison.Ordinal); open >= 0; open = english.IndexOf('{', open + 1))
            yield return english[(open + 1)..english.IndexOfAny(['}', '|'], open)];
    }

    /// <summary>What the words of a definition's module call something of it; null where they say nothing.</summary>
    public static string? KeyIn(string file, string name) =>
        Path.GetDirectoryName(file) is { Length: > 0 } module && $"{char.ToUpperInvariant(module[0])}{module[1..]}.{name}" is var key && Catalogue.All.ContainsKey(key) ? key : null;

    /// <summary>What a process is called: as its module's words have it, else as its file has it.</summary>
    public static string Name(Definition definition) => KeyIn(definition.File, $"process-name-{definition.Id}") is { } key ? new Text(key).ToString() : definition.Name;

    public static Text? Label(Node node) => node.People.Label is { } key ? new(key) : null;

    /// <summary>What a node is called in the drawing and in a sentence about it.</summary>
    public static Text? Drawn(Node node) => node.People.Drawn is { } key ? new(key) : null;

    public static Text? Who(string? turn) => turn is null ? null : new($"BuildingBlocks.turn-{turn}");

    /// <summary>The definition's own sentence, or one of ours by its kind and label.</summary>
    public static Text Of(Node node, DateTimeOffset since, DateTimeOffset? until, bool failed)
    {
        var (label, from) = ((object?)Drawn(node) ?? node.Name, since.CivilDate());
        if (failed) return Common.WorkflowStepFailed(label, from);
        if (node.People.Says is { } says) return new(says, [.. Holes(says).Distinct().Select(hole => Fill(hole, node, from, until))]);
        if (node.Kind == NodeKind.Command) return Common.WorkflowStepRuns(label);
        if (node.Events.Count == 0 && until is { } due) return Common.WorkflowWaitsUntil(label, due.CivilDate());
        return Who(node.People.Turn) is { } who ? Common.WorkflowWaitsFor(who, label, from) : Common.WorkflowWaits(label, from);
    }

    private static object? Fill(string hole, Node node, DateOnly since, DateTimeOffset? until) => hole switch
    {
        "who" => Who(node.People.Turn),
        "since" => since,
        _ => until?.CivilDate(),
    };

    /// <summary>What follows a wait when it goes well: the next labelled step along first outcomes.</summary>
    public static Text? Next(Definition definition, Node from)
    {
        var seen = new HashSet<string> { from.Id };
        for (var node = from; node.Ports.Count > 0 && definition.From(node.Id, node.Ports[0]) is { } edge && seen.Add(edge.To);)
        {
            node = definition[edge.To];
            if (Label(node) is { } label) return label;
        }
        return null;
    }
}
