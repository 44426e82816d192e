using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// Starts, pauses and stops clocks by statements, since an event is written in the midst of a context's saving; and sets or takes back what they
/// will do. Should the machine's clock have been put back, an interval ends when it began, and not before.
/// </summary>
internal sealed class ClockRows(UnitOfWork unit, DueItems due, IConfiguration configuration, ClockSettings settings, CurrentActor current, TimeProvider clock)
{
    private sealed record Running(Guid Id, Guid OrganisationId, string Rule, DateTimeOffset StartedAt, DateOnly? On, string? Days);

    public async Task Start(Guid organisationId, ClockMove move, CancellationToken cancellationToken)
    {
        var (now, days) = (clock.GetUtcNow(), settings.Of(move.Rule!));
        var rule = ClockRule.Of(move.Rule!, days);
        var id = Guid.CreateVersion7(now);
        if (rule.Setting is { } setting) move = move with { On = WorkingDays.After(now, configuration.GetValue(setting.Name, setting.Default)) };
        var started = await unit.Execute(
            """
            insert into registration_clocks (id, version, organisation_id, rule, matter, side, started_at, started_by, "on", days, due_by)
            values (@id, 1, @organisation, @rule, @matter, @side, @at, @by, @on, @days, @due) on conflict do nothing
            """,
            cancellationToken, ("@id", id), ("@organisation", organisationId), ("@rule", rule.Code), ("@matter", move.Matter), ("@side", rule.Side.ToString()), ("@at", now), ("@by", current.Actor.PersonId), ("@on", move.On), ("@days", days),
            ("@due", Due(rule, now, move.On, 0)));
        if (started == 0)
        {
            foreach (var paused in await Of(organisationId, move, cancellationToken)) await RunOn(paused, cancellationToken);
            return;
        }
        for (var step = 0; step < rule.Steps.Count; step++)
            if (rule.Steps[step].DueAt(now, move.On) is var at && (at > now || rule.Steps[step].IsDoneLate)) await due.Set(ClockDue.Item(id, step, organisationId, at), cancellationToken);
    }

    public async Task Pause(Guid organisationId, ClockMove move, CancellationToken cancellationToken)
    {
        foreach (var running in await Of(organisationId, move, cancellationToken))
            await StandStill(running.Id, organisationId, running.Rule, ClockPause.Returned, null, cancellationToken);
    }

    public async Task StandStill(Guid clockId, Guid organisationId, string rule, string reason, Guid? entryId, CancellationToken cancellationToken)
    {
        await unit.Execute(
            """
            insert into registration_clock_pauses (id, clock_id, reason_code, entry_id, paused_at)
            values (@id, @clock, @reason, @entry, @at) on conflict do nothing
            """,
            cancellationToken, ("@id", Guid.CreateVersion7(clock.GetUtcNow())), ("@clock", clockId), ("@reason", reason), ("@entry", entryId), ("@at", clock.GetUtcNow()));
        await Put(clockId, null, cancellationToken);
        await TakeBack(clockId, organisationId, rule, cancellationToken);
    }

    /// <summary>Lets those run on that waited for the answer to this question.</summary>
    public async Task RunOn(Guid entryId, CancellationToken cancellationToken)
    {
        foreach (var running in await Find(Guid.Empty, null, entryId, cancellationToken)) await RunOn(running, cancellationToken);
    }

    /// <summary>Ends the pause; what the clock will still do comes later by the working days for which it stood.</summary>
    private async Task RunOn(Running running, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await EndPause(running.Id, cancellationToken) == 0) return;
        var pauses = await unit.Query(
            "select id, paused_at, resumed_at from registration_clock_pauses where clock_id = @clock order by paused_at",
            r => new ClockPause(r.GetGuid(0), running.Id, "", null, Instants.FromMicroseconds(r.GetInt64(1)), Instants.FromMicroseconds(r.GetInt64(2))), cancellationToken, ("@clock", running.Id));
        var (before, all) = (pauses.SkipLast(1).Sum(p => p.WorkingDaysUntil(now)), pauses.Sum(p => p.WorkingDaysUntil(now)));
        var rule = ClockRule.Of(running.Rule, running.Days);
        await Put(running.Id, Due(rule, running.StartedAt, running.On, all), cancellationToken);
        var steps = rule.Steps;
        for (var step = 0; step < steps.Count; step++)
            if (steps[step].DueAt(running.StartedAt, running.On, before) > pauses[^1].PausedAt) // else it was done before the pause
                await due.Set(ClockDue.Item(running.Id, step, running.OrganisationId, steps[step].DueAt(running.StartedAt, running.On, all), pauses[^1].Id), cancellationToken);
    }

    public async Task Stop(Guid organisationId, ClockMove move, CancellationToken cancellationToken)
    {
        foreach (var running in await Of(organisationId, move, cancellationToken))
        {
            await EndPause(running.Id, cancellationToken);
            await unit.Execute(
                "update registration_clocks set stopped_at = case when started_at > @at then started_at else @at end where id = @id and stopped_at is null",
                cancellationToken, ("@at", clock.GetUtcNow()), ("@id", running.Id));
            await TakeBack(running.Id, organisationId, running.Rule, cancellationToken);
        }
    }

    private Task<int> EndPause(Guid clockId, CancellationToken cancellationToken) => unit.Execute(
        "update registration_clock_pauses set resumed_at = case when paused_at > @at then paused_at else @at end where clock_id = @clock and resumed_at is null",
        cancellationToken, ("@at", clock.GetUtcNow()), ("@clock", clockId));

    /// <summary>The day by which the board counts it; one that stands still has none.</summary>
    private static DateOnly? Due(ClockRule rule, DateTimeOffset started, DateOnly? on, int paused) => rule.IsOfStage ? null : rule.DueOn(started, on, paused);

    private Task<int> Put(Guid clockId, DateOnly? dueOn, CancellationToken cancellationToken) =>
        unit.Execute("update registration_clocks set due_by = @due where id = @id", cancellationToken, ("@due", dueOn), ("@id", clockId));

    private async Task TakeBack(Guid clockId, Guid organisationId, string rule, CancellationToken cancellationToken)
    {
        for (var step = 0; step < ClockRule.All[rule].Steps.Count; step++)
            await due.Cancel(ClockDue.ItemKind, organisationId, ClockDue.Item(clockId, step, organisationId, default).Payload, cancellationToken);
    }

    private Task<List<Running>> Of(Guid organisationId, ClockMove move, CancellationToken cancellationToken) => Find(organisationId, move, Guid.Empty, cancellationToken);

    /// <summary>The organisation's running clocks of a rule and matter, or of any; or those that wait for the answer to an entry.</summary>
    private Task<List<Running>> Find(Guid organisationId, ClockMove? move, Guid entryId, CancellationToken cancellationToken) => unit.Query(
        """
        select id, organisation_id, rule, started_at, "on", days from registration_clocks where stopped_at is null
            and ((organisation_id = @organisation and (@rule = '' or (rule = @rule and matter = @matter)))
                or id in (select clock_id from registration_clock_pauses where entry_id = @entry and resumed_at is null)) order by id
        """,
        r => new Running(r.GetGuid(0), r.GetGuid(1), r.GetString(2), Instants.FromMicroseconds(r.GetInt64(3)), r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4), r.IsDBNull(5) ? null : r.GetString(5)), cancellationToken,
        ("@organisation", organisationId), ("@rule", move?.Rule ?? ""), ("@matter", move?.Matter ?? ""), ("@entry", entryId));
}

