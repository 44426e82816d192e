using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Every instant is stored as UTC microseconds since 1970 (bigint) on both databases, so that both can order and compare it.</summary>
public static class Instants
{
    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of a stored number.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}

internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(i => Instants.ToMicroseconds(i), m => Instants.FromMicroseconds(m));
