using System.Globalization;
using System.Text.Json;
using CommonPlatform.Bench;

// ./dev bench: each workload beside its limit in the same run; ratios only, one JSON line each. Exits 1 only below a goal's floor.
if (args is ["bare", var file, var url]) return await BareServer.Run(file, url);
if (args is ["board", var database, var frame, var at]) return await BareBoard.Run(database, frame, at);

var only = args.FirstOrDefault(a => !a.StartsWith('-'));
Workload[] workloads = [new Onboarding(), new Board(), new ColdStart()];
if (only is not null && workloads.All(w => w.Goal != only))
{
    Console.Error.WriteLine($"There is no workload {only}; there are {string.Join(", ", workloads.Select(w => w.Goal))}.");
    return 2;
}
var (passed, failed) = (0, 0);
foreach (var workload in workloads.Where(w => only is null || w.Goal == only))
{
    var result = await workload.Run();
    var ratios = result.Rounds.Order().ToArray();
    var median = ratios[ratios.Length / 2];
    var holds = result.Floor is null || (result.HigherIsBetter ? median >= result.Floor : median <= result.Floor);
    if (holds) passed++; else failed++;
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        goal = workload.Goal,
        workload = workload.Name,
        ratio = Round(median),
        range = new[] { Round(ratios[0]), Round(ratios[^1]) },
        meaning = result.Meaning,
        result.Floor,
        holds,
        heldEqual = result.HeldEqual,
        load = File.ReadAllText("/proc/loadavg").Split(' ')[0],
    }));
}
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

static double Round(double ratio) => Math.Round(ratio, 3, MidpointRounding.AwayFromZero);

namespace CommonPlatform.Bench
{
    /// <summary>One workload, measured as a ratio of ours to its limit in each round.</summary>
    internal abstract class Workload
    {
        public abstract string Goal { get; }
        public abstract string Name { get; }
        public abstract Task<Measured> Run();
    }

    /// <summary>The rounds' ratios, what they mean, and what was held equal on both sides.</summary>
    internal sealed record Measured(IReadOnlyList<double> Rounds, string Meaning, bool HigherIsBetter, double? Floor, string HeldEqual);
}
