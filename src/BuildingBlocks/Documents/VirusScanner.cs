using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>No scanner answers; the message says why.</summary>
public sealed class ScannerUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Asks clamd whether a file has a virus, over a Unix socket or TCP, by its INSTREAM command (man 8 clamd).</summary>
public sealed class VirusScanner(IConfiguration configuration)
{
    private const int Chunk = 64 * 1024;
    private const int LongestAnswer = 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string? address = configuration["CLAMD"];

    /// <summary>Whether CLAMD names a scanner: the path of its socket, or host:port.</summary>
    public bool IsConfigured => address is { Length: > 0 } && !AcceptsUnscanned;

    /// <summary>Whether the operator chose to have none: CLAMD=none.</summary>
    public bool AcceptsUnscanned => address == "none";

    /// <summary>What an operator has to know, in one or two sentences.</summary>
    public string Standing => (IsConfigured, AcceptsUnscanned) switch
    {
        (true, _) => "A virus scanner is set up.",
        (_, true) => "There is no virus scanner (CLAMD=none): uploads are accepted unscanned, and each is marked so.",
        _ => "There is no virus scanner (CLAMD is not set): uploads stay in quarantine and nobody can open them. Set CLAMD to clamd's socket or host:port, or to none to accept uploads unscanned.",
    };

    /// <summary>The name of what was found; null for a clean file.</summary>
    /// <exception cref="ScannerUnavailableException">The scanner isn't there, is too slow, or can't scan this.</exception>
    public async Task<string?> Scan(Stream content, CancellationToken cancellationToken)
    {
        var answer = await Ask("zINSTREAM\0", content, cancellationToken);
        if (answer == "stream: OK") return null;
        const string found = " FOUND";
        return answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(found, StringComparison.Ordinal)
            ? answer["stream: ".Length..^found.Length]
            : throw new ScannerUnavailableException($"The virus scanner answered «{answer}».");
    }

    /// <summary>Its version and that of its signatures.</summary>
    /// <exception cref="ScannerUnavailableException">It doesn't answer.</exception>
    public Task<string> Version(CancellationToken cancellationToken) => Ask("zVERSION\0", null, cancellationToken);

    private async Task<string> Ask(string command, Stream? content, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            using var socket = await Connect(limited.Token);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command), limited.Token);
            if (content is not null) await Send(stream, content, limited.Token);
            var answer = new byte[LongestAnswer];
            var read = 0;
            while (read < answer.Length && (read == 0 || answer[read - 1] != 0) && await stream.ReadAsync(answer.AsMemory(read), limited.Token) is > 0 and var more) read += more;
            return Encoding.UTF8.GetString(answer, 0, read).TrimEnd('\0', '\n');
        }
        catch (Exception fault) when (fault is SocketException or IOException or FormatException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ScannerUnavailableException($"The virus scanner at {address} doesn't answer: {fault.Message}", fault);
        }
    }

    private async Task<Socket> Connect(CancellationToken cancellationToken)
    {
        var isPath = address![0] == '/';
        var socket = isPath ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isPath) await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancellationToken);
            else if (address.Split(':') is [var host, var port]) await socket.ConnectAsync(host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
            else throw new FormatException("CLAMD is neither a path nor host:port.");
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Pieces with their length before them, and one of length 0 at the end.</summary>
    private static async Task Send(NetworkStream stream, Stream content, CancellationToken cancellationToken)
    {
        var piece = new byte[4 + Chunk];
        int read;
        do
        {
            read = await content.ReadAtLeastAsync(piece.AsMemory(4), Chunk, throwOnEndOfStream: false, cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await stream.WriteAsync(piece.AsMemory(0, 4 + read), cancellationToken);
        } while (read > 0);
    }
}
