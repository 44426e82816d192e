using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>Has new uploads scanned, every few seconds on every host. While the scanner doesn't answer they wait, and doctor says so.</summary>
internal sealed class ScanDrain(IServiceScopeFactory scopes, DocumentStore store, VirusScanner scanner, TimeProvider clock, ILogger<ScanDrain> log) : IDrain
{
    private const int AtATime = 50;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Has an upload wait for the scanner, unless it was scanned.</summary>
    public const string Wait = """
        insert into platform_unscanned_uploads (address)
        select @address where not exists (select 1 from platform_scans where address = @address) on conflict (address) do nothing
        """;

    private readonly HashSet<string> damaged = [];
    private bool hasCaughtUp;
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
        if (!hasCaughtUp) await CatchUp(scope.ServiceProvider, cancellationToken);
        hasCaughtUp = true;
        var waiting = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
            "select address from platform_unscanned_uploads limit @most", r => r.GetString(0), cancellationToken, ("@most", AtATime + damaged.Count));
        return [.. waiting.Except(damaged).Take(AtATime)];
    }

    /// <summary>Once a process: what was uploaded before uploads waited in a table.</summary>
    private static async Task CatchUp(IServiceProvider services, CancellationToken cancellationToken)
    {
        var unit = services.GetRequiredService<UnitOfWork>();
        var uploaded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in services.GetServices<ModuleDbContext>().SelectMany(db => db.UploadAddresses))
            uploaded.UnionWith((await column.Distinct().ToListAsync(cancellationToken)).OfType<string>().Where(a => a.Length > 0));
        uploaded.ExceptWith(await unit.Query("select address from platform_scans union select address from platform_unscanned_uploads", r => r.GetString(0), cancellationToken));
        if (uploaded.Count == 0) return;
        await unit.Begin(cancellationToken);
        foreach (var address in uploaded) await unit.Execute(Wait, cancellationToken, ("@address", address));
        await unit.Commit(cancellationToken);
    }

    private async Task Keep(string address, string? signature, CancellationToken cancellationToken)
    {
        if (signature is not null) log.LogWarning("A virus was found in an upload: {Signature}", signature);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("scanner");
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Begin(cancellationToken);
        await unit.Execute("delete from platform_unscanned_uploads where address = @address", cancellationToken, ("@address", address));
        var isNews = 1 == await unit.Execute(
            "insert into platform_scans (address, signature, scanned_at) values (@address, @signature, @at) on conflict (address) do nothing",
            cancellationToken, ("@address", address), ("@signature", signature), ("@at", clock.GetUtcNow()));
        if (isNews && signature is not null)
            foreach (var module in scope.ServiceProvider.GetServices<IRefusedUploads>()) await module.Tell(address, cancellationToken);
        await unit.Commit(cancellationToken);
    }
}
