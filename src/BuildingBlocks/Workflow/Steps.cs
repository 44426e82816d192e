using System.Globalization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>An instance, locked for the rest of the transaction.</summary>
internal sealed record Instance(Guid Id, Definition Definition, Guid CorrelationId, Position Position, int Steps, int RowVersion);

internal sealed record Bookmark(Guid Id, Guid InstanceId, string NodeId, int Attempts);

/// <summary>Writes what a step changes, in the open transaction: instance, journal, bookmarks, waits and timers.</summary>
internal sealed class Steps(UnitOfWork unit, DueItems dueItems, Definitions definitions, CurrentActor current, TimeProvider clock)
{
    public const string TimerKind = "workflow";

    private readonly string forUpdate = unit.Database.IsSqlite ? "" : " for update";

    public async Task<Guid> Start(Definition definition, Guid correlationId, IReadOnlyDictionary<string, string?>? variables, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var position = new Position();
        foreach (var variable in definition.Variables) position.Variables[variable.Id] = variables?.GetValueOrDefault(variable.Name) ?? variable.Value;
        var began = await unit.Execute(
            """
            insert into workflow_instances (id, definition_id, version, correlation_id, position, status, steps, row_version, started_at)
            values (@id, @definition, @version, @correlation, '', 'running', 0, 0, @at)
            on conflict (definition_id, correlation_id) where ended_at is null do nothing
            """,
            cancellationToken, ("@id", id), ("@definition", definition.Id), ("@version", definition.Version), ("@correlation", correlationId), ("@at", clock.GetUtcNow()));
        if (began == 0)
            return (await unit.Query(
                "select id from workflow_instances where definition_id = @definition and correlation_id = @correlation and ended_at is null",
                r => r.GetGuid(0), cancellationToken, ("@definition", definition.Id), ("@correlation", correlationId)))[0];
        var flow = new Flow(definition, position);
        flow.Begin();
        await Save(new(id, definition, correlationId, position, 0, 0), flow, null, null, cancellationToken);
        return id;
    }

    /// <summary>The instance if it still runs; whoever else wants it waits for this transaction.</summary>
    public async Task<Instance?> Lock(Guid id, CancellationToken cancellationToken) => (await unit.Query(
        $"select definition_id, version, correlation_id, position, steps, row_version from workflow_instances where id = @id and ended_at is null{forUpdate}",
        r => new Instance(id, definitions[r.GetString(0), r.GetInt32(1)], r.GetGuid(2), Position.Restored(r.GetString(3)), r.GetInt32(4), r.GetInt32(5)),
        cancellationToken, ("@id", id))).SingleOrDefault();

    /// <summary>Takes a bookmark out; false when another host was first.</summary>
    public async Task<bool> Take(Bookmark bookmark, CancellationToken cancellationToken)
    {
        if (await unit.Execute("delete from workflow_bookmarks where id = @id", cancellationToken, ("@id", bookmark.Id)) == 0) return false;
        await unit.Execute("delete from workflow_waits where bookmark_id = @id", cancellationToken, ("@id", bookmark.Id));
        await dueItems.Cancel(TimerKey(bookmark.Id), cancellationToken);
        return true;
    }

    /// <summary>Goes on from a node whose bookmark was taken.</summary>
    public async Task Resume(Instance instance, string node, string outcome, Guid? eventId, (string Detail, Guid Reason)? skipped, CancellationToken cancellationToken)
    {
        var flow = new Flow(instance.Definition, instance.Position);
        flow.Complete(node, outcome);
        await Save(instance, flow, eventId, skipped, cancellationToken);
    }

    /// <summary>Writes one line that moves nothing: a failure, a discarded signal, a retry.</summary>
    public async Task Note(Instance instance, string node, string outcome, string? detail, Guid? eventId, CancellationToken cancellationToken)
    {
        await Write(instance.Id, instance.Steps + 1, node, outcome, detail, eventId, null, cancellationToken);
        await Update(instance, instance.Steps + 1, InstanceStatus.Running, cancellationToken);
    }

    /// <summary>Stores where a walk has come to.</summary>
    public Task Save(Instance instance, Flow flow, Guid? eventId, (string Detail, Guid Reason)? skipped, CancellationToken cancellationToken) =>
        Save(instance, flow, _ => clock.GetUtcNow(), eventId, skipped, cancellationToken);

    /// <summary>As above, for nodes that a case has waited at since an earlier time.</summary>
    public async Task Save(
        Instance instance, Flow flow, Func<string, DateTimeOffset> since, Guid? eventId, (string Detail, Guid Reason)? skipped, CancellationToken cancellationToken)
    {
        var steps = instance.Steps;
        foreach (var hop in flow.Hops)
        {
            var first = steps == instance.Steps;
            await Write(instance.Id, ++steps, hop.Node, hop.Outcome, first ? skipped?.Detail : null, first ? eventId : null, first ? skipped?.Reason : null, cancellationToken);
        }
        foreach (var node in flow.Cancelled) await Cancel(instance.Id, node, cancellationToken);
        foreach (var node in flow.Opened) await Open(instance, flow, node, since(node.Id), cancellationToken);
        var status = flow.Fault is not null ? InstanceStatus.Faulted : flow.Ended ? InstanceStatus.Ended : InstanceStatus.Running;
        await Update(instance, steps, status, cancellationToken);
        if (flow.Ended)
            await unit.Execute(
                "delete from workflow_signals where correlation_id = @correlation and definition_id = @definition",
                cancellationToken, ("@correlation", instance.CorrelationId), ("@definition", instance.Definition.Id));
    }

