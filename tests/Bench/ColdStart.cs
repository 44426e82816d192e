using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CommonPlatform.Bench;

/// <summary>P-G9: from the start of the process to the first answer of /health/ready, and the memory of the idle process.</summary>
internal sealed class ColdStart : Workload
{
    private const int RoundCount = 5;

    public override string Goal => "P-G9";

    public override string Name => "cold start to first answer; idle anonymous memory beside it";

    public override async Task<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        try
        {
            var environment = new Dictionary<string, string> { ["DATA_DIR"] = Path.Combine(folder, "data"), ["KEYS_DIR"] = Path.Combine(folder, "keys") };
            var published = Environment.GetEnvironmentVariable("PUBLISHED"); // the host as an operator has it, by ./dev publish
            var host = Path.Combine(published ?? AppContext.BaseDirectory, "CommonPlatform.Host.dll");
            var bench = Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Bench.dll");
            await Start([host], environment); // makes the database, warms the disk cache
            await Start([bench, "bare", Path.Combine(folder, "bare.db")], []);
            var (times, memory) = (new List<double>(), new List<double>());
            for (var round = 0; round < RoundCount; round++)
            {
                var (ours, oursMemory) = await Start([host], environment);
                var (bare, bareMemory) = await Start([bench, "bare", Path.Combine(folder, "bare.db")], []);
                times.Add(ours / bare);
                memory.Add((double)oursMemory / bareMemory);
            }
            memory.Sort();
            return new Measured(
                times, string.Create(CultureInfo.InvariantCulture, $"our time / bare Kestrel+EF time, lower is better; idle RssAnon ratio {memory[RoundCount / 2]:0.00}"),
                HigherIsBetter: false, Floor: null, $"same runtime, SQLite file that exists already; both answer /health/ready by one query; ours {(published is null ? "JIT" : "ReadyToRun, as published")}, bare JIT");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, long RssAnon)> Start(string[] arguments, Dictionary<string, string> environment)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", arguments[0].EndsWith("Bench.dll", StringComparison.Ordinal) ? [.. arguments, url] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = url, ["Logging__LogLevel__Default"] = "Warning" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
            while (!await Answers(client, url))
            {
                if (process.HasExited) throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
                if (clock.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"{arguments[0]} does not answer");
                await Task.Delay(5);
            }
            var seconds = clock.Elapsed.TotalSeconds;
            await Task.Delay(1000);
            var line = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status")).First(l => l.StartsWith("RssAnon", StringComparison.Ordinal));
            return (seconds, long.Parse(new string([.. line.Where(char.IsDigit)]), CultureInfo.InvariantCulture));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
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
