using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Something to be done at a time: one row, done once.</summary>
/// <param name="Key">Unique: the same timer can't be set twice.</param>
/// <param name="Kind">Which handler does it.</param>
/// <param name="Subject">What it is about, usually the organisation.</param>
/// <param name="DueAt">When; an outage makes it late, never lost.</param>
/// <param name="Payload">What the handler needs, as it likes.</param>
public sealed record DueItem(string Key, string Kind, Guid Subject, DateTimeOffset DueAt, string Payload);

/// <summary>Does the due items of one kind, in the transaction that marks them done.</summary>
public interface IDueHandler
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>
    /// What must lie outside a transaction: making a PDF, sealing, storing. It runs before <see cref="Handle"/> on the same instance, which
    /// keeps what it made in a field; after a crash or a lost race it runs again, so what it leaves behind must be harmless (an orphan in the store).
    /// </summary>
    Task Prepare(DueItem item, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does it; called again after a crash, never after it was done.</summary>
    Task Handle(DueItem item, CancellationToken cancellationToken);
}

/// <summary>Sets and cancels due items in the open transaction.</summary>
public sealed class DueItems(UnitOfWork unit)
{
    /// <summary>Sets one; the same key a second time changes nothing.</summary>
    public Task Set(DueItem item, CancellationToken cancellationToken) => unit.Execute(
        """
        insert into platform_due_items (item_key, kind, subject, due_at, payload, attempts, next_at)
        values (@key, @kind, @subject, @due, @payload, 0, @due) on conflict (item_key) do nothing
        """,
        cancellationToken, ("@key", item.Key), ("@kind", item.Kind), ("@subject", item.Subject), ("@due", item.DueAt), ("@payload", item.Payload));

    /// <summary>Takes one back that nobody is at: what is being done may be the very thing that takes it back, and looks for itself whether it is still wanted.</summary>
    public Task Cancel(string key, CancellationToken cancellationToken) =>
        unit.Execute("delete from platform_due_items where item_key = @key and done_at is null and (attempts = 0 or last_error is not null)", cancellationToken, ("@key", key));

    /// <summary>The same for all of one kind about one subject with this payload, whatever their keys.</summary>
    public Task Cancel(string kind, Guid subject, string payload, CancellationToken cancellationToken) => unit.Execute(
        "delete from platform_due_items where subject = @subject and kind = @kind and payload = @payload and done_at is null and (attempts = 0 or last_error is not null)",
        cancellationToken, ("@subject", subject), ("@kind", kind), ("@payload", payload));

    /// <summary>What is still to be done about one subject, the next first.</summary>
    public Task<List<DueItem>> Pending(Guid subject, CancellationToken cancellationToken) => unit.Query(
        "select item_key, kind, subject, due_at, payload from platform_due_items where subject = @subject and done_at is null order by due_at, item_key",
        r => new DueItem(r.GetString(0), r.GetString(1), r.GetGuid(2), Instants.FromMicroseconds(r.GetInt64(3)), r.GetString(4)), cancellationToken, ("@subject", subject));

    /// <summary>When the next one is due that isn't done, for stories that jump from date to date; null when there is none.</summary>
    public async Task<DateTimeOffset?> Next(CancellationToken cancellationToken) => (await unit.Query(
        "select min(next_at) from platform_due_items where done_at is null",
        r => r.IsDBNull(0) ? (DateTimeOffset?)null : Instants.FromMicroseconds(r.GetInt64(0)), cancellationToken))[0];
}

internal sealed class DueItemDrain(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DueItemDrain> log)
    : LeasedDrain<DueItem>("platform_due_items", scopes, clock, log)
{
    protected override (string, string) Select => ("w.kind, w.subject, w.due_at, w.payload", "");

    protected override DueItem Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(2), row.GetGuid(3), Instants.FromMicroseconds(row.GetInt64(4)), row.GetString(5));

    protected override bool RepeatsBefore => true; // the handler of the new scope has yet to make it

    protected override Task Before(IServiceProvider services, DueItem item, CancellationToken cancellationToken) =>
        HandlerOf(services, item).Prepare(item, cancellationToken);

    protected override Task Work(IServiceProvider services, DueItem item, CancellationToken cancellationToken) =>
        HandlerOf(services, item).Handle(item, cancellationToken);

    private static IDueHandler HandlerOf(IServiceProvider services, DueItem item) => services.GetServices<IDueHandler>().Single(h => h.Kind == item.Kind);
}
