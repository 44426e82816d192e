using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.BuildingBlocks.Workflow;

internal sealed partial class Workflows(
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

    public Task Erase(Guid correlationId, CancellationToken cancellationToken)
    {
        MustBeInACommand();
        return unit.Execute(
            "update workflow_reasons set text = '' where id in (select j.reason_id from workflow_journal j join workflow_instances i on i.id = j.instance_id where i.correlation_id = @id)",
            cancellationToken, ("@id", correlationId));
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
            .. definitions.All.Select(d => new VersionInUse(d.Id, Sentences.Name(d), d.Version, definitions.Newest(d.Id).Version, running.GetValueOrDefault((d.Id, d.Version))))
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

    private Row ReadRow(System.Data.Common.DbDataReader r) => new(
        r.GetGuid(0), definitions[r.GetString(1), r.GetInt32(2)], r.GetGuid(3), Enum.Parse<InstanceStatus>(r.GetString(4), ignoreCase: true),
        Instants.FromMicroseconds(r.GetInt64(5)), Instant(r, 6), r.GetInt32(7));

    private static DateTimeOffset? Instant(System.Data.Common.DbDataReader r, int column) => r.IsDBNull(column) ? null : Instants.FromMicroseconds(r.GetInt64(column));
}
