using System.Collections.Frozen;

namespace CommonPlatform.BuildingBlocks.Workflow;

internal enum NodeKind
{
    Start,
    End,
    Finish,
    Fork,
    Join,
    Decision,
    SetVariable,
    SetName,
    Fault,
    Delay,
    Await,
    Command,
}

internal enum JoinMode
{
    WaitAll,
    WaitAllActive,
    WaitAny,
}

/// <summary>An input's value: a literal, or the id of a variable.</summary>
internal sealed record Given(string TypeName, string? Literal, string? Variable);

internal sealed record Variable(string Id, string Name, string TypeName, string? Value);

/// <summary>What a definition says for people about a node.</summary>
/// <param name="Label">Words of a step that people count.</param>
/// <param name="Drawn">Words of any node in the drawing, no two alike: the entry <c>process-node-&lt;id&gt;</c> of the module's words, or the label; null without either.</param>
internal sealed record ForPeople(string? Label, string? Drawn, string? Says, string? Turn, string? Track, string? Stage);

internal sealed record Node(
    string Id, string Type, NodeKind Kind, string Name, IReadOnlyList<string> Ports, IReadOnlyDictionary<string, Given> Inputs,
    IReadOnlyDictionary<string, string> Outputs, IReadOnlyDictionary<string, string> Events, JoinMode Mode, string? Target, ForPeople People,
    IReadOnlyDictionary<string, string> CompleteBy)
{
    /// <summary>The port of an <see cref="NodeKind.Await"/> that its time limit takes.</summary>
    public const string Due = "Due";

    /// <summary>It halts until an event, a time or its command: it has a bookmark.</summary>
    public bool Halts => Kind is NodeKind.Await or NodeKind.Delay or NodeKind.Command;

    /// <summary>It waits for something outside the engine.</summary>
    public bool Waits => Kind is NodeKind.Await or NodeKind.Delay;
}

internal sealed record Edge(string From, string Port, string To)
{
    public string Key => $"{From}/{Port}";
}

/// <summary>One version of a workflow as read from its file, with the relations between its nodes worked out.</summary>
internal sealed class Definition
{
    private readonly FrozenDictionary<string, Node> nodes;
    private readonly FrozenDictionary<(string, string), Edge> edges;
    private readonly FrozenDictionary<string, FrozenSet<string>> before;

    public Definition(string id, int version, string name, string file, string hash, IReadOnlyList<Variable> variables, IReadOnlyList<Node> nodes, IReadOnlyList<Edge> edges)
    {
        (Id, Version, Name, File, Hash, Variables, Nodes, Edges) = (id, version, name, file, hash, variables, nodes, edges);
        this.nodes = nodes.ToFrozenDictionary(n => n.Id);
        this.edges = edges.ToFrozenDictionary(e => (e.From, e.Port));
        Start = nodes.Single(n => n.Kind == NodeKind.Start);
        Back = Graph.BackEdges(Start.Id, edges).ToFrozenSet();
        before = nodes.Where(n => n.Kind == NodeKind.Join).ToFrozenDictionary(n => n.Id, n => Graph.Before(n.Id, edges, Back).ToFrozenSet());
        Awaited = nodes.SelectMany(n => n.Events.Values).ToFrozenSet();
    }

    public string Id { get; }

    public int Version { get; }

    public string Name { get; }

    public string File { get; }

    public string Hash { get; }

    public IReadOnlyList<Variable> Variables { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<Edge> Edges { get; }

    public Node Start { get; }

    /// <summary>The connections that close a loop.</summary>
    public FrozenSet<Edge> Back { get; }

    /// <summary>Every event name that some wait of this definition listens for.</summary>
    public FrozenSet<string> Awaited { get; }

    public Node this[string id] => nodes[id];

    public Node? Find(string id) => nodes.GetValueOrDefault(id);

    public Edge? From(string node, string port) => edges.GetValueOrDefault((node, port));

    public IEnumerable<Edge> Into(string node) => Edges.Where(e => e.To == node);

    /// <summary>Whether something at a node can still come to a join in the join's present round.</summary>
    public bool CanReach(string node, string join) => before[join].Contains(node);
}

/// <summary>What can be said of nodes and connections alone.</summary>
internal static class Graph
{
    public static HashSet<string> Reachable(string start, IReadOnlyList<Edge> edges)
    {
        var seen = new HashSet<string> { start };
        var open = new Stack<string>([start]);
        while (open.TryPop(out var node))
            foreach (var edge in edges.Where(e => e.From == node))
                if (seen.Add(edge.To))
                    open.Push(edge.To);
        return seen;
    }

    /// <summary>The connections that lead to a node from which they come: those that close a loop, seen from the start.</summary>
    public static List<Edge> BackEdges(string start, IReadOnlyList<Edge> edges)
    {
        var (back, onPath, done) = (new List<Edge>(), new HashSet<string>(), new HashSet<string>());
        Visit(start);
        return back;

        void Visit(string node)
        {
            onPath.Add(node);
            foreach (var edge in edges.Where(e => e.From == node))
            {
                if (onPath.Contains(edge.To)) back.Add(edge);
                else if (!done.Contains(edge.To)) Visit(edge.To);
            }
            onPath.Remove(node);
            done.Add(node);
        }
    }

    /// <summary>
    /// The nodes from which a join can be reached in its present round: along forward connections, and along the loops that lie wholly before
    /// it (a track's own rework), but not along a loop that the join itself is part of (that is its next round).
    /// </summary>
    public static HashSet<string> Before(string join, IReadOnlyList<Edge> edges, IReadOnlySet<Edge> back)
    {
        var usable = edges.Where(e => !back.Contains(e) || !Loop(e, edges).Contains(join)).ToLookup(e => e.To);
        var seen = new HashSet<string>();
        var open = new Stack<string>([join]);
        while (open.TryPop(out var node))
            foreach (var edge in usable[node])
                if (edge.From != join && seen.Add(edge.From))
                    open.Push(edge.From);
        return seen;
    }

    /// <summary>A loop that passes no wait, as its ids; null when there is none.</summary>
    public static List<string>? EndlessLoop(IReadOnlyList<Node> nodes, IReadOnlyList<Edge> edges)
    {
        var quick = nodes.Where(n => !n.Waits).Select(n => n.Id).ToHashSet();
        var inside = edges.Where(e => quick.Contains(e.From) && quick.Contains(e.To)).ToList();
        foreach (var node in nodes.Where(n => quick.Contains(n.Id)))
            foreach (var edge in BackEdges(node.Id, inside))
                return [.. Loop(edge, inside).Order(StringComparer.Ordinal)];
        return null;
    }

    /// <summary>The nodes of the loop that a connection closes.</summary>
    private static HashSet<string> Loop(Edge back, IReadOnlyList<Edge> edges)
    {
        var loop = new HashSet<string> { back.To, back.From };
        var open = new Stack<string>(back.From == back.To ? [] : [back.From]);
        while (open.TryPop(out var node))
            foreach (var edge in edges.Where(e => e.To == node))
                if (loop.Add(edge.From))
                    open.Push(edge.From);
        return loop;
    }
}
