using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CommonPlatform.Bench;

/// <summary>A server in a process of its own, from its start to its first answer; it ends with this.</summary>
internal sealed class HostProcess(Process process, string url, double seconds) : IAsyncDisposable
{
    private static readonly string? Published = Environment.GetEnvironmentVariable("PUBLISHED"); // the host as an operator has it, by ./dev publish

    /// <summary>The product.</summary>
    public static string Host { get; } = Path.Combine(Published ?? AppContext.BaseDirectory, "CommonPlatform.Host.dll");

    /// <summary>This program, for the limits that it serves itself.</summary>
    public static string Bench { get; } = Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Bench.dll");

    /// <summary>How the product was compiled.</summary>
    public static string Compiled => Published is null ? "JIT" : "ReadyToRun, as published";

    public string Url => url;

    public double Seconds => seconds;

    public static async Task<HostProcess> Start(string[] arguments, Dictionary<string, string> environment)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", arguments[0] == Bench ? [.. arguments, url] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = url, ["Logging__LogLevel__Default"] = "Warning" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var started = new HostProcess(process, url, 0);
        try
        {
            process.OutputDataReceived += (_, _) => { }; // read, so that the pipe never fills
            process.BeginOutputReadLine();
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
            while (!await Answers(client, url))
            {
                if (process.HasExited) throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
                if (clock.Elapsed > TimeSpan.FromMinutes(4)) throw new TimeoutException($"{arguments[0]} does not answer");
                await Task.Delay(5);
            }
            return new HostProcess(process, url, clock.Elapsed.TotalSeconds);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Anonymous memory, without the pages of mapped files.</summary>
    public async Task<long> RssAnon()
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status")).First(l => l.StartsWith("RssAnon", StringComparison.Ordinal));
        return long.Parse(new string([.. line.Where(char.IsDigit)]), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> Answers(HttpClient client, string url)
    {
        try
        {
            return (await client.GetAsync($"{url}/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
