using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>How a box came to its place.</summary>
internal enum Spot
{
    /// <summary>On the way on, below what leads to it.</summary>
    Column,

    /// <summary>One of several single steps that run at the same time, or of which one is taken: one below the other, indented.</summary>
    Stacked,

    /// <summary>A side step below the way on, indented, so that the way on passes it.</summary>
    Under,

    /// <summary>A side step to the right of the step from which it branches off.</summary>
    Beside,

    /// <summary>Not a node, but the name of the track below.</summary>
    Heading,
}

/// <summary>One box in pixels, with the lines of its words.</summary>
internal sealed record Box(string Id, int X, int Y, int Width, int Height, Spot Spot, bool Wide, IReadOnlyList<string> Words)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public int MiddleX => X + (Width / 2);

    public int MiddleY => Y + (Height / 2);

    public Box Moved(int x, int y) => this with { X = X + x, Y = Y + y };
}

/// <summary>
/// Places the nodes of a chart from top to bottom: what leads to branches is wide and in the middle; branches lie side by side in lanes, under
/// the name of their track where a branch has one; then comes what they lead to together. It knows connections, shapes, tracks and words only.
/// </summary>
internal sealed class WorkflowMapLayout
{
    /// <summary>The space to the right of each lane, for the lines that pass its boxes.</summary>
    public const int Gap = 26;

    private const int Lane = 112, Wide = 220, Aside = 34, RowGap = 22, Indent = 10, Gate = 8, Margin = 12;

    private readonly Dictionary<string, ChartNode> nodes;
    private readonly ILookup<string, string> into;
    private readonly ILookup<string, string> onTo;
    private readonly ILookup<string, string> below;

