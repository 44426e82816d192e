using System.Globalization;

namespace CommonPlatform.Bench;

/// <summary>
/// P-G7: the officers' board of 10,000 organisations, signed in, against a page written by hand from prepared statements; beside it how much
/// slower the slowest answers get between 100 organisations and 10,000.
/// </summary>
internal sealed class Board : Workload
{
    private const int RoundCount = 5, Connections = 8, Few = 100, Many = 10_000;
    private const string Page = "/officer?sort=name&page=3";
    private static readonly TimeSpan WarmUpLasts = TimeSpan.FromSeconds(15), RoundLasts = TimeSpan.FromSeconds(2), LookLasts = TimeSpan.FromSeconds(1);

    public override string Goal => "P-G7";

    public override string Name => "one page of the officers' board, 10,000 organisations, 8 connections";

    public override async Task<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            var environment = new Dictionary<string, string> { ["DATA_DIR"] = data, ["DEMO"] = "1", ["CLAMD"] = "none" };
            await using (await HostProcess.Start([HostProcess.Host], environment))
            {
                // seeds the demonstration
            }
            using var organisations = new ManyOrganisations(Path.Combine(data, "platform.db"));
            var cookie = organisations.SignIn();
            organisations.GrowTo(Few);
            var few = await Slowest(environment, cookie, [Page, "/officer"]);
            var count = organisations.GrowTo(Many);
            var one = $"/officer/org/{organisations.Any("select lower(id) from registration_cases where stage = 'Submitted' limit 1")}";
            var many = await Slowest(environment, cookie, [Page, "/officer", one, $"{one}/duplicates", "/officer?search=pen", "/officer?due=overdue"]);

            await using var ours = await HostProcess.Start([HostProcess.Host], environment);
            var frame = await Frame(ours.Url, cookie, Path.Combine(folder, "frame.html"));
            await using var limit = await HostProcess.Start([HostProcess.Bench, "board", Path.Combine(data, "platform.db"), Path.Combine(folder, "frame.html")], []);
            await Load.Run(ours.Url, Page, cookie, Connections, WarmUpLasts);
            await Load.Run(limit.Url, Page, cookie, Connections, RoundLasts);
            var rounds = new List<(double Ours, double Limit)>();
            for (var round = 0; round < RoundCount; round++)
            {
                var first = round % 2 == 0 ? (await Load.Run(ours.Url, Page, cookie, Connections, RoundLasts)).Rate : 0;
                var bare = (await Load.Run(limit.Url, Page, cookie, Connections, RoundLasts)).Rate;
                rounds.Add((round % 2 == 0 ? first : (await Load.Run(ours.Url, Page, cookie, Connections, RoundLasts)).Rate, bare));
            }
            var quiet = rounds.Where(r => r.Limit >= 0.4 * rounds.Max(other => other.Limit)).Select(r => r.Ours / r.Limit).ToList();
            var growth = string.Join("; ", few.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} p99 {many[f.Key].P99 / f.Value.P99:0.0} times that of {Few}")));
            var slow = string.Join("; ", many.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key.Replace(one, "/officer/org/one", StringComparison.Ordinal)} p50 {m.Value.P50:0} p99 {m.Value.P99:0} ms")));
            return new Measured(
                quiet, string.Create(CultureInfo.InvariantCulture, $"our rate / rate of a page written by hand, higher is better (goal 0.40); this run {rounds.Average(r => r.Ours):0} against {rounds.Average(r => r.Limit):0} a second; {count} organisations: {growth}; {slow}"),
                HigherIsBetter: true, Floor: null,
                $"same database file and session, same rows asked for, page of {frame.Ours} and {frame.Limit} bytes; 8 connections over raw sockets; ours {HostProcess.Compiled}, warm after {WarmUpLasts.TotalSeconds:0} s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Dictionary<string, (double P50, double P99)>> Slowest(Dictionary<string, string> environment, string cookie, string[] pages)
    {
        await using var host = await HostProcess.Start([HostProcess.Host], environment);
        var found = new Dictionary<string, (double, double)>();
        foreach (var page in pages)
        {
            await Load.Run(host.Url, page, cookie, 1, LookLasts); // warm
            var (_, times) = await Load.Run(host.Url, page, cookie, 1, LookLasts);
            found[page] = (Load.At(times, 0.5), Load.At(times, 0.99));
        }
        return found;
    }

    /// <summary>Our page without its rows, for the hand-written one to stand in.</summary>
    private static async Task<(int Ours, int Limit)> Frame(string url, string cookie, string file)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        var html = await client.GetStringAsync($"{url}{Page}");
        var (from, to) = (html.IndexOf("<tbody", StringComparison.Ordinal), html.LastIndexOf("</tbody>", StringComparison.Ordinal));
        if (from < 0) throw new InvalidOperationException("The board shows no rows.");
        await File.WriteAllTextAsync(file, html[..from] + "<!--rows-->" + html[(to + "</tbody>".Length)..]);
        return (html.Length, html.Length - (to - from) + BareBoard.RowLength * 25);
    }
}