    public async Task Cancel(Guid instanceId, string node, CancellationToken cancellationToken)
    {
        foreach (var bookmark in await unit.Query(
            "select id from workflow_bookmarks where instance_id = @instance and node_id = @node",
            r => new Bookmark(r.GetGuid(0), instanceId, node, 0), cancellationToken, ("@instance", instanceId), ("@node", node)))
        {
            await Take(bookmark, cancellationToken);
            await Resolve(bookmark.Id, "cancelled", cancellationToken);
        }
    }

    public Task Resolve(Guid bookmarkId, string resolution, CancellationToken cancellationToken) => unit.Execute(
        "update workflow_incidents set resolved_at = @at, resolution = @resolution, resolved_by = @by, retry_at = null where bookmark_id = @id and resolved_at is null",
        cancellationToken, ("@at", clock.GetUtcNow()), ("@resolution", resolution), ("@by", current.Actor.Code), ("@id", bookmarkId));

    private async Task Open(Instance instance, Flow flow, Node node, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (id, due) = (Guid.CreateVersion7(now), DueAt(flow, node, since));
        await unit.Execute(
            "insert into workflow_bookmarks (id, instance_id, node_id, attempts, next_at, created_at, due_at) values (@id, @instance, @node, 0, @next, @at, @due)",
            cancellationToken, ("@id", id), ("@instance", instance.Id), ("@node", node.Id), ("@next", node.Kind == NodeKind.Command ? now : null), ("@at", since), ("@due", due));
        // Without a value the wait would take the signal of any round.
        var round = Round.Of(node.Inputs.TryGetValue("round", out var given)
            ? flow.Read(given) ?? throw new InvalidOperationException($"{node.Id}: the variable of round has no value.") : null);
        foreach (var name in node.Events.Values)
        {
            var of = definitions.HasRound(name) ? round : default;
            await unit.Execute(
                """
                insert into workflow_waits (bookmark_id, event_name, instance_id, correlation_id, definition_id, round_kind, round_number)
                values (@bookmark, @event, @instance, @correlation, @definition, @kind, @number)
                """,
                cancellationToken, ("@bookmark", id), ("@event", name), ("@instance", instance.Id), ("@correlation", instance.CorrelationId),
                ("@definition", instance.Definition.Id), ("@kind", of.Kind), ("@number", of.Number));
        }
        if (due is { } at) await dueItems.Set(new(TimerKey(id), TimerKind, instance.CorrelationId, at, id.ToString("D")), cancellationToken);
    }

    /// <summary>When the time limit of a node comes that the case has been at since then.</summary>
    public static DateTimeOffset? DueAt(Flow flow, Node node, DateTimeOffset now)
    {
        if (node.Kind == NodeKind.Delay) return now + TimeSpan.Parse(node.Inputs["timeSpan"].Literal!, CultureInfo.InvariantCulture);
        if (node.Kind != NodeKind.Await) return null;
        if (node.Inputs.TryGetValue("forDays", out var days)) return now.AddDays(int.Parse(days.Literal!, CultureInfo.InvariantCulture));
        if (node.Inputs.TryGetValue("workingDays", out var working))
            return WorkingDays.After(now.CivilDate(), int.Parse(working.Literal!, CultureInfo.InvariantCulture)).InLondon(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Dates.London).DateTime));
        if (!node.Inputs.TryGetValue("until", out var until)) return null;
        return DateTimeOffset.Parse(flow.Read(until) ?? throw new InvalidOperationException($"{node.Id}: the variable of until has no value."), CultureInfo.InvariantCulture);
    }

    private Task Write(Guid instanceId, int number, string node, string outcome, string? detail, Guid? eventId, Guid? reasonId, CancellationToken cancellationToken) => unit.Execute(
        """
        insert into workflow_journal (instance_id, number, node_id, outcome, at, detail, event_id, reason_id, actor)
        values (@instance, @number, @node, @outcome, @at, @detail, @event, @reason, @actor)
        """,
        cancellationToken, ("@instance", instanceId), ("@number", number), ("@node", node), ("@outcome", outcome), ("@at", clock.GetUtcNow()), ("@detail", detail),
        ("@event", eventId), ("@reason", reasonId), ("@actor", current.Actor.Code));

    private async Task Update(Instance instance, int steps, InstanceStatus status, CancellationToken cancellationToken)
    {
        var updated = await unit.Execute(
            """
            update workflow_instances set definition_id = @definition, version = @version, position = @position, steps = @steps, row_version = row_version + 1,
                status = @status, ended_at = @ended where id = @id and row_version = @row_version
            """,
            cancellationToken, ("@definition", instance.Definition.Id), ("@version", instance.Definition.Version), ("@position", instance.Position.Stored()), ("@steps", steps),
            ("@status", status.ToString().ToLowerInvariant()), ("@ended", status == InstanceStatus.Running ? null : clock.GetUtcNow()), ("@id", instance.Id), ("@row_version", instance.RowVersion));
        if (updated != 1) throw new ConflictException(instance.RowVersion, instance.RowVersion + 1);
    }

    private static string TimerKey(Guid bookmarkId) => $"workflow {bookmarkId:D}";
}
