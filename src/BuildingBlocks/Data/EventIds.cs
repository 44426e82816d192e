using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>
/// Ids of events: UUIDs of version 7 whose 26 bits after the millisecond count within it (RFC 9562 §6.2, method 1), so that what one process
/// records in one millisecond, such as the events of one command, sorts in the order in which it happened. One instance a host; thread-safe.
/// </summary>
public sealed class EventIds
{
    private readonly Lock counting = new();
    private long last;
    private uint count;

    /// <summary>The id of an event that happens now, in UTC.</summary>
    public Guid Next(DateTimeOffset now)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        uint number;
        lock (counting)
        {
            (count, last) = (milliseconds == last ? count + 1 : 0, milliseconds);
            number = count;
        }
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id[10..]);
        BinaryPrimitives.WriteInt64BigEndian(id, milliseconds << 16 | 0x7000 | number >> 14 & 0xFFF);
        BinaryPrimitives.WriteUInt16BigEndian(id[8..], (ushort)(0x8000 | number & 0x3FFF));
        return new Guid(id, bigEndian: true);
    }
}
