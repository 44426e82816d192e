using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Http;

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

/// <summary>A row that points at a file that somebody uploaded: saving it has the file scanned.</summary>
public interface IUpload
{
    /// <summary>Where the store has it; null or empty while there is none.</summary>
    string? Address { get; }
}

/// <summary>A module that takes uploads says who is told when one of them is refused.</summary>
public interface IRefusedUploads
{
    /// <summary>Records, and tells whoever uploaded it, that a virus was found in the file at this address; in the transaction that keeps the finding.</summary>
    Task Tell(string address, CancellationToken cancellationToken);
}

/// <summary>
/// Files that people uploaded. Nobody is given a file before it was found clean; where no scanner is set up, files stay in quarantine. Only where
/// the operator chose to have none are they given unscanned, and each is marked as such.
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

    /// <summary>The addresses at which a virus was found.</summary>
    public Task<List<string>> Refused(CancellationToken cancellationToken) =>
        unit.Query("select address from platform_scans where signature is not null", r => r.GetString(0), cancellationToken);

    /// <summary>Checks an uploaded PDF and streams it into the store; before any transaction.</summary>
    /// <exception cref="InvalidInputException">There is none, it is too big, it isn't a PDF, or a virus was found in the same file before.</exception>
    public async Task<StoredPdf> KeepPdf(IFormFile? file, string field, CancellationToken cancellationToken)
    {
        var kept = await StoredPdf.Keep(file, field, store, cancellationToken);
        return await StateOf(kept.Address, cancellationToken) != ScanState.Infected ? kept : throw new InvalidInputException([(field, Common.UploadRefusedBefore(kept.FileName))]);
    }

    /// <summary>Whether anybody may be given it.</summary>
    public async Task<bool> MayOpen(string address, CancellationToken cancellationToken) => await StateOf(address, cancellationToken) switch
    {
        ScanState.Clean => true,
        ScanState.NotScanned => scanner.AcceptsUnscanned,
        _ => false,
    };

    /// <summary>The plain bytes.</summary>
    /// <exception cref="RuleBrokenException">It is in quarantine.</exception>
    public async Task<Stream> Open(string address, CancellationToken cancellationToken)
    {
        await Require(address, cancellationToken);
        return store.Open(address);
    }

    /// <summary>Refuses what nobody may be given.</summary>
    /// <exception cref="RuleBrokenException">It is in quarantine.</exception>
    public async Task Require(string address, CancellationToken cancellationToken) =>
        Rule.Require(await MayOpen(address, cancellationToken), scanner.IsConfigured || scanner.AcceptsUnscanned ? Common.UploadQuarantined : Common.UploadNoScanner);
}

/// <summary>One row a scanned file; one that isn't there hasn't been scanned.</summary>
internal sealed class ScanRow
{
    public string Address { get; init; } = "";

    /// <summary>What was found; null for a clean file.</summary>
    public string? Signature { get; init; }
    public DateTimeOffset ScannedAt { get; init; }
}
