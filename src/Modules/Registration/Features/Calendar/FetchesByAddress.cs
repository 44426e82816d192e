using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>How often one network address may fetch calendars in a minute, on this host: enough for an office, too little to guess secrets.</summary>
internal sealed class FetchesByAddress(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { PermitLimit = configuration.GetValue("CALENDAR_FETCHES_PER_ADDRESS_PER_MINUTE", 120), Window = TimeSpan.FromMinutes(1) }));

    public bool IsTooMany(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "");
        return !lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
