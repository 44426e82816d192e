using System.Net;
using System.Net.Sockets;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>The public networks from which an organisation's systems call, as typed: one address or range (CIDR) a line.</summary>
internal static class Networks
{
    public const int Most = 50;
    private const int WidestV4 = 16;
    private const int WidestV6 = 32;

    // Nobody can be reached at these from outside (RFC 1918, 6598, 3927, 4193, 4291; loopback, multicast, reserved).
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[] { "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3", "::/8", "fc00::/7", "fe80::/10", "ff00::/8" }
            .Select(n => IPNetwork.Parse(n)),
    ];

    public static IReadOnlyList<string> Lines(string? typed) =>
        [.. (typed ?? "").Split(['\n', '\r', ',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Formats.Line).Where(l => l.Length > 0).Distinct()];

    /// <summary>What is wrong with one of them; null when nothing is.</summary>
    public static Text? Fault(string line)
    {
        if (Read(line) is not { } network) return Say.NetworkFormat(line);
        if (Array.Exists(NotPublic, n => n.Contains(network.BaseAddress) || network.Contains(n.BaseAddress))) return Say.NetworkPrivate(line);
        var isV4 = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        return network.PrefixLength < (isV4 ? WidestV4 : WidestV6) ? Say.NetworkWide(line) : null;
    }

    private static IPNetwork? Read(string line)
    {
        var isAddress = !line.Contains('/', StringComparison.Ordinal);
        // Three numbers with dots are an address to the library, and none to anybody else.
        if (!line.Contains(':', StringComparison.Ordinal) && line.Split('/')[0].Split('.').Length != 4) return null;
        if (isAddress) return IPAddress.TryParse(line, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) : null;
        return IPNetwork.TryParse(line, out var network) ? network : null;
    }
}
