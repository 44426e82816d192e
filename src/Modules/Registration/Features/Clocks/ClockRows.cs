using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>Starts and stops clocks by statements, since an event is written in the midst of a context's saving; and sets or takes back what they will do.</summary>
internal sealed class ClockRows(UnitOfWork unit, DueItems due, IConfiguration configuration, TimeProvider clock)
{
    public async Task Start(Guid organisationId, ClockMove move, CancellationToken cancellationToken)
    {
        var (now, rule) = (clock.GetUtcNow(), ClockRule.All[move.Rule!]);
        var id = Guid.CreateVersion7(now);
        if (rule.Setting is { } setting) move = move with { On = WorkingDays.After(now, configuration.GetValue(setting.Name, setting.Default)) };
        var started = await unit.Execute(
            """
            insert into registration_clocks (id, version, organisation_id, rule, matter, side, started_at, "on")
            values (@id, 1, @organisation, @rule, @matter, @side, @at, @on) on conflict do nothing
            """,
            cancellationToken, ("@id", id), ("@organisation", organisationId), ("@rule", rule.Code), ("@matter", move.Matter), ("@side", rule.Side.ToString()), ("@at", now), ("@on", move.On));
        if (started == 0) return;
        for (var step = 0; step < rule.Steps.Count; step++)
            if (rule.Steps[step].DueAt(now, move.On) is var at && (at > now || rule.Steps[step].IsDoneLate)) await due.Set(ClockDue.Item(id, step, organisationId, at), cancellationToken);
    }

    public async Task Stop(Guid organisationId, ClockMove move, CancellationToken cancellationToken)
    {
        var stopped = await unit.Query(
            """
            update registration_clocks set stopped_at = @at where organisation_id = @organisation and stopped_at is null
                and (@rule = '' or (rule = @rule and matter = @matter)) returning id, rule
            """,
            r => (Id: r.GetGuid(0), Rule: r.GetString(1)), cancellationToken,
            ("@at", clock.GetUtcNow()), ("@organisation", organisationId), ("@rule", move.Rule ?? ""), ("@matter", move.Matter ?? ""));
        foreach (var (id, rule) in stopped)
            for (var step = 0; step < ClockRule.All[rule].Steps.Count; step++) await due.Cancel(ClockDue.Key(id, step), cancellationToken);
    }
}
