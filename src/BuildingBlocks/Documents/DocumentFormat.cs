using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>The stored bytes aren't those that were put: disk fault or tampering. Restore the file from the backup.</summary>
public sealed class DocumentDamagedException(string message, Exception? cause = null) : IOException(message, cause);

/// <summary>
/// The stored form, version 1. Header: magic <c>CPDOC\0</c>, version (2 bytes), the document's data key wrapped by the key-encryption key
/// (key id 8, nonce 12, key 32, tag 16), then length (8) and address (32) encrypted under the data key (tag 16). After it chunks of
/// 64 KiB, each followed by its tag; a chunk's nonce is its index, and index and last-flag are authenticated with it, so chunks can't be
/// left out, moved or cut off. The data key is used for this document only.
/// </summary>
internal static class DocumentFormat
{
    public const int ChunkLength = 64 * 1024;
    public const int TagLength = 16;
    public const int PrefixLength = 8;
    public const int WrappedKeyLength = 8 + 12 + 32 + 16;
    public const int FactsLength = 8 + 32;
    public const int HeaderLength = PrefixLength + WrappedKeyLength + FactsLength + TagLength;

    public static ReadOnlySpan<byte> Prefix => "CPDOC\0\0\x01"u8;

    public static byte[] FactsNonce { get; } = [.. Enumerable.Repeat((byte)0xFF, 12)];

    public static byte[] ChunkNonce(long index)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), index);
        return nonce;
    }

    public static byte[] ChunkBinding(long index, bool last)
    {
        var bound = new byte[9];
        BinaryPrimitives.WriteInt64BigEndian(bound, index);
        bound[8] = last ? (byte)1 : (byte)0;
        return bound;
    }
}

/// <summary>Encrypts one document.</summary>
internal sealed class DocumentWriter : IDisposable
{
    private readonly byte[] opening;
    private readonly AesGcm cipher;
    private long index;

    public DocumentWriter(Keys keys)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        opening = [.. DocumentFormat.Prefix, .. keys.Wrap(key, DocumentFormat.Prefix)];
        cipher = new AesGcm(key, DocumentFormat.TagLength);
        CryptographicOperations.ZeroMemory(key);
    }

    public byte[] EmptyHeader { get; } = new byte[DocumentFormat.HeaderLength];

    public byte[] Seal(ReadOnlySpan<byte> chunk, bool last)
    {
        var written = new byte[chunk.Length + DocumentFormat.TagLength];
        cipher.Encrypt(DocumentFormat.ChunkNonce(index), chunk, written.AsSpan(0, chunk.Length), written.AsSpan(chunk.Length), DocumentFormat.ChunkBinding(index, last));
        index++;
        return written;
    }

    public byte[] Header(long length, byte[] address)
    {
        var facts = new byte[DocumentFormat.FactsLength];
        BinaryPrimitives.WriteInt64BigEndian(facts, length);
        address.CopyTo(facts, 8);
        var header = new byte[DocumentFormat.HeaderLength];
        opening.CopyTo(header, 0);
        cipher.Encrypt(DocumentFormat.FactsNonce, facts, header.AsSpan(opening.Length, facts.Length), header.AsSpan(opening.Length + facts.Length), opening);
        return header;
    }

    public void Dispose() => cipher.Dispose();
}

/// <summary>Decrypts one document, forward only.</summary>
internal sealed class DocumentReader : Stream
{
    private readonly Stream file;
    private readonly AesGcm cipher;
    private readonly IncrementalHash hash;
    private readonly byte[] address;
    private readonly byte[] sealedChunk = new byte[DocumentFormat.ChunkLength + DocumentFormat.TagLength];
    private readonly byte[] chunk = new byte[DocumentFormat.ChunkLength];
    private long index;
    private long position;
    private long decrypted;
    private int taken;
    private int available;
    private bool ended;

    private DocumentReader(Stream file, AesGcm cipher, byte[] addressKey, byte[] address, long length)
    {
        this.file = file;
        this.cipher = cipher;
        this.address = address;
        hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, addressKey);
        Length = length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public static DocumentReader Open(Stream file, Keys keys, byte[] addressKey, byte[] address)
    {
        var header = new byte[DocumentFormat.HeaderLength];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw new DocumentDamagedException("The stored document is cut off.");
        if (!header.AsSpan(0, DocumentFormat.PrefixLength).SequenceEqual(DocumentFormat.Prefix)) throw new DocumentDamagedException("The file isn't a stored document of version 1.");
        var opening = header.AsSpan(0, DocumentFormat.PrefixLength + DocumentFormat.WrappedKeyLength);
        AesGcm? cipher = null;
        try
        {
            cipher = new AesGcm(keys.Unwrap(opening[DocumentFormat.PrefixLength..], DocumentFormat.Prefix), DocumentFormat.TagLength);
            var facts = new byte[DocumentFormat.FactsLength];
            cipher.Decrypt(DocumentFormat.FactsNonce, header.AsSpan(opening.Length, facts.Length), header.AsSpan(opening.Length + facts.Length), facts, opening);
            if (!facts.AsSpan(8).SequenceEqual(address)) throw new CryptographicException("It belongs to another address.");
            return new DocumentReader(file, cipher, addressKey, address, BinaryPrimitives.ReadInt64BigEndian(facts));
        }
        catch (CryptographicException fault)
        {
            cipher?.Dispose();
            throw new DocumentDamagedException($"The stored document's header doesn't verify: {fault.Message}", fault);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (taken == available && !ended) Advance();
        var count = Math.Min(buffer.Length, available - taken);
        chunk.AsSpan(taken, count).CopyTo(buffer);
        taken += count;
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            cipher.Dispose();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Advance()
    {
        var read = file.ReadAtLeast(sealedChunk, sealedChunk.Length, throwOnEndOfStream: false) - DocumentFormat.TagLength;
        if (read < 0) throw new DocumentDamagedException("The stored document is cut off.");
        // The header's length is authentic, so it says which chunk is the last one; the chunk's own flag has to agree.
        var last = decrypted + read >= Length;
        try
        {
            cipher.Decrypt(DocumentFormat.ChunkNonce(index), sealedChunk.AsSpan(0, read), sealedChunk.AsSpan(read, DocumentFormat.TagLength), chunk.AsSpan(0, read), DocumentFormat.ChunkBinding(index, last));
        }
        catch (CryptographicException fault)
        {
            throw new DocumentDamagedException($"The stored document doesn't verify from byte {decrypted} on.", fault);
        }
        hash.AppendData(chunk, 0, read);
        decrypted += read;
        index++;
        if (last) Finish();
        (taken, available, ended) = (0, read, last);
    }

    private void Finish()
    {
        if (decrypted != Length || file.ReadByte() != -1) throw new DocumentDamagedException("The stored document doesn't have the length of its header.");
        if (!CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), address)) throw new DocumentDamagedException("The stored document isn't the one of its address.");
    }
}