    private WorkflowMapLayout(Chart chart)
    {
        nodes = chart.Nodes.ToDictionary(n => n.Id);
        var ahead = chart.Lines.Where(l => !l.Back).ToList();
        into = ahead.ToLookup(l => l.To, l => l.From);
        onTo = ahead.ToLookup(l => l.From, l => l.To);
        var lead = Leads(chart);
        var depth = new Dictionary<string, int>();
        foreach (var node in chart.Nodes) Depth(node.Id);
        below = chart.Nodes.Where(n => lead[n.Id] is not null).OrderBy(n => depth[n.Id]).ThenBy(n => ahead.FindIndex(l => l.To == n.Id)).ToLookup(n => lead[n.Id]!, n => n.Id);
        var all = new List<Box>();
        foreach (var root in chart.Nodes.Where(n => lead[n.Id] is null)) AddBelow(all, BlockOf(root.Id, wide: true, headed: false));
        var left = all.Select(b => b.X).DefaultIfEmpty(0).Min() - Margin;
        Boxes = [.. all.Select(b => b.Moved(-left, Margin))];
        (Width, Height) = (Boxes.Select(b => b.Right).DefaultIfEmpty(0).Max() + Gap, Boxes.Select(b => b.Bottom).DefaultIfEmpty(0).Max() + Margin);

        int Depth(string id)
        {
            if (depth.TryGetValue(id, out var known)) return known;
            depth[id] = 0; // ends the way back should the chart have a loop that no line marks as one
            return depth[id] = into[id].Select(from => Depth(from) + 1).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Every node's box, and the headings.</summary>
    public IReadOnlyList<Box> Boxes { get; }

    public int Width { get; }

    public int Height { get; }

    public static WorkflowMapLayout Of(Chart chart) => new(chart);

    /// <summary>Whether branches come together at a node.</summary>
    public bool Meets(string id) => into[id].Distinct().Skip(1).Any();

    /// <summary>What a node is called.</summary>
    public static string LabelOf(ChartNode node) => node switch
    {
        { Shape: "gate" } => "",
        { Label: { } label } => label.ToString(),
        { Shape: "start" } => Common.WorkflowStart.ToString(),
        _ => node.Name,
    };

    /// <summary>For each node the last one that every way from the start to it passes; null for where ways start.</summary>
    private Dictionary<string, string?> Leads(Chart chart)
    {
        var passed = new Dictionary<string, List<string>>(); // from the start to the node itself
        foreach (var node in chart.Nodes) Passed(node.Id);
        return chart.Nodes.ToDictionary(n => n.Id, n => passed[n.Id].Count > 1 ? passed[n.Id][^2] : null);

        List<string> Passed(string id)
        {
            if (passed.TryGetValue(id, out var known)) return known;
            passed[id] = [id]; // as above
            var ways = into[id].Select(Passed).ToList();
            var common = ways.Count == 0 ? [] : ways[0].Where(step => ways.All(w => w.Contains(step))).ToList();
            return passed[id] = [.. common, id];
        }
    }

    /// <summary>A node and all that only it leads to, its own middle at 0 and its top at 0.</summary>
    private List<Box> BlockOf(string id, bool wide, bool headed)
    {
        var box = Sized(id, -(wide ? Wide : Lane) / 2, wide ? Wide : Lane, Spot.Column, wide);
        var block = new List<Box> { box };
        var sides = below[id].Where(n => IsSide(n, of: id)).ToList();
        var next = below[id].Where(n => !Meets(n)).Except(sides).ToList();
        if (wide) AddEach(block, sides, box.Right + Aside, Lane, Spot.Beside, 0);
        if (IsStack(next)) AddEach(block, next, box.X + Indent, box.Width - Indent, Spot.Stacked, box.Bottom + RowGap);
        else if (next.Count > 0) AddBelow(block, Branches(id, next, wide, headed));
        foreach (var met in below[id].Where(Meets).Except(sides))
            block.AddRange(BlockOf(met, wide, headed).Select(b => b.Moved(0, block.Max(p => p.Bottom) + RowGap)).ToList());
        if (!wide) AddEach(block, sides, box.X + Indent, box.Width - Indent, Spot.Under, block.Max(p => p.Bottom) + RowGap);
        return block;
    }

    /// <summary>As far left as each goes beside the branches before it; those that meet again keep their lanes down to there.</summary>
    private List<Box> Branches(string id, List<string> heads, bool wide, bool headed)
    {
        var meet = below[id].Any(Meets);
        var placed = new List<Box>();
        foreach (var head in heads)
        {
            var track = heads.Count > 1 && !headed ? TrackOf(head) : null;
            var branch = BlockOf(head, wide: heads.Count == 1 ? wide : Lanes(head) > 1, headed || track is not null);
            if (track is not null) branch = Headed(branch, track);
            // Beside what leads to the lanes of the branch before it, which make way downwards, or beside all of it.
            var top = placed.Where(p => !p.Wide && p.Spot != Spot.Beside).Select(p => p.Y).DefaultIfEmpty(0).Min();
            var lanes = placed.Where(p => p.Bottom + RowGap == top).Select(p => p.Y).DefaultIfEmpty(top).Min(); // with what forks into them
            bool IsBeside(Box p, Box b) => meet || (b.Y < p.Bottom + Margin && p.Y < b.Bottom + Margin && (lanes == 0 || p.Y < lanes));
            var shift = branch.SelectMany(b => placed.Where(p => IsBeside(p, b)).Select(p => p.Right + Gap - b.X)).DefaultIfEmpty(0).Max();
            if (!meet && lanes > 0 && branch.Max(b => b.Bottom) + Margin - lanes is > 0 and var down) placed = [.. placed.Select(p => p.Moved(0, p.Y < lanes ? 0 : down))];
            placed.AddRange([.. branch.Select(b => b.Moved(shift, 0))]);
        }
        var middle = meet && heads.Count > 1 ? (placed.Min(b => b.X) + placed.Max(b => b.Right)) / 2 : 0;
        return [.. placed.Select(b => b.Moved(-middle, 0))];
    }

    private static List<Box> Headed(List<Box> branch, string track)
    {
        var (left, right, name) = (branch.Min(b => b.X), branch.Max(b => b.Right), new Text($"BuildingBlocks.track-{track}").ToString());
        var heading = new Box(track, left, 0, right - left, DrawnWords.LineHeight + 12, Spot.Heading, false, DrawnWords.Lines(name, right - left));
        return [heading, .. branch.Select(b => b.Moved(0, heading.Height + RowGap))];
    }

    /// <summary>What leads nowhere but back, or to an end, and isn't the first outcome.</summary>
    private bool IsSide(string id, string of) =>
        nodes[of].Shape != "gate" && nodes[id].Shape != "gate" && !onTo[id].Any() && onTo[of].First() != id && below[of].Skip(1).Any();

    private bool IsStack(List<string> next) => next.Count > 1 && next.All(n => !below[n].Any() && nodes[n].Shape != "gate");

    /// <summary>The track of a branch, if all that it does belongs to one.</summary>
    private string? TrackOf(string head)
    {
        var tracks = Inside(head).Where(n => n.Shape != "gate").Select(n => n.Track).Distinct().ToList();
        return tracks.Count == 1 ? tracks[0] : null;
    }

    private IEnumerable<ChartNode> Inside(string id) => below[id].SelectMany(Inside).Prepend(nodes[id]);

    /// <summary>How many lanes a node and what it leads to take.</summary>
    private int Lanes(string id)
    {
        var next = below[id].Where(n => !Meets(n) && !IsSide(n, of: id)).ToList();
        return Math.Max(IsStack(next) ? 1 : next.Sum(Lanes), below[id].Where(Meets).Select(Lanes).Prepend(1).Max());
    }

    private void AddEach(List<Box> block, List<string> ids, int x, int width, Spot spot, int y)
    {
        foreach (var id in ids)
        {
            var box = Sized(id, x, width, spot, wide: false);
            block.Add(box.Moved(0, y));
            y += box.Height + RowGap;
        }
    }

    /// <summary>As far up as nothing lies above it too closely.</summary>
    private static void AddBelow(List<Box> block, List<Box> more)
    {
        var down = more.SelectMany(m => block.Where(b => b.X < m.Right + Gap && m.X < b.Right + Gap).Select(b => b.Bottom + RowGap - m.Y)).DefaultIfEmpty(0).Max();
        block.AddRange([.. more.Select(m => m.Moved(0, down))]);
    }

    private Box Sized(string id, int x, int width, Spot spot, bool wide)
    {
        var node = nodes[id];
        if (node.Shape == "gate" && onTo[id].Count() < 2 && !Meets(id)) return new(id, x + ((width - Gate) / 2), 0, Gate, Gate, spot, wide, []); // nothing to see for people
        var words = DrawnWords.Lines(LabelOf(node), RoomIn(node.Shape, width));
        return new(id, x, 0, width, node.Shape == "gate" ? Gate : Math.Max(34, (words.Count * DrawnWords.LineHeight) + 14), spot, wide, words);
    }

    /// <summary>How wide the words in a box may be: the ends of some shapes take their part.</summary>
    public static int RoomIn(string shape, int width) => width - (shape is "decision" or "start" or "end" ? 20 : 8);
}
