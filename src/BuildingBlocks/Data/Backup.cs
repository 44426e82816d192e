using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>What a backup holds: stands last in it, so that a file cut short has none.</summary>
/// <param name="At">The moment of the database's snapshot.</param>
/// <param name="KeyId">The key that it needs; keys themselves are never in a backup.</param>
/// <param name="Files">Every file with its SHA-256.</param>
public sealed record BackupContents(DateTimeOffset At, string KeyId, IReadOnlyList<BackupFile> Files);

/// <summary>One file of a backup.</summary>
public sealed record BackupFile(string Name, long Length, string Sha256);

/// <summary>
/// One installation on SQLite as one tar file: a snapshot of the database by SQLite's online backup, then the documents. A document is stored
/// before a row points at it, so whatever the snapshot points at is among them; writers go on meanwhile.
/// </summary>
public sealed partial class Backup(Database database, DataFolder folder, Keys keys, TimeProvider clock, IServiceScopeFactory scopes, DocumentStore store)
{
    private const string Contents = "backup.json";
    private const string DatabaseFile = "platform.db";
    private static readonly string[] Beside = ["demo-accounts.json"];

    /// <summary>Writes the backup under a temporary name, and gives it its own when it is whole and on disk.</summary>
    /// <exception cref="InvalidOperationException">The file exists already.</exception>
    public async Task<BackupContents> Write(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file)) throw new InvalidOperationException($"{file} exists already. Name a new file: a backup never takes the place of another.");
        var (unfinished, snapshot) = ($"{file}.unfinished", $"{file}.unfinished.db");
        try
        {
            var contents = new BackupContents(clock.GetUtcNow(), keys.CurrentKeyId, []);
            database.Snapshot(snapshot);
            await using (var stream = Durable.New(unfinished))
            {
                await using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
                {
                    var files = new List<BackupFile> { await Add(tar, snapshot, DatabaseFile, cancellationToken) };
                    foreach (var name in Beside.Where(n => File.Exists(folder.In(n))).Concat(store.Addresses(DateTimeOffset.MaxValue).Select(a => $"documents/{a[..2]}/{a}")))
                        files.Add(await Add(tar, folder.In(name), name, cancellationToken));
                    contents = contents with { Files = files };
                    var entry = new PaxTarEntry(TarEntryType.RegularFile, Contents) { DataStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(contents, Json.Options)) };
                    await tar.WriteEntryAsync(entry, cancellationToken);
                }
                stream.Flush(flushToDisk: true);
            }
            Durable.Publish(unfinished, Path.GetFullPath(file));
            return contents;
        }
        finally
        {
            File.Delete(snapshot);
            File.Delete(unfinished);
        }
    }

    /// <summary>Unpacks a backup into a folder that holds nothing yet, comparing every file with its SHA-256.</summary>
    /// <exception cref="InvalidDataException">It is no backup, it was cut short, or bytes have changed.</exception>
    public static async Task<BackupContents> Unpack(string file, DataFolder folder, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, BackupFile>(StringComparer.Ordinal);
        await using var stream = File.OpenRead(file);
        await using var tar = new TarReader(stream);
        while (await Next(tar, cancellationToken) is { } entry)
        {
            if (entry.Name == Contents)
            {
                var contents = await JsonSerializer.DeserializeAsync<BackupContents>(entry.DataStream!, Json.Options, cancellationToken);
                if (contents!.Files.Count != found.Count || contents.Files.FirstOrDefault(f => found.GetValueOrDefault(f.Name) != f) is not null)
                    throw new InvalidDataException($"{file} is damaged: its files aren't those that were written.");
                return contents;
            }
            if (entry.EntryType != TarEntryType.RegularFile || !MayBeUnpacked().IsMatch(entry.Name)) throw new InvalidDataException($"{file} is no backup of Common Platform: it holds {entry.Name}.");
            var path = folder.In(entry.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var target = Durable.New(path))
            {
                if (entry.DataStream is not null) await entry.DataStream.CopyToAsync(target, cancellationToken);
                target.Flush(flushToDisk: true);
            }
            await using var written = File.OpenRead(path);
            found[entry.Name] = await Describe(entry.Name, written, cancellationToken);
        }
        throw new InvalidDataException($"{file} is no backup of Common Platform, or it was cut short.");
    }

    /// <summary>Looks whether what was unpacked is whole: the keys, the database, and every document that a row points at, read to its end.</summary>
    /// <returns>How many documents were read.</returns>
    /// <exception cref="InvalidDataException">Something is missing or damaged.</exception>
    public async Task<int> Check(BackupContents contents, CancellationToken cancellationToken)
    {
        if (!keys.Holds(contents.KeyId)) throw new InvalidDataException($"The backup needs the key {contents.KeyId}, which isn't in {keys.Directory}. Set KEYS_DIR to the keys of the platform that it was made from.");
        await using var scope = scopes.CreateAsyncScope();
        var fault = (await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query("pragma integrity_check", r => r.GetString(0), cancellationToken))[0];
        if (fault != "ok") throw new InvalidDataException($"The database in the backup is damaged: {fault}");
        var read = 0;
        foreach (var column in scope.ServiceProvider.GetServices<ModuleDbContext>().SelectMany(db => db.DocumentAddresses))
            foreach (var address in await column.Where(a => a != null).Distinct().ToListAsync(cancellationToken))
            {
                try
                {
                    await using var document = store.Open(address!);
                    await document.CopyToAsync(Stream.Null, cancellationToken);
                    read++;
                }
                catch (Exception e) when (e is FileNotFoundException or DocumentDamagedException or CryptographicException)
                {
                    throw new InvalidDataException($"The document {address} of the backup is missing or damaged: {e.Message}", e);
                }
            }
        return read;
    }

    private static async Task<TarEntry?> Next(TarReader tar, CancellationToken cancellationToken)
    {
        try
        {
            return await tar.GetNextEntryAsync(cancellationToken: cancellationToken);
        }
        catch (EndOfStreamException)
        {
            return null; // cut short: the caller misses the list of contents and says so
        }
    }

    private static async Task<BackupFile> Add(TarWriter tar, string path, string name, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var described = await Describe(name, stream, cancellationToken);
        stream.Position = 0;
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancellationToken);
        return described;
    }

    private static async Task<BackupFile> Describe(string name, FileStream stream, CancellationToken cancellationToken) =>
        new(name, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));

    [GeneratedRegex("^(platform\\.db|demo-accounts\\.json|documents/[0-9a-f]{2}/[0-9a-f]{64})$")]
    private static partial Regex MayBeUnpacked();
}
