using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>How instances stand, in words and as drawings.</summary>
internal sealed partial class Workflows
{
    /// <summary>What is known of this version of an instance already; the rest is read. A command sees what isn't committed, so it shares nothing.</summary>
    private async Task<List<Standing>> Describe(List<Row> rows, CancellationToken cancellationToken)
    {
        if (unit.IsOpen) return await InOtherWords(await Read(rows, cancellationToken), cancellationToken);
        var known = rows.Select(r => standings.Find(r.Id, r.Version)).ToList();
        var unknown = rows.Where((_, i) => known[i] is null).ToList();
        var read = unknown.Count == 0 ? [] : (await Read(unknown, cancellationToken)).ToDictionary(s => s.InstanceId);
        foreach (var row in unknown) standings.Keep(row.Id, row.Version, read[row.Id]);
        return await InOtherWords([.. rows.Select((r, i) => known[i] ?? read[r.Id])], cancellationToken);
    }

    /// <summary>Two queries for any number of instances.</summary>
    private async Task<List<Standing>> Read(List<Row> rows, CancellationToken cancellationToken)
    {
        var ids = Within([.. rows.Select(r => r.Id)]);
        var halts = (await unit.Query(
            $"""
            select b.instance_id, b.node_id, b.created_at, b.due_at, i.id from workflow_bookmarks b
            left join workflow_incidents i on i.bookmark_id = b.id and i.resolved_at is null where b.instance_id {within} order by b.created_at, b.node_id
            """,
            r => (Instance: r.GetGuid(0), Halt: new Halt(r.GetString(1), Instants.FromMicroseconds(r.GetInt64(2)), Instant(r, 3), !r.IsDBNull(4))),
            cancellationToken, ("@ids", ids))).ToLookup(h => h.Instance, h => h.Halt);
        var passed = (await unit.Query(
            $"""
            select instance_id, node_id, outcome, max(at) from workflow_journal where instance_id {within} and outcome not in ('Failed', 'Discarded', 'Retried', 'Moved')
            group by instance_id, node_id, outcome
            """,
            r => (Instance: r.GetGuid(0), Passed: new Passed(r.GetString(1), r.GetString(2), Instants.FromMicroseconds(r.GetInt64(3)))), cancellationToken, ("@ids", ids)))
            .ToLookup(p => p.Instance, p => p.Passed);
        return [.. rows.Select(r => Describe(r, [.. halts[r.Id]], Done(r.Definition, passed[r.Id])))];
    }

    /// <summary>One query for each module that says more of those that wait at its nodes.</summary>
    private async Task<List<Standing>> InOtherWords(List<Standing> standings, CancellationToken cancellationToken)
    {
        foreach (var module in waitWords)
        {
            bool Is(WaitingFor wait) => !wait.Failed && module.Nodes.Contains(wait.NodeId);
            if (standings.Where(s => s.Waits.Any(Is)).Select(s => s.CorrelationId).ToList() is not { Count: > 0 } waiting) continue;
            var instead = await module.Instead(waiting, cancellationToken);
            standings = [.. standings.Select(s => instead.TryGetValue(s.CorrelationId, out var words) ? s with { Waits = [.. s.Waits.Select(w => Is(w) ? w with { Sentence = words(w.Since) } : w)] } : s)];
        }
        return standings;
    }

    /// <summary>
    /// When each step was done. A wait with several outcomes is done by the first that its definition names: an application that was sent back
    /// to the applicant isn't decided.
    /// </summary>
    private static Dictionary<string, DateTimeOffset> Done(Definition definition, IEnumerable<Passed> passed) => passed
        .GroupBy(p => p.Node).Select(g => g.MaxBy(p => p.At)!)
        .Where(p => definition[p.Node].Events is not { Count: > 1 } outcomes || !outcomes.ContainsKey(p.Outcome) || outcomes.Keys.First() == p.Outcome)
        .ToDictionary(p => p.Node, p => p.At);

    private sealed record Passed(string Node, string Outcome, DateTimeOffset At);

    private static Standing Describe(Row row, List<Halt> halts, Dictionary<string, DateTimeOffset> passed)
    {
        var definition = row.Definition;
        StepState State(string node) => halts.Any(h => h.Node == node) ? StepState.Current : passed.ContainsKey(node) ? StepState.Done : StepState.ToDo;
        var waits = halts.Select(h => (Halt: h, Node: definition[h.Node])).Where(h => h.Node.People.Says is not null || h.Node.People.Label is not null || h.Halt.Failed)
            .OrderBy(h => h.Node.People.Turn is null).ThenBy(h => definition.Nodes.ToList().IndexOf(h.Node))
            .Select(h => new WaitingFor(
                h.Node.Id, Sentences.Of(h.Node, h.Halt.Since, h.Halt.Until, h.Halt.Failed), Sentences.Label(h.Node), h.Halt.Failed ? "hmcts" : h.Node.People.Turn,
                Sentences.Who(h.Halt.Failed ? "hmcts" : h.Node.People.Turn), h.Node.People.Track, h.Node.People.Stage is { } stage ? new(stage) : null,
                h.Halt.Since, h.Halt.Until, Sentences.Next(definition, h.Node), h.Halt.Failed));
        // Steps of the same name are alternatives, such as one signatory or two: people count them as one, the one that was taken.
        var labelled = definition.Nodes.Where(n => n.People.Label is not null).GroupBy(n => n.People.Label)
            .Select(same => same.OrderBy(n => State(n.Id) switch { StepState.Current => 0, StepState.Done => 1, _ => 2 }).First())
            .Select(n => new StepStanding(
                n.Id, Sentences.Label(n)!, n.People.Track, n.People.Stage is { } stage ? new(stage) : null, State(n.Id),
                halts.Find(h => h.Node == n.Id)?.Since ?? (passed.TryGetValue(n.Id, out var at) ? at : null)));
        return new(row.Id, definition.Id, definition.Version, row.CorrelationId, row.Status, row.StartedAt, row.EndedAt, [.. waits], [.. labelled])
        {
            Draw = () => new Chart(
                definition.Name, [.. definition.Nodes.Select(n => new ChartNode(n.Id, Sentences.Drawn(n), n.Name, ShapeOf(n), n.People.Track, State(n.Id)))],
                [.. definition.Edges.Select(e => new ChartLine(e.From, e.Port, e.To, definition.Back.Contains(e)))]),
        };
    }

    private static string ShapeOf(Node node) => node.Kind switch
    {
        NodeKind.Start => "start",
        NodeKind.End or NodeKind.Finish or NodeKind.Fault => "end",
        NodeKind.Fork or NodeKind.Join or NodeKind.SetName or NodeKind.SetVariable => "gate",
        NodeKind.Decision => "decision",
        NodeKind.Await or NodeKind.Delay => "wait",
        _ => "step",
    };
}
