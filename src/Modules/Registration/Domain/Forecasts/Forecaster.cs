using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>What is known of one onboarding on the day of a forecast.</summary>
/// <param name="Kind">The category of the organisation.</param>
/// <param name="BuildsInterface">Whether it comes by the interface.</param>
/// <param name="Today">The day of the forecast.</param>
/// <param name="Parts">How far it has come.</param>
/// <param name="TestingTo">The last day of the agreed testing window.</param>
/// <param name="TestingNoEarlierThan">The first day on which testing can end by the supplier's quoted date; null where none was quoted or a window is agreed.</param>
/// <param name="GoLiveOn">The agreed go-live date.</param>
internal sealed record Situation(
    string Kind, bool BuildsInterface, DateOnly Today, IReadOnlyDictionary<Part, Stretch> Parts, DateOnly? TestingTo = null, DateOnly? TestingNoEarlierThan = null, DateOnly? GoLiveOn = null)
{
    public DateOnly SubmittedOn => Parts[Part.Registration].From ?? Today;
}

/// <summary>Which finished cases a forecast is drawn from. All of them only in forecasts of before: those of another route aren't comparable.</summary>
internal enum Comparable
{
    KindAndRoute,
    Route,
    All,
}

/// <summary>When an organisation will be live: as likely before as after the median day, and with 85 % likelihood by the likely day.</summary>
/// <param name="MedianOn">The day by which half of the runs were live.</param>
/// <param name="LikelyOn">The day by which 85 % of the runs were live.</param>
/// <param name="NaiveOn">What the median duration of all finished cases says; a forecast that doesn't beat it is worth nothing.</param>
/// <param name="From">Which cases it was drawn from.</param>
/// <param name="Cases">How many.</param>
/// <param name="Saves">By how many working days the median comes forward if that part were done today, for each that isn't done.</param>
/// <param name="MovesMost">Of the parts under way, at which somebody can do something, the one that moves it most; null where none does.</param>
internal sealed record Forecast(DateOnly MedianOn, DateOnly LikelyOn, DateOnly NaiveOn, Comparable From, int Cases, IReadOnlyDictionary<Part, int> Saves, Part? MovesMost);

/// <summary>
/// Draws each part's remaining working days from what finished cases took (a part that runs already: from those that took longer), adds them
/// up as the process runs, the tracks side by side, many times over, and reads off how many runs were live by when. The draws depend on the
/// seed only, so that the same inputs give the same forecast and two what-ifs differ by what was asked and nothing else.
/// </summary>
internal static class Forecaster
{
    public const int FewestCases = 20;
    public const int Runs = 10_000;
    private const double Likely = 0.85;
    private static readonly Part[] Parts = Enum.GetValues<Part>();

    /// <param name="situation">The case.</param>
    /// <param name="history">All finished cases; what ended on the day of the forecast or later isn't looked at.</param>
    /// <param name="given">What-if: in how many working days a part will be done.</param>
    /// <param name="runs">How often it is drawn.</param>
    /// <returns>Null where fewer than twenty cases can be compared.</returns>
    public static Forecast? Of(Situation situation, IReadOnlyList<FinishedCase> history, IReadOnlyDictionary<Part, int>? given = null, int runs = Runs)
    {
        var known = history.Where(f => f.LiveOn < situation.Today).OrderBy(f => f.LiveOn).ThenBy(f => f.Id).ToList();
        var (from, cases) = Choose(situation, known);
        if (cases.Count < FewestCases) return null;
        var drawn = Draw(situation, cases, runs);
        foreach (var (part, days) in given ?? new Dictionary<Part, int>())
            if (!situation.Parts[part].IsDone) Array.Fill(drawn[(int)part], days);
        var totals = Totals(situation, drawn, runs, given);
        var median = At(totals, 0.5);
        var saves = Parts.Where(p => !situation.Parts[p].IsDone && given?.ContainsKey(p) != true).ToDictionary(p => p, p => Math.Max(0, median - At(Totals(situation, Without(drawn, p), runs, given, p), 0.5)));
        return new Forecast(After(situation.Today, median), After(situation.Today, At(totals, Likely)), Naive(situation, known), from, cases.Count, saves, Most(situation, saves));
    }

    private static Part? Most(Situation situation, Dictionary<Part, int> saves)
    {
        var underWay = saves.Where(s => s.Value > 0 && situation.Parts[s.Key].IsRunning).ToList();
        return underWay.Count > 0 ? underWay.MaxBy(s => s.Value).Key : null;
    }

