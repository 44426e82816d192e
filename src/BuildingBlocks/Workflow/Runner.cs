using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Workflow;

internal sealed record Signal(Guid EventId, string EventName, Round Round);

/// <summary>
/// Takes running instances on, each step in a transaction of its own: take the bookmark (none left: another host was first), send the
/// activity's one command, write the journal, follow the branches, set new bookmarks and timers, take the signal, commit.
/// </summary>
internal sealed class Runner(IServiceScopeFactory scopes, ActivityTypes activities, TimeProvider clock, ILogger<Runner> log) : IDrain
{
    /// <summary>How often a failed step is tried again by itself before a person must look at it.</summary>
    public const int AutomaticRetries = 5;

    private const int Collisions = 3;

    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var (bookmark, signal) in await Signals(cancellationToken)) done += await Step(bookmark, s => Receive(s, bookmark, signal, cancellationToken), cancellationToken);
        foreach (var bookmark in await Commands(cancellationToken)) done += await Step(bookmark, s => Run(s, bookmark, cancellationToken), cancellationToken);
        return done;
    }

    private async Task<List<(Bookmark Bookmark, Signal Signal)>> Signals(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
            """
            select b.id, b.instance_id, b.node_id, b.attempts, s.event_id, s.event_name, s.round_kind, s.round_number
            from workflow_signals s
            join workflow_waits w on w.correlation_id = s.correlation_id and w.event_name = s.event_name and w.definition_id = s.definition_id
            join workflow_bookmarks b on b.id = w.bookmark_id
            left join workflow_incidents i on i.bookmark_id = b.id and i.resolved_at is null
            where (w.round_kind is null or (s.round_kind = w.round_kind and s.round_number <= w.round_number)) and (i.id is null or i.retry_at <= @now)
            order by s.at, s.event_id limit 200
            """,
            r => (new Bookmark(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetInt32(3)),
                new Signal(r.GetGuid(4), r.GetString(5), new(r.IsDBNull(6) ? null : r.GetString(6), r.GetInt32(7)))),
            cancellationToken, ("@now", clock.GetUtcNow()));
    }

    private async Task<List<Bookmark>> Commands(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
            "select id, instance_id, node_id, attempts from workflow_bookmarks where next_at <= @now order by next_at, id limit 200",
            r => new Bookmark(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetInt32(3)), cancellationToken, ("@now", clock.GetUtcNow()));
    }

    /// <summary>One step in a scope and a transaction of its own; 1 when it changed something.</summary>
    private async Task<int> Step(Bookmark bookmark, Func<IServiceProvider, Task<bool>> work, CancellationToken cancellationToken)
    {
        for (var collision = 0; ; collision++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            var current = scope.ServiceProvider.GetRequiredService<CurrentActor>();
            (current.Actor, current.Correlation) = (Actor.System("workflow"), bookmark.InstanceId.ToString("D"));
            try
            {
                await unit.Begin(cancellationToken);
                if (!await work(scope.ServiceProvider)) return 0;
                await unit.Commit(cancellationToken);
                return 1;
            }
            catch (Exception e) when (UnitOfWork.IsSerializationFailure(e) && collision < Collisions)
            {
                // Another transaction got in between: the same step again in a new scope.
                await unit.RollbackUnlessCommitted();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await unit.RollbackUnlessCommitted();
                log.LogError(e, "Workflow instance {Instance} failed at {Node}", bookmark.InstanceId, bookmark.NodeId);
                await Fail(bookmark, e, cancellationToken);
                return 0;
            }
            finally
            {
                await unit.RollbackUnlessCommitted();
            }
        }
    }

    private async Task<bool> Receive(IServiceProvider services, Bookmark bookmark, Signal signal, CancellationToken cancellationToken)
    {
        var (steps, unit) = (services.GetRequiredService<Steps>(), services.GetRequiredService<UnitOfWork>());
        if (await steps.Lock(bookmark.InstanceId, cancellationToken) is not { } instance) return false;
        var wait = (await unit.Query(
            "select round_kind, round_number from workflow_waits where bookmark_id = @id and event_name = @event",
            r => new Round(r.IsDBNull(0) ? null : r.GetString(0), r.GetInt32(1)), cancellationToken, ("@id", bookmark.Id), ("@event", signal.EventName)))
            .Select(r => (Round?)r).SingleOrDefault();
        var taken = wait is not null && await unit.Execute(
            "delete from workflow_signals where correlation_id = @correlation and event_name = @event and event_id = @id and definition_id = @definition",
            cancellationToken, ("@correlation", instance.CorrelationId), ("@event", signal.EventName), ("@id", signal.EventId), ("@definition", instance.Definition.Id)) == 1;
        if (!taken) return false;
        if (wait!.Value.Kind is not null && signal.Round.Number < wait.Value.Number)
        {
            await steps.Note(instance, bookmark.NodeId, "Discarded", $"{signal.EventName} {signal.Round}", signal.EventId, cancellationToken);
            return true;
        }
        if (!await steps.Take(bookmark, cancellationToken)) return false;
        if (bookmark.Attempts > 0) await steps.Resolve(bookmark.Id, "recovered", cancellationToken);
        var port = instance.Definition[bookmark.NodeId].Events.Single(e => e.Value == signal.EventName).Key;
        await steps.Resume(instance, bookmark.NodeId, port, signal.EventId, null, cancellationToken);
        return true;
    }

    private async Task<bool> Run(IServiceProvider services, Bookmark bookmark, CancellationToken cancellationToken)
    {
        var steps = services.GetRequiredService<Steps>();
        if (await steps.Lock(bookmark.InstanceId, cancellationToken) is not { } instance || !await steps.Take(bookmark, cancellationToken)) return false;
        var node = instance.Definition[bookmark.NodeId];
        var flow = new Flow(instance.Definition, instance.Position);
        var context = new ActivityContext(instance.CorrelationId, node.Inputs.ToDictionary(i => i.Key, i => flow.Read(i.Value)));
        var outcome = await ((IWorkflowActivity)services.GetRequiredService(activities.Classes[node.Type])).Run(context, cancellationToken);
        if (!node.Ports.Contains(outcome)) throw new InvalidOperationException($"{node.Type} came to the unknown outcome {outcome}.");
        foreach (var (output, variable) in node.Outputs) instance.Position.Variables[variable] = context.Outputs.GetValueOrDefault(output);
        if (bookmark.Attempts > 0) await steps.Resolve(bookmark.Id, "recovered", cancellationToken);
        await steps.Resume(instance, node.Id, outcome, null, null, cancellationToken);
        return true;
    }

    /// <summary>Notes a failure in a transaction of its own, with the time of the next try.</summary>
    private async Task Fail(Bookmark bookmark, Exception e, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (steps, unit) = (scope.ServiceProvider.GetRequiredService<Steps>(), scope.ServiceProvider.GetRequiredService<UnitOfWork>());
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("workflow");
        var (now, attempts) = (clock.GetUtcNow(), bookmark.Attempts + 1);
        DateTimeOffset? retry = attempts <= AutomaticRetries ? now + Backoff.After(attempts) : null;
        var error = FailureCause.CodeOf(e);
        await unit.Begin(cancellationToken);
        if (await steps.Lock(bookmark.InstanceId, cancellationToken) is not { } instance) return;
        var command = instance.Definition[bookmark.NodeId].Kind == NodeKind.Command;
        var mine = await unit.Execute(
            "update workflow_bookmarks set attempts = @attempts, next_at = @next where id = @id and attempts = @before",
            cancellationToken, ("@attempts", attempts), ("@next", command ? retry : null), ("@id", bookmark.Id), ("@before", bookmark.Attempts));
        if (mine == 0) return;
        await unit.Execute(
            """
            insert into workflow_incidents (id, instance_id, bookmark_id, node_id, error, attempts, raised_at, retry_at)
            values (@id, @instance, @bookmark, @node, @error, @attempts, @at, @retry)
            on conflict (bookmark_id) where resolved_at is null do update set error = @error, attempts = @attempts, retry_at = @retry
            """,
            cancellationToken, ("@id", Guid.CreateVersion7(now)), ("@instance", bookmark.InstanceId), ("@bookmark", bookmark.Id), ("@node", bookmark.NodeId),
            ("@error", error), ("@attempts", attempts), ("@at", now), ("@retry", retry));
        await steps.Note(instance, bookmark.NodeId, "Failed", error, null, cancellationToken);
        await unit.Commit(cancellationToken);
    }
}

