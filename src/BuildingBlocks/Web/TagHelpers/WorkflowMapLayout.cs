using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Where a node is drawn. A side step lies under the step from which it branches off, indented, so that the way on passes it.</summary>
internal sealed record Place(int Row, double Column, bool Side);

/// <summary>
/// Places the nodes of a chart in blocks: below each node come its side steps, one under the other, then its branches side by side, then
/// what they lead to together. A branch has its columns for itself, so that no two branches are mixed up.
/// </summary>
internal sealed class WorkflowMapLayout
{
    private readonly ILookup<string, string> into;
    private readonly ILookup<string, string> below;
    private readonly Dictionary<string, Place> places = [];

    private WorkflowMapLayout(Chart chart)
    {
        var ahead = chart.Lines.Where(l => !l.Back).ToList();
        into = ahead.ToLookup(l => l.To, l => l.From);
        var gates = chart.Nodes.Where(n => n.Shape == "gate").Select(n => n.Id).ToHashSet();
        var lead = Leads(chart, ahead);
        var depth = new Dictionary<string, int>();
        foreach (var node in chart.Nodes) Depth(node.Id);
        below = chart.Nodes.Where(n => lead[n.Id] is not null).OrderBy(n => depth[n.Id]).ThenBy(n => ahead.FindIndex(l => l.To == n.Id)).ToLookup(n => lead[n.Id]!, n => n.Id);
        var (row, columns) = (0, 0.0);
        foreach (var root in chart.Nodes.Where(n => lead[n.Id] is null))
        {
            var block = BlockOf(root.Id, gates);
            foreach (var (id, place) in block) places[id] = place with { Row = place.Row + row, Column = place.Column - block.Min(p => p.Place.Column) };
            row += block.Max(p => p.Place.Row) + 1;
        }
        if (places.Count > 0) columns = places.Values.Max(p => p.Column) + 1;
        (Rows, Columns) = (row, columns);

        int Depth(string id)
        {
            if (depth.TryGetValue(id, out var known)) return known;
            depth[id] = 0; // ends the way back should the chart have a loop that no line marks as one
            return depth[id] = into[id].Select(from => Depth(from) + 1).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Each node's place.</summary>
    public IReadOnlyDictionary<string, Place> Places => places;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many columns there are.</summary>
    public double Columns { get; }

    /// <summary>Works out the places from the connections alone.</summary>
    public static WorkflowMapLayout Of(Chart chart) => new(chart);

    /// <summary>Whether branches come together at a node.</summary>
    public bool Meets(string id) => into[id].Distinct().Skip(1).Any();

    /// <summary>For each node the last one that every way from the start to it passes; null for where ways start.</summary>
    private static Dictionary<string, string?> Leads(Chart chart, List<ChartLine> ahead)
    {
        var passed = new Dictionary<string, List<string>>(); // from the start to the node itself
        foreach (var node in chart.Nodes) Passed(node.Id);
        return chart.Nodes.ToDictionary(n => n.Id, n => passed[n.Id].Count > 1 ? passed[n.Id][^2] : null);

        List<string> Passed(string id)
        {
            if (passed.TryGetValue(id, out var known)) return known;
            passed[id] = [id]; // as above
            var ways = ahead.Where(l => l.To == id).Select(l => Passed(l.From)).ToList();
            var common = ways.Count == 0 ? [] : ways[0].Where(step => ways.All(w => w.Contains(step))).ToList();
            return passed[id] = [.. common, id];
        }
    }

    private List<(string Id, Place Place)> BlockOf(string id, HashSet<string> gates)
    {
        var block = new List<(string Id, Place Place)> { (id, new(0, 0, false)) };
        var next = below[id].Where(n => !Meets(n)).ToList();
        var aside = next.Count > 1 ? next.Where(n => !below[n].Any() && !gates.Contains(n)).ToList() : [];
        if (aside.Count == next.Count && aside.Count > 0 && !gates.Contains(id)) aside.RemoveAt(0); // the first outcome is the way on
        foreach (var side in aside) block.Add((side, new(block.Count, 0, true)));

        var branches = next.Except(aside).Select(n => BlockOf(n, gates)).ToList();
        var start = block.Count;
        var (placed, firstColumn, lastColumn) = (new List<(string Id, Place Place)>(), 0.0, 0.0);
        var meet = below[id].Where(Meets).ToList();
        foreach (var branch in branches)
        {
            // As far left as it goes beside the branches before it; one that others meet below keeps its columns down to there.
            var shift = branch.SelectMany(b => placed.Where(p => meet.Count > 0 || Math.Abs(p.Place.Row - b.Place.Row) < 2).Select(p => p.Place.Column - b.Place.Column + 1)).DefaultIfEmpty(0).Max();
            placed.AddRange(branch.Select(b => (b.Id, b.Place with { Column = b.Place.Column + shift })));
            if (branch == branches[0]) firstColumn = branch[0].Place.Column + shift;
            lastColumn = branch[0].Place.Column + shift;
        }
        var middle = Math.Round(firstColumn + lastColumn) / 2;
        block.AddRange(placed.Select(p => (p.Id, p.Place with { Row = p.Place.Row + start, Column = p.Place.Column - middle })));
        foreach (var merged in meet)
        {
            var row = block.Max(p => p.Place.Row) + 1;
            block.AddRange(BlockOf(merged, gates).Select(p => (p.Id, p.Place with { Row = p.Place.Row + row })));
        }
        return block;
    }
}
