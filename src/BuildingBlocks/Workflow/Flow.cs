using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>Where an instance stands; stored as JSON with the instance.</summary>
internal sealed class Position
{
    /// <summary>Variables by their id.</summary>
    public Dictionary<string, string?> Variables { get; init; } = [];

    /// <summary>The nodes that have a bookmark.</summary>
    public SortedSet<string> Halted { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What has come to a join that still waits: the connections by which it came.</summary>
    public SortedDictionary<string, SortedSet<string>> Arrived { get; init; } = new(StringComparer.Ordinal);

    public string Stored() => JsonSerializer.Serialize(this, Json.Options);

    public static Position Restored(string json) => JsonSerializer.Deserialize<Position>(json, Json.Options)!;
}

/// <summary>One node passed, for the journal.</summary>
internal sealed record Hop(string Node, string Outcome);

/// <summary>
/// How a definition is walked, and nothing else: no clock, no database, no command. The runner stores what it answers, and a recorded
/// journal can be walked again to see that it still leads to the same place.
/// </summary>
internal sealed class Flow(Definition definition, Position position)
{
    private readonly Queue<Edge> under = new();

    /// <summary>The nodes passed since this walk began.</summary>
    public List<Hop> Hops { get; } = [];

    /// <summary>The nodes that now need a bookmark.</summary>
    public List<Node> Opened { get; } = [];

    /// <summary>The nodes whose bookmark is void.</summary>
    public List<string> Cancelled { get; } = [];

    /// <summary>The node that ended the instance by a fault.</summary>
    public string? Fault { get; private set; }

    /// <summary>Nothing is left to be done.</summary>
    public bool Ended { get; private set; }

    public void Begin()
    {
        Enter(definition.Start);
        Walk();
    }

    /// <summary>A halted node has come to one of its outcomes.</summary>
    public void Complete(string node, string outcome)
    {
        position.Halted.Remove(node);
        Leave(definition[node], outcome);
        Walk();
    }

    private void Walk()
    {
        do
            while (under.TryDequeue(out var edge) && !Ended)
                Arrive(edge);
        while (!Ended && Settle());
        Ended |= position.Halted.Count == 0 && position.Arrived.Count == 0;
    }

    private void Arrive(Edge edge)
    {
        var target = definition[edge.To];
        if (target.Kind != NodeKind.Join) Enter(target);
        else if (position.Arrived.TryGetValue(target.Id, out var there)) there.Add(edge.Key);
        else position.Arrived[target.Id] = new(StringComparer.Ordinal) { edge.Key };
    }

    /// <summary>Lets joins go on that have what they wait for, or can't get more; true when one did.</summary>
    private bool Settle()
    {
        foreach (var join in position.Arrived.Keys.ToList())
        {
            var node = definition[join];
            var all = definition.Into(join).Where(e => !definition.Back.Contains(e)).All(e => position.Arrived[join].Contains(e.Key));
            var moreMayCome = position.Halted.Concat(position.Arrived.Keys.Where(other => other != join)).Any(other => definition.CanReach(other, join));
            if (node.Mode == JoinMode.WaitAny ? CancelBefore(join) : all || !moreMayCome)
            {
                position.Arrived.Remove(join);
                if (node.Mode == JoinMode.WaitAll && !all) Hops.Add(new(join, "Skipped"));
                else Enter(node);
                return true;
            }
        }
        return false;
    }

    private bool CancelBefore(string join)
    {
        foreach (var late in position.Halted.Where(n => definition.CanReach(n, join)).ToList()) Cancel(late);
        foreach (var late in position.Arrived.Keys.Where(n => n != join && definition.CanReach(n, join)).ToList()) position.Arrived.Remove(late);
        return true;
    }

    private void Cancel(string node)
    {
        position.Halted.Remove(node);
        if (Opened.RemoveAll(n => n.Id == node) == 0) Cancelled.Add(node);
    }

    private void Enter(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Await or NodeKind.Delay or NodeKind.Command:
                if (position.Halted.Add(node.Id)) Opened.Add(node);
                break;
            case NodeKind.Fork:
                foreach (var port in node.Ports) Follow(node, port);
                Hops.Add(new(node.Id, "Done"));
                break;
            case NodeKind.Decision:
                Leave(node, Truth(Read(node.Inputs["condition"])) ? "True" : "False");
                break;
            case NodeKind.SetVariable:
                position.Variables[node.Target!] = Read(node.Inputs["value"]);
                Leave(node, "Done");
                break;
            case NodeKind.Finish or NodeKind.Fault:
                Hops.Add(new(node.Id, node.Kind.ToString()));
                foreach (var halted in position.Halted.ToList()) Cancel(halted);
                position.Arrived.Clear();
                under.Clear();
                Fault = node.Kind == NodeKind.Fault ? node.Id : null;
                Ended = true;
                break;
            case NodeKind.End:
                Hops.Add(new(node.Id, "Done"));
                break;
            default:
                Leave(node, "Done");
                break;
        }
    }

    private void Leave(Node node, string outcome)
    {
        Hops.Add(new(node.Id, outcome));
        Follow(node, outcome);
    }

    private void Follow(Node node, string port)
    {
        if (definition.From(node.Id, port) is { } edge) under.Enqueue(edge);
    }

    /// <summary>The value of an input now.</summary>
    public string? Read(Given given) => given.Variable is { } id ? position.Variables.GetValueOrDefault(id) : given.Literal;

    public static bool Truth(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
