using System.Text.Json.Nodes;

namespace CommonPlatform.BuildingBlocks.Workflow;

// The connections between the activities.
internal sealed partial class DefinitionReader
{
    private List<Edge> ReadEdges(JsonArray connections, List<Node> nodes)
    {
        var edges = new List<Edge>();
        foreach (var connection in connections.Select(c => c!.AsObject()))
        {
            var (source, target) = (connection["source"] as JsonObject ?? [], connection["target"] as JsonObject ?? []);
            var edge = new Edge(Text(source, "activity") ?? "", Text(source, "port") ?? "", Text(target, "activity") ?? "");
            var from = nodes.Find(n => n.Id == edge.From);
            if (from is null) Fault(edge.From, "a connection comes from an activity that does not exist");
            if (nodes.All(n => n.Id != edge.To)) Fault(edge.From, $"a connection leads to {edge.To}, which does not exist");
            if (Text(target, "port") != "In") Fault(edge.From, "a connection must lead to the port In");
            if (from is not null && !from.Ports.Contains(edge.Port)) Fault(edge.From, $"has no outcome {edge.Port}");
            if (edges.Any(e => e.From == edge.From && e.Port == edge.Port)) Fault(edge.From, $"the outcome {edge.Port} has two connections: use a fork");
            else edges.Add(edge);
        }
        foreach (var node in nodes)
            foreach (var port in node.Ports)
                if (!edges.Any(e => e.From == node.Id && e.Port == port))
                    Fault(node.Id, $"the outcome {port} leads nowhere");
        return edges;
    }

    private void JudgeShape(List<Node> nodes, List<Edge> edges)
    {
        var start = nodes.Single(n => n.Kind == NodeKind.Start);
        var reachable = Graph.Reachable(start.Id, edges);
        foreach (var lost in nodes.Where(n => !reachable.Contains(n.Id))) Fault(lost.Id, "can't be reached from the start");
        foreach (var back in Graph.BackEdges(start.Id, edges).Where(b => Graph.Reachable(start.Id, [.. edges.Where(e => e.From != b.To)]).Contains(b.From) && b.From != b.To))
            Fault(back.From, $"closes a loop that can be entered elsewhere than at {back.To}");
        if (Graph.EndlessLoop(nodes, edges) is { } loop) Fault(loop[0], $"a loop without a wait: {string.Join(", ", loop)}");
    }
}
