using System.Globalization;

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
            var (host, bench) = (HostProcess.Host, HostProcess.Bench);
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
                HigherIsBetter: false, Floor: null, $"same runtime, SQLite file that exists already; both answer /health/ready by one query; ours {HostProcess.Compiled}, bare JIT");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, long RssAnon)> Start(string[] arguments, Dictionary<string, string> environment)
    {
        await using var process = await HostProcess.Start(arguments, environment);
        await Task.Delay(1000);
        return (process.Seconds, await process.RssAnon());
    }
}