/// <summary>Keeps a signal for each definition that waits for the event somewhere, in the event's own transaction.</summary>
internal sealed class SignalTap(UnitOfWork unit, Definitions definitions, TimeProvider clock) : IEventTap
{
    public async Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken)
    {
        var round = Round.Of(happened.Round);
        foreach (var definition in definitions.Listening(name))
            await unit.Execute(
                """
                insert into workflow_signals (correlation_id, event_name, event_id, definition_id, round_kind, round_number, at)
                select @correlation, @event, @id, @definition, @kind, @number, @at
                where not exists (select 1 from workflow_instances i where i.definition_id = @definition and i.correlation_id = @correlation and i.ended_at is not null)
                    or exists (select 1 from workflow_instances i where i.definition_id = @definition and i.correlation_id = @correlation and i.ended_at is null)
                """,
                cancellationToken, ("@correlation", happened.Subject), ("@event", name), ("@id", eventId), ("@definition", definition),
                ("@kind", round.Kind), ("@number", round.Number), ("@at", clock.GetUtcNow()));
    }
}

/// <summary>Resumes a wait whose time has come, in the transaction that marks the due item done.</summary>
internal sealed class WorkflowTimer(UnitOfWork unit, Steps steps) : IDueHandler
{
    public string Kind => Steps.TimerKind;

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var bookmark = (await unit.Query(
            "select id, instance_id, node_id, attempts from workflow_bookmarks where id = @id",
            r => new Bookmark(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetInt32(3)), cancellationToken, ("@id", Guid.Parse(item.Payload)))).SingleOrDefault();
        if (bookmark is null || await steps.Lock(bookmark.InstanceId, cancellationToken) is not { } instance) return;
        if (await unit.Execute("delete from workflow_bookmarks where id = @id", cancellationToken, ("@id", bookmark.Id)) == 0) return;
        await unit.Execute("delete from workflow_waits where bookmark_id = @id", cancellationToken, ("@id", bookmark.Id));
        await steps.Resume(instance, bookmark.NodeId, instance.Definition[bookmark.NodeId].Kind == NodeKind.Delay ? "Done" : Node.Due, null, null, cancellationToken);
    }
}
