using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>What the store now holds: where, the SHA-256 of the plain bytes (64 hexadecimal digits), and their number.</summary>
public sealed record StoredDocument(string Address, string Sha256, long Length);

/// <summary>
/// Documents on disk under <c>&lt;root&gt;/documents/ab/ab…</c>, encrypted, each with a key of its own, found by their content: the address is
/// an HMAC of the plain bytes under a key of this platform, so that it tells nobody else whether we hold a given file.
/// A document is visible whole or not at all, and is there for good when <see cref="Put"/> returns: point a row at it only then.
/// Both ways are streamed in constant memory. Safe for any number of threads and hosts on one shared folder.
/// </summary>
/// <param name="root">DATA_DIR or the shared folder.</param>
/// <param name="keys">The keys that documents are wrapped with.</param>
/// <param name="clock">Dates the files, for the sweep of orphans.</param>
public sealed class DocumentStore(string root, Keys keys, TimeProvider clock)
{
    private readonly string folder = Path.Combine(Path.GetFullPath(root), "documents");
    private readonly string incoming = Path.Combine(Path.GetFullPath(root), "documents", "incoming");
    private readonly byte[] addressKey = keys.Derive("document address");

    /// <summary>Stores everything that the stream still has. The same content again is the same file, freshly dated.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing is visible then.</exception>
    public async Task<StoredDocument> Put(Stream content, CancellationToken ct)
    {
        Durable.MakeDirectory(folder);
        Durable.MakeDirectory(incoming);
        var temporary = Path.Combine(incoming, RandomNumberGenerator.GetHexString(32, lowercase: true));
        try
        {
            var stored = await Write(content, temporary, ct);
            var path = PathOf(stored.Address);
            Durable.MakeDirectory(Path.GetDirectoryName(path)!);
            File.SetLastWriteTimeUtc(temporary, clock.GetUtcNow().UtcDateTime);
            Durable.Publish(temporary, path);
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>As <see cref="Put(Stream, CancellationToken)"/>, for what is in memory already.</summary>
    public Task<StoredDocument> Put(byte[] content, CancellationToken ct) => Put(new MemoryStream(content, writable: false), ct);

    /// <summary>The plain bytes, forward only, with a Length. Every piece is verified before it is handed out, the whole before the last one.</summary>
    /// <exception cref="FileNotFoundException">Nothing is stored at that address.</exception>
    /// <exception cref="ArgumentException">The address isn't 64 hexadecimal digits.</exception>
    /// <exception cref="DocumentDamagedException">Here or while reading: the stored bytes aren't those that were put.</exception>
    public Stream Open(string address)
    {
        var path = PathOf(address);
        if (!File.Exists(path)) throw new FileNotFoundException($"No document is stored at {address}.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        try
        {
            return DocumentReader.Open(file, keys, addressKey, Convert.FromHexString(address));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The whole document in memory; for what is known to be small.</summary>
    public async Task<byte[]> Read(string address, CancellationToken ct)
    {
        await using var stream = Open(address);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, ct);
        return stream.ReadByte() == -1 ? bytes : throw new DocumentDamagedException("The document is longer than its header says.");
    }

    /// <summary>True when a file lies at the address (it isn't read).</summary>
    public bool Holds(string address) => File.Exists(PathOf(address));

    /// <summary>Addresses last put before an instant: the sweep compares them with the rows that point at documents.</summary>
    public IEnumerable<string> Addresses(DateTimeOffset olderThan)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var shard in Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d).Length == 2))
            foreach (var file in Directory.EnumerateFiles(shard))
                if (File.GetLastWriteTimeUtc(file) < olderThan.UtcDateTime) yield return Path.GetFileName(file);
    }

    /// <summary>Removes an orphan unless it was put again since. True when it is gone.</summary>
    public bool Delete(string address, DateTimeOffset olderThan)
    {
        var path = PathOf(address);
        if (!File.Exists(path) || File.GetLastWriteTimeUtc(path) >= olderThan.UtcDateTime) return false;
        // Aside first, then a second look: another host may have put the same content between the first look and now.
        Durable.MakeDirectory(incoming);
        var aside = Path.Combine(incoming, RandomNumberGenerator.GetHexString(32, lowercase: true));
        try { File.Move(path, aside); }
        catch (FileNotFoundException) { return false; /* another host was faster, and says so itself */ }
        if (File.GetLastWriteTimeUtc(aside) < olderThan.UtcDateTime)
        {
            File.Delete(aside);
            return true;
        }
        Durable.Publish(aside, path);
        return false;
    }

    /// <summary>Removes what interrupted uploads left behind: a file in <c>incoming</c> that nobody has written to for a day. Returns how many.</summary>
    public int DeleteInterrupted()
    {
        if (!Directory.Exists(incoming)) return 0;
        var abandoned = Directory.EnumerateFiles(incoming).Where(f => File.GetLastWriteTimeUtc(f) < clock.GetUtcNow().UtcDateTime.AddDays(-1)).ToList();
        abandoned.ForEach(File.Delete);
        return abandoned.Count;
    }

    private async Task<StoredDocument> Write(Stream content, string path, CancellationToken ct)
    {
        using var writer = new DocumentWriter(keys);
        using var address = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, addressKey);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = Durable.New(path);
        await file.WriteAsync(writer.EmptyHeader, ct);
        var (chunk, next) = (new byte[DocumentFormat.ChunkLength], new byte[DocumentFormat.ChunkLength]);
        var length = 0L;
        var filled = await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, ct);
        for (var last = false; !last;)
        {
            var following = await content.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, ct);
            last = following == 0;
            address.AppendData(chunk, 0, filled);
            sha256.AppendData(chunk, 0, filled);
            length += filled;
            await file.WriteAsync(writer.Seal(chunk.AsSpan(0, filled), last), ct);
            (chunk, next, filled) = (next, chunk, following);
        }
        var hash = address.GetHashAndReset();
        file.Position = 0;
        await file.WriteAsync(writer.Header(length, hash), ct);
        file.Flush(flushToDisk: true);
        return new StoredDocument(Convert.ToHexStringLower(hash), Convert.ToHexStringLower(sha256.GetHashAndReset()), length);
    }

    private string PathOf(string address) =>
        address.Length == 64 && address.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'))
            ? Path.Combine(folder, address[..2], address)
            : throw new ArgumentException("A document's address is 64 hexadecimal digits.", nameof(address));
}