    /// <summary>What one would say without looking: the median duration of all finished cases after the submission, or the next working day when that is past.</summary>
    public static DateOnly Naive(Situation situation, IReadOnlyList<FinishedCase> known)
    {
        int[] totals = [.. known.Select(f => f.Total).Order()];
        var day = WorkingDays.After(situation.SubmittedOn, At(totals, 0.5));
        return day > situation.Today ? day : WorkingDays.After(situation.Today, 1);
    }

    /// <summary>What comparable cases took for a part.</summary>
    public static int Median(IEnumerable<FinishedCase> cases, Part part) => At([.. cases.Select(f => f[part]).Order()], 0.5);

    /// <summary>The likest group with enough cases; all of the same route, however few, when none has.</summary>
    public static (Comparable From, IReadOnlyList<FinishedCase> Cases) Choose(Situation situation, IReadOnlyList<FinishedCase> known)
    {
        var route = known.Where(f => f.BuildsInterface == situation.BuildsInterface).ToList();
        var kind = route.Where(f => f.Kind == situation.Kind).ToList();
        return kind.Count >= FewestCases ? (Comparable.KindAndRoute, kind) : (Comparable.Route, route);
    }

    private static int[][] Draw(Situation situation, IReadOnlyList<FinishedCase> cases, int runs)
    {
        var left = Parts.Select(p => Left(situation, cases, p)).ToArray();
        var drawn = Parts.Select(_ => new int[runs]).ToArray();
        var random = new Random(42); // the same draws for the same inputs
        for (var run = 0; run < runs; run++)
            for (var part = 0; part < left.Length; part++)
            {
                var at = random.NextDouble(); // one draw a part, whatever its state, so that what-ifs are compared run by run
                drawn[part][run] = left[part].Length == 0 ? 0 : left[part][(int)(at * left[part].Length)];
            }
        return drawn;
    }

    /// <summary>The working days that a part may still take, in order; a part that has taken longer than any counts as begun today.</summary>
    private static int[] Left(Situation situation, IReadOnlyList<FinishedCase> cases, Part part)
    {
        var stretch = situation.Parts[part];
        if (stretch.IsDone) return [];
        var spent = stretch.Days(situation.Today);
        int[] longer = stretch.IsRunning ? [.. cases.Select(f => f[part]).Where(d => d > spent).Select(d => d - spent).Order()] : [];
        return longer.Length > 0 ? longer : [.. cases.Select(f => f[part]).Order()];
    }

    private static int[][] Without(int[][] drawn, Part part)
    {
        var other = drawn.ToArray();
        other[(int)part] = new int[drawn[(int)part].Length];
        return other;
    }

    private static int[] Totals(Situation situation, int[][] drawn, int runs, IReadOnlyDictionary<Part, int>? given, Part? doneToday = null)
    {
        // An agreed window or a quoted date holds testing back, unless somebody asks what if it didn't.
        var testing = doneToday == Part.Technical || situation.Parts[Part.Technical].IsDone || given?.ContainsKey(Part.Technical) == true ? 0
            : Math.Max(Until(situation, situation.TestingTo), Until(situation, situation.TestingNoEarlierThan));
        var agreed = doneToday == Part.Countdown || given?.ContainsKey(Part.Countdown) == true ? null : situation.GoLiveOn;
        var totals = new int[runs];
        for (var run = 0; run < runs; run++)
        {
            var accepted = drawn[(int)Part.Registration][run];
            var tracks = accepted + Math.Max(
                Math.Max(drawn[(int)Part.Agreements][run], drawn[(int)Part.Security][run]), Math.Max(drawn[(int)Part.Technical][run], drawn[(int)Part.SetUp][run]));
            var ready = Math.Max(tracks, testing) + drawn[(int)Part.Readiness][run];
            totals[run] = agreed is { } on && Until(situation, on) >= ready ? Until(situation, on) : ready + drawn[(int)Part.Countdown][run];
        }
        Array.Sort(totals);
        return totals;
    }

    private static int Until(Situation situation, DateOnly? day) => day is { } on ? Math.Max(0, WorkingDays.Between(situation.Today, on)) : 0;

    private static DateOnly After(DateOnly today, int days) => WorkingDays.After(today, Math.Max(1, days));

    private static int At(int[] ordered, double share) => ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)Math.Ceiling(share * ordered.Length) - 1)];
}
