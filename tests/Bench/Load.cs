using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace CommonPlatform.Bench;

/// <summary>Asks one address again and again over some connections, without a library's cost on the two cores that the server shares.</summary>
internal static class Load
{
    /// <summary>Answers a second, and the milliseconds that each took, in order of size.</summary>
    public static async Task<(double Rate, double[] Milliseconds)> Run(string url, string pathAndQuery, string cookie, int connections, TimeSpan time)
    {
        var uri = new Uri(url);
        var request = Encoding.ASCII.GetBytes($"GET {pathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\nCookie: {cookie}\r\n\r\n");
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => Connection(uri, request, clock, time))));
        double[] times = [.. all.SelectMany(t => t).Order()];
        return (times.Length / clock.Elapsed.TotalSeconds, times);
    }

    public static double At(double[] ordered, double share) => ordered[(int)Math.Min(ordered.Length - 1, share * ordered.Length)];

    private static async Task<List<double>> Connection(Uri uri, byte[] request, Stopwatch clock, TimeSpan time)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(uri.Host, uri.Port);
        var (buffer, times) = (new byte[512 * 1024], new List<double>());
        while (clock.Elapsed < time)
        {
            var began = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            var length = 0;
            do length += await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var read ? read : throw new InvalidOperationException("The server closed the connection.");
            while (!IsWhole(buffer.AsSpan(0, length)));
            if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 300)));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times;
    }

    private static bool IsWhole(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var field = received[..end].IndexOf("Content-Length: "u8);
        if (field < 0) return received.EndsWith("\r\n0\r\n\r\n"u8);
        var value = received[(field + "Content-Length: ".Length)..end];
        var line = value.IndexOf((byte)'\r');
        return received.Length == end + 4 + int.Parse(line < 0 ? value : value[..line], null);
    }
}
