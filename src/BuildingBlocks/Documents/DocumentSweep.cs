using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>
/// Removes documents that no row points at: a document is stored before the transaction that points at it, and a crash between the two
/// leaves an orphan. Once a day on every host; only what was put more than a week ago, so that no sealing or upload under way is touched.
/// </summary>
internal sealed class DocumentSweep(IServiceScopeFactory scopes, DocumentStore store, TimeProvider clock, ILogger<DocumentSweep> log) : IDrain
{
    public static readonly TimeSpan Age = TimeSpan.FromDays(7);
    private const int BatchSize = 500;
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);
    private DateTimeOffset next = DateTimeOffset.MinValue;

    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() < next) return 0;
        next = clock.GetUtcNow() + AfterFailure; // the next tick must not try what has just failed
        var olderThan = clock.GetUtcNow() - Age;
        var swept = 0;
        foreach (var old in store.Addresses(olderThan).Chunk(BatchSize))
        {
            var wanted = await Referenced(old, cancellationToken);
            swept += old.Count(address => !wanted.Contains(address) && store.Delete(address, olderThan));
        }
        var interrupted = store.DeleteInterrupted();
        if (swept + interrupted > 0) log.LogInformation("Swept {Documents} documents that nothing points at and {Uploads} interrupted uploads", swept, interrupted);
        next = clock.GetUtcNow() + Every;
        return 0; // nothing that others would wait for
    }

    private async Task<HashSet<string?>> Referenced(string[] addresses, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var wanted = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var column in scope.ServiceProvider.GetServices<ModuleDbContext>().SelectMany(db => db.DocumentAddresses))
            wanted.UnionWith(await column.Where(a => addresses.Contains(a)).ToListAsync(cancellationToken));
        return wanted;
    }
}
