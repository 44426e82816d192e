using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>
/// Gives each committed event its gapless Position. On PostgreSQL ids become visible out of order, so cursors, feeds and the sealed log
/// use the Position only; one sealer at a time, whatever the number of hosts.
/// </summary>
internal sealed class Sealer(IServiceScopeFactory scopes) : IDrain
{
    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        if ((await unit.Query("select 1 from platform_unsealed_events limit 1", _ => 1, cancellationToken)).Count == 0) return 0;
        await unit.Begin(cancellationToken);
        if (!unit.Database.IsSqlite) await unit.Execute("select pg_advisory_xact_lock(5080001)", cancellationToken);
        var unsealed = await unit.Query("select event_id from platform_unsealed_events order by event_id limit 1000", r => r.GetGuid(0), cancellationToken);
        var last = (await unit.Query("select coalesce(max(position), 0) from platform_event_positions", r => r.GetInt64(0), cancellationToken))[0];
        foreach (var id in unsealed)
        {
            await unit.Execute("insert into platform_event_positions (position, event_id) values (@position, @id)", cancellationToken, ("@position", ++last), ("@id", id));
            await unit.Execute("delete from platform_unsealed_events where event_id = @id", cancellationToken, ("@id", id));
        }
        await unit.Commit(cancellationToken);
        return unsealed.Count;
    }
}
