using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>What the virus scanner said of a file.</summary>
public enum ScanState
{
    /// <summary>Nothing yet.</summary>
    NotScanned,

    /// <summary>It found nothing.</summary>
    Clean,

    /// <summary>It found something.</summary>
    Infected,
}

/// <summary>
/// Files that people uploaded. Where a scanner is configured, nobody is given a file before it was found clean. Without one, files are
/// accepted unscanned, and each is marked as such.
/// </summary>
public sealed class Uploads(UnitOfWork unit, DocumentStore store, VirusScanner scanner)
{
    /// <summary>What is known of the file at this address of the store.</summary>
    public async Task<ScanState> StateOf(string address, CancellationToken cancellationToken) =>
        (await unit.Query("select case when signature is null then 0 else 1 end from platform_scans where address = @address", r => r.GetInt32(0), cancellationToken, ("@address", address))) switch
        {
            [] => ScanState.NotScanned,
            [0] => ScanState.Clean,
            _ => ScanState.Infected,
        };

    /// <summary>Whether anybody may be given it.</summary>
    public async Task<bool> MayOpen(string address, CancellationToken cancellationToken) => await StateOf(address, cancellationToken) switch
    {
        ScanState.Clean => true,
        ScanState.NotScanned => !scanner.IsConfigured,
        _ => false,
    };

    /// <summary>The plain bytes.</summary>
    /// <exception cref="RuleBrokenException">It is in quarantine.</exception>
    public async Task<Stream> Open(string address, CancellationToken cancellationToken)
    {
        Rule.Require(await MayOpen(address, cancellationToken), Common.UploadQuarantined);
        return store.Open(address);
    }
}

/// <summary>One row a scanned file; one that isn't there hasn't been scanned.</summary>
internal sealed class ScanRow
{
    public string Address { get; init; } = "";

    /// <summary>What was found; null for a clean file.</summary>
    public string? Signature { get; init; }
    public DateTimeOffset ScannedAt { get; init; }
}

/// <summary>Has new uploads scanned, every few seconds on every host. While the scanner doesn't answer they wait, and doctor says so.</summary>
internal sealed class ScanDrain(IServiceScopeFactory scopes, DocumentStore store, VirusScanner scanner, TimeProvider clock, ILogger<ScanDrain> log) : IDrain
{
    private const int AtATime = 50;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private readonly HashSet<string> damaged = [];
    private DateTimeOffset next = DateTimeOffset.MinValue;

    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        if (!scanner.IsConfigured || clock.GetUtcNow() < next) return 0;
        next = clock.GetUtcNow() + Every;
        var waiting = await Waiting(cancellationToken);
        foreach (var address in waiting)
        {
            try
            {
                await using var content = store.Open(address);
                await Keep(address, await scanner.Scan(content, cancellationToken), cancellationToken);
            }
            catch (ScannerUnavailableException fault)
            {
                log.LogError(fault, "Uploads wait for the virus scanner"); // and an operator sees it here and in doctor
                next = clock.GetUtcNow() + AfterFailure;
                return 0;
            }
            catch (Exception fault) when (fault is FileNotFoundException or DocumentDamagedException)
            {
                log.LogError(fault, "An upload can't be read and stays in quarantine"); // the others are scanned
                damaged.Add(address);
            }
        }
        if (waiting.Count == AtATime) next = clock.GetUtcNow(); // there may be more
        return waiting.Count;
    }

    private async Task<List<string>> Waiting(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var uploaded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in scope.ServiceProvider.GetServices<ModuleDbContext>().SelectMany(db => db.UploadAddresses))
            uploaded.UnionWith((await column.Distinct().ToListAsync(cancellationToken)).OfType<string>().Where(a => a.Length > 0));
        if (uploaded.Count == 0) return [];
        uploaded.ExceptWith(await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query("select address from platform_scans", r => r.GetString(0), cancellationToken));
        uploaded.ExceptWith(damaged);
        return [.. uploaded.Take(AtATime)];
    }

    private async Task Keep(string address, string? signature, CancellationToken cancellationToken)
    {
        if (signature is not null) log.LogWarning("A virus was found in an upload: {Signature}", signature);
        await using var scope = scopes.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Begin(cancellationToken);
        await unit.Execute(
            "insert into platform_scans (address, signature, scanned_at) values (@address, @signature, @at) on conflict (address) do nothing",
            cancellationToken, ("@address", address), ("@signature", signature), ("@at", clock.GetUtcNow()));
        await unit.Commit(cancellationToken);
    }
}
