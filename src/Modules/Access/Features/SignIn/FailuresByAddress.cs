using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>Failures a minute from one network address, on this host; what comes after is turned away before any work is done.</summary>
internal sealed class FailuresByAddress(TimeProvider clock, IConfiguration configuration)
{
    private readonly int allowed = configuration.GetValue("SIGN_IN_FAILURES_PER_ADDRESS_PER_MINUTE", 300);
    private readonly ConcurrentDictionary<IPAddress, (long Minute, int Failures)> counts = new();

    public bool IsTooMany(HttpContext http) => counts.TryGetValue(AddressOf(http), out var count) && count.Minute == Minute && count.Failures >= allowed;

    public void Count(HttpContext http)
    {
        var minute = Minute;
        if (counts.Count > 100_000)
            foreach (var (address, count) in counts)
                if (count.Minute < minute) counts.TryRemove(address, out _);
        counts.AddOrUpdate(AddressOf(http), (minute, 1), (_, count) => count.Minute == minute ? (minute, count.Failures + 1) : (minute, 1));
    }

    private long Minute => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    private static IPAddress AddressOf(HttpContext http) => http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
}
