using System.Data.Common;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>A row of work with its fencing token, the number of tries.</summary>
internal sealed record Leased<T>(string Key, int Attempts, T Item);

/// <summary>
/// Works off one table of leased rows (item_key, attempts, next_at, done_at, last_error): claim, do, done. Claiming moves next_at to the end
/// of the lease, so that nobody else tries meanwhile; whoever comes back after the lease with an old number of attempts changes nothing.
/// </summary>
internal abstract class LeasedDrain<T>(string table, IServiceScopeFactory scopes, TimeProvider clock, ILogger log) : IDrain
{
    private const int Collisions = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Columns of the item, from position 2 on, and the joins that they need; the table is called w.</summary>
    protected abstract (string Columns, string Joins) Select { get; }

    protected abstract T Read(DbDataReader row);

    /// <summary>What must lie outside a transaction (sending, writing files); it may happen twice after a crash.</summary>
    protected virtual Task Before(IServiceProvider services, T item, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether that is done again when the transaction is tried again: what is kept in a field, not what was sent.</summary>
    protected virtual bool RepeatsBefore => false;

    /// <summary>What commits together with done.</summary>
    protected abstract Task Work(IServiceProvider services, T item, CancellationToken cancellationToken);

    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var row in await Due(cancellationToken))
            if (await Claim(row, cancellationToken) && await Do(row with { Attempts = row.Attempts + 1 }, cancellationToken))
                done++;
        return done;
    }

    private async Task<List<Leased<T>>> Due(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
            $"select w.item_key, w.attempts, {Select.Columns} from {table} w {Select.Joins} where w.done_at is null and w.next_at <= @now order by w.next_at, w.item_key limit 100",
            r => new Leased<T>(r.GetString(0), r.GetInt32(1), Read(r)), cancellationToken, ("@now", clock.GetUtcNow()));
    }

    private async Task<bool> Claim(Leased<T> row, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Begin(cancellationToken);
        var won = await Mark(unit, "attempts = attempts + 1, next_at = @at, last_error = null", row, clock.GetUtcNow() + Lease, cancellationToken);
        await unit.Commit(cancellationToken);
        return won;
    }

    /// <summary>When another transaction got in between, the same again in a new scope.</summary>
    private async Task<bool> Do(Leased<T> row, CancellationToken cancellationToken)
    {
        for (var collision = 0; ; collision++)
            if (await Try(row, collision, cancellationToken) is { } done) return done;
    }

    /// <summary>Null when it is to be tried again at once.</summary>
    private async Task<bool?> Try(Leased<T> row, int collision, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentActor>().Actor = Actor.System(table["platform_".Length..]);
        var unit = services.GetRequiredService<UnitOfWork>();
        try
        {
            if (collision == 0 || RepeatsBefore) await Before(services, row.Item, cancellationToken);
            await unit.Begin(cancellationToken);
            await Work(services, row.Item, cancellationToken);
            var mine = await Mark(unit, "done_at = @at, last_error = null", row, clock.GetUtcNow(), cancellationToken);
            if (mine) await unit.Commit(cancellationToken);
            return mine;
        }
        catch (Exception e) when (UnitOfWork.IsSerializationFailure(e) && collision < Collisions)
        {
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await unit.RollbackUnlessCommitted();
            log.LogError(e, "{Table} {Key} failed, attempt {Attempt}", table, row.Key, row.Attempts);
            await unit.Begin(cancellationToken);
            await Mark(unit, "next_at = @at, last_error = @error", row, clock.GetUtcNow() + Backoff.After(row.Attempts), cancellationToken, e.GetType().Name);
            await unit.Commit(cancellationToken);
            return false;
        }
        finally
        {
            await unit.RollbackUnlessCommitted();
        }
    }

    private async Task<bool> Mark(UnitOfWork unit, string change, Leased<T> row, DateTimeOffset at, CancellationToken cancellationToken, string? error = null) => await unit.Execute(
        $"update {table} set {change} where item_key = @key and attempts = @attempts and done_at is null",
        cancellationToken, ("@at", at), ("@key", row.Key), ("@attempts", row.Attempts), ("@error", error)) == 1;
}

/// <summary>How long to wait before another try: 5 s, doubled each time, an hour at most.</summary>
public static class Backoff
{
    /// <summary>The wait after so many tries.</summary>
    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Max(0, attempts - 1))));
}
