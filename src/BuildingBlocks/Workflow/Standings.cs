using Microsoft.Extensions.Caching.Memory;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>
/// How instances stand, by their version, which grows in the transaction of whatever changes an instance: what is found here is what would be
/// read, on every host, and nothing has to be taken out.
/// </summary>
internal sealed class Standings : IDisposable
{
    private const int Most = 2500; // about 8 KB each

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = Most });

    public Standing? Find(Guid instanceId, int version) => kept.Get<Standing>((instanceId, version));

    public void Keep(Guid instanceId, int version, Standing standing) => kept.Set((instanceId, version), standing, new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => kept.Dispose();
}
