using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.BuildingBlocks.Workflow;

internal sealed class Workflows(
    UnitOfWork unit, Steps steps, Definitions definitions, Standings standings, TimeProvider clock, IEnumerable<IFact> facts, IEnumerable<IWaitWords> waitWords) : IWorkflows
{
    private sealed record Row(Guid Id, Definition Definition, Guid CorrelationId, InstanceStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Version);

    private sealed record Halt(string Node, DateTimeOffset Since, DateTimeOffset? Until, bool Failed);

    private const string Instances = "select id, definition_id, version, correlation_id, status, started_at, ended_at, row_version from workflow_instances";

    // A list as one parameter: SQLite knows no arrays and keeps a Guid as text in capitals.
    private readonly string within = unit.Database.IsSqlite ? "in (select value from json_each(@ids))" : "= any(@ids)";

    private object Within(IReadOnlyList<Guid> ids) => unit.Database.IsSqlite ? JsonSerializer.Serialize(ids.Select(i => i.ToString("D").ToUpperInvariant())) : ids.ToArray();

    public async Task<Guid> Start(string definitionId, Guid correlationId, IReadOnlyDictionary<string, string?>? variables, CancellationToken cancellationToken)
    {
        MustBeInACommand();
        return await steps.Start(definitions.Newest(definitionId), correlationId, variables, cancellationToken);
    }

    public async Task<Guid> GoOn(string definitionId, Guid correlationId, CancellationToken cancellationToken)
    {
        MustBeInACommand();
        var ended = (await unit.Query(
            "select version, position from workflow_instances where definition_id = @definition and correlation_id = @correlation and ended_at is not null order by ended_at desc, id desc",
            r => (Definition: definitions[definitionId, r.GetInt32(0)], Position: Position.Restored(r.GetString(1))), cancellationToken, ("@definition", definitionId), ("@correlation", correlationId)))
            .FirstOrDefault();
        var variables = ended.Definition?.Variables.ToDictionary(v => v.Name, v => ended.Position.Variables.GetValueOrDefault(v.Id));
        var id = await Start(definitionId, correlationId, variables, cancellationToken);
        await Rederive(id, definitions.Newest(definitionId).Version, dryRun: false, cancellationToken);
        return id;
    }

    public async Task<IReadOnlyList<Standing>> Describe(Guid correlationId, CancellationToken cancellationToken) => await Describe(
        await unit.Query($"{Instances} where correlation_id = @id order by started_at desc, id desc", ReadRow, cancellationToken, ("@id", correlationId)), cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, Standing>> Describe(string definitionId, IReadOnlyList<Guid> correlationIds, CancellationToken cancellationToken)
    {
        var rows = await unit.Query(
            $"{Instances} where definition_id = @definition and correlation_id {within} order by started_at desc, id desc", ReadRow, cancellationToken,
            ("@definition", definitionId), ("@ids", Within(correlationIds)));
        return (await Describe([.. rows.DistinctBy(r => r.CorrelationId)], cancellationToken)).ToDictionary(s => s.CorrelationId);
    }

    public async Task<IReadOnlyList<JournalLine>> Journal(Guid instanceId, CancellationToken cancellationToken) => await unit.Query(
        """
        select j.number, j.node_id, j.outcome, j.at, j.detail, r.text, j.actor from workflow_journal j
        left join workflow_reasons r on r.id = j.reason_id where j.instance_id = @id order by j.number
        """,
        r => new JournalLine(r.GetInt32(0), r.GetString(1), r.GetString(2), Instants.FromMicroseconds(r.GetInt64(3)), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5), r.GetString(6)),
        cancellationToken, ("@id", instanceId));

    public async Task<IReadOnlyList<Incident>> Incidents(CancellationToken cancellationToken) => await unit.Query(
        """
        select i.id, i.instance_id, n.definition_id, n.correlation_id, i.node_id, i.error, i.attempts, i.raised_at, i.retry_at
        from workflow_incidents i join workflow_instances n on n.id = i.instance_id where i.resolved_at is null order by i.raised_at, i.id
        """,
        r => new Incident(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.GetInt32(6), Instants.FromMicroseconds(r.GetInt64(7)), Instant(r, 8)),
        cancellationToken);

    public async Task Retry(Guid incidentId, CancellationToken cancellationToken)
    {
        var (instance, bookmark) = await Open(incidentId, cancellationToken);
        var command = instance.Definition[bookmark.NodeId].Kind == NodeKind.Command;
        await unit.Execute("update workflow_bookmarks set next_at = @next where id = @id", cancellationToken, ("@next", command ? clock.GetUtcNow() : null), ("@id", bookmark.Id));
        await unit.Execute("update workflow_incidents set retry_at = @at where id = @id", cancellationToken, ("@at", clock.GetUtcNow()), ("@id", incidentId));
        await steps.Note(instance, bookmark.NodeId, "Retried", null, null, cancellationToken);
    }

    public async Task Skip(Guid incidentId, string reason, CancellationToken cancellationToken)
    {
        var (instance, bookmark) = await Open(incidentId, cancellationToken);
        var outcome = await Holding(instance.Definition[bookmark.NodeId], instance.Position, instance.CorrelationId, cancellationToken);
        Rule.Require(outcome is not null, Common.StepNotDoneYet);
        var reasonId = Guid.CreateVersion7(clock.GetUtcNow());
        await unit.Execute("insert into workflow_reasons (id, text) values (@id, @text)", cancellationToken, ("@id", reasonId), ("@text", reason));
        await steps.Take(bookmark, cancellationToken);
        await steps.Resolve(bookmark.Id, "skipped", cancellationToken);
        await steps.Resume(instance, bookmark.NodeId, outcome!, null, ("skipped", reasonId), cancellationToken);
    }

    public async Task<IReadOnlyList<VersionInUse>> Versions(CancellationToken cancellationToken)
    {
        var running = (await unit.Query(
            "select definition_id, version, count(*) from workflow_instances where ended_at is null group by definition_id, version",
            r => (Key: (r.GetString(0), r.GetInt32(1)), Cases: r.GetInt64(2)), cancellationToken)).ToDictionary(r => r.Key, r => r.Cases);
        return
        [
            .. definitions.All.Select(d => new VersionInUse(d.Id, d.Name, d.Version, definitions.Newest(d.Id).Version, running.GetValueOrDefault((d.Id, d.Version))))
                .Where(v => v.Running > 0 || v.Version == v.Newest).OrderBy(v => v.DefinitionId, StringComparer.Ordinal).ThenBy(v => v.Version),
        ];
    }

    public async Task<IReadOnlyList<Guid>> Running(string definitionId, int version, CancellationToken cancellationToken) => await unit.Query(
        "select id from workflow_instances where definition_id = @definition and version = @version and ended_at is null order by started_at, id",
        r => r.GetGuid(0), cancellationToken, ("@definition", definitionId), ("@version", version));

    public async Task<Move> Rederive(Guid instanceId, int version, bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun) MustBeInACommand();
        var instance = await steps.Lock(instanceId, cancellationToken) ?? throw new NotFoundException();
        var (target, now) = (definitions[instance.Definition.Id, version], clock.GetUtcNow());
        var before = await unit.Query(
            "select node_id, created_at, due_at from workflow_bookmarks where instance_id = @id order by created_at, node_id",
            r => At(instance.Definition[r.GetString(0)], Instants.FromMicroseconds(r.GetInt64(1)), Instant(r, 2)), cancellationToken, ("@id", instanceId));
        var position = new Position();
        foreach (var variable in target.Variables)
            position.Variables[variable.Id] = instance.Definition.Variables.FirstOrDefault(v => v.Name == variable.Name) is { } same ? instance.Position.Variables.GetValueOrDefault(same.Id) : variable.Value;

        var (flow, carried) = (new Flow(target, position), new List<string>());
        flow.Begin();
        while (!flow.Ended && await FirstHolding(target, position, carried, instance.CorrelationId, cancellationToken) is var (node, outcome) && node is not null)
        {
            carried.Add(node.Id);
            flow.Opened.RemoveAll(n => n.Id == node.Id);
            flow.Complete(node.Id, outcome);
        }
        DateTimeOffset Since(string node) => before.FirstOrDefault(b => b.NodeId == node)?.Since ?? now;
        if (!dryRun)
        {
            foreach (var node in before) await steps.Cancel(instance.Id, node.NodeId, cancellationToken);
            await steps.Note(instance, target.Start.Id, "Moved", $"{instance.Definition.Version} to {version}", null, cancellationToken);
            await steps.Save(new(instance.Id, target, instance.CorrelationId, position, instance.Steps + 1, instance.RowVersion + 1), flow, Since, null, null, cancellationToken);
        }
        return new(
            instanceId, instance.CorrelationId, instance.Definition.Version, version, before,
            [.. position.Halted.Select(n => At(target[n], Since(n), Steps.DueAt(flow, target[n], Since(n))))], carried, flow.Ended);
    }

    private static Halting At(Node node, DateTimeOffset since, DateTimeOffset? due) => new(node.Id, Sentences.Drawn(node), node.Name, since, due);

    /// <summary>A halted step that is over, and how; each once, so that a loop of rework is not walked for ever.</summary>
    private async Task<(Node? Node, string Outcome)> FirstHolding(Definition definition, Position position, List<string> carried, Guid correlationId, CancellationToken cancellationToken)
    {
        foreach (var node in position.Halted.Where(h => !carried.Contains(h)).Select(h => definition[h]))
            if (await Holding(node, position, correlationId, cancellationToken) is { } outcome) return (node, outcome);
        return (null, "");
    }

    /// <summary>
    /// The outcome by which the facts say that a step is over, or null. A command whose outputs the case doesn't have yet has to run, whatever
    /// holds: commands can be repeated, and what follows needs the outputs.
    /// </summary>
    private async Task<string?> Holding(Node node, Position position, Guid correlationId, CancellationToken cancellationToken)
    {
        if (node.Outputs.Values.Any(v => position.Variables.GetValueOrDefault(v) is null)) return null;
        foreach (var (outcome, fact) in node.CompleteBy)
            if (await facts.First(f => f.Name == fact).Holds(correlationId, cancellationToken)) return outcome;
        return null;
    }

    private async Task<(Instance, Bookmark)> Open(Guid incidentId, CancellationToken cancellationToken)
    {
        MustBeInACommand();
        var bookmark = (await unit.Query(
            "select b.id, b.instance_id, b.node_id, b.attempts from workflow_incidents i join workflow_bookmarks b on b.id = i.bookmark_id where i.id = @id and i.resolved_at is null",
            r => new Bookmark(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetInt32(3)), cancellationToken, ("@id", incidentId))).SingleOrDefault() ?? throw new NotFoundException();
        return (await steps.Lock(bookmark.InstanceId, cancellationToken) ?? throw new NotFoundException(), bookmark);
    }

    private void MustBeInACommand()
    {
        if (!unit.IsOpen) throw new InvalidOperationException("A workflow is started, retried, skipped and moved inside a command.");
    }

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

    private Row ReadRow(System.Data.Common.DbDataReader r) => new(
        r.GetGuid(0), definitions[r.GetString(1), r.GetInt32(2)], r.GetGuid(3), Enum.Parse<InstanceStatus>(r.GetString(4), ignoreCase: true),
        Instants.FromMicroseconds(r.GetInt64(5)), Instant(r, 6), r.GetInt32(7));

    private static DateTimeOffset? Instant(System.Data.Common.DbDataReader r, int column) => r.IsDBNull(column) ? null : Instants.FromMicroseconds(r.GetInt64(column));
}
