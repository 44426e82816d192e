using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>One connection as an SVG path with the corners of its arrow.</summary>
internal sealed record DrawnLine(ChartLine Line, string Path, string Tip);

/// <summary>
/// Draws connections around boxes: straight down where the way is free; what passes other boxes, and what closes a loop, takes a track of its
/// own in the gap beside the boxes, so that no two lines to different places run into each other.
/// </summary>
internal sealed class WorkflowMapLines
{
    private const int Before = 11, Off = 6, Arrow = 7, LeftLane = 8;

    private readonly WorkflowMapLayout layout;
    private readonly Dictionary<string, Box> boxes;
    private readonly Dictionary<ChartLine, (int Place, int Of)> lanes = [];

    private WorkflowMapLines(Chart chart, WorkflowMapLayout layout)
    {
        this.layout = layout;
        boxes = layout.Boxes.Where(b => b.Spot != Spot.Heading).ToDictionary(b => b.Id);
        var beside = chart.Lines.Distinct().Where(l => WayOf(l) is Way.Right or Way.Left);
        foreach (var gap in beside.GroupBy(l => (WayOf(l), WayOf(l) == Way.Left ? LeftOf(l) : RightOf(l)))) Share(gap);
    }

    private enum Way
    {
        Down,
        Stack,
        Across,
        AcrossBack,
        Right,
        Left,
    }

    /// <summary>Every connection of the chart, in its order.</summary>
    public static IReadOnlyList<DrawnLine> Of(Chart chart, WorkflowMapLayout layout)
    {
        var drawn = new WorkflowMapLines(chart, layout);
        return [.. chart.Lines.Select(drawn.Draw)];
    }

    private Way WayOf(ChartLine line)
    {
        var (from, to) = (boxes[line.From], boxes[line.To]);
        if (from.Spot == Spot.Beside) return Way.AcrossBack;
        if (to.Spot == Spot.Beside) return Way.Across;
        if (line.Back) return from.Wide && to.Wide ? Way.Left : Way.Right;
        if (to.Spot == Spot.Stacked) return Way.Stack;
        if (to.Spot == Spot.Under || from.Spot == Spot.Stacked) return Way.Right;
        return Blocking(from, to).All(b => b.Spot == Spot.Under) ? Way.Down : from.Wide ? Way.Left : Way.Right;
    }

    private DrawnLine Draw(ChartLine line)
    {
        var (from, to) = (boxes[line.From], boxes[line.To]);
        var turn = layout.Meets(line.To) ? to.Y - Before : from.Bottom + Before;
        var start = Blocking(from, to).Any() ? from.X + Off : from.MiddleX;
        return WayOf(line) switch
        {
            Way.Down => FromAbove($"M{start},{from.Bottom} V{turn} H{to.MiddleX}"),
            Way.Stack => FromLeft($"M{to.X - (Before - 2)},{from.Bottom}", to.MiddleY),
            Way.Across => Level(from, to) is { } y ? FromLeft($"M{from.Right},{y - Off}", y - Off) : FromLeft($"M{from.Right},{from.MiddleY + Off} h{Before}", to.MiddleY),
            Way.AcrossBack when Level(to, from) is { } y => FromRight($"M{from.X},{y + Off}", y + Off),
            Way.AcrossBack => FromRight($"M{from.MiddleX},{(from.Y > to.Y ? from.Y : from.Bottom)}", to.MiddleY),
            Way.Left => FromLeft($"M{from.X},{from.MiddleY + (line.Back ? -Off : Off)} H{LeftOf(line) - ((lanes[line].Place + 2) * LeftLane)}", to.MiddleY + (line.Back ? Off : -Off)),
            _ when line.Back || to.Spot == Spot.Under || to.MiddleX == from.MiddleX => FromRight($"M{from.Right},{from.MiddleY + Off} H{InGap(line)}", to.MiddleY - Off),
            _ => FromAbove($"M{from.Right},{from.MiddleY} H{InGap(line)} V{to.Y - Before} H{to.MiddleX}"),
        };

        DrawnLine FromAbove(string path) => new(line, $"{path} V{to.Y - 2}", $"{to.MiddleX},{to.Y} {to.MiddleX - 4},{to.Y - Arrow} {to.MiddleX + 4},{to.Y - Arrow}");
        DrawnLine FromLeft(string path, int y) => new(line, $"{path} V{y} H{to.X - 2}", $"{to.X},{y} {to.X - Arrow},{y - 4} {to.X - Arrow},{y + 4}");
        DrawnLine FromRight(string path, int y) => new(line, $"{path} V{y} H{to.Right + 2}", $"{to.Right},{y} {to.Right + Arrow},{y - 4} {to.Right + Arrow},{y + 4}");
    }

    /// <summary>The height at which two boxes lie beside each other.</summary>
    private static int? Level(Box left, Box right) => left.Y < right.Bottom - (3 * Off) && right.Y < left.Bottom - (3 * Off) ? (Math.Max(left.Y, right.Y) + Math.Min(left.Bottom, right.Bottom)) / 2 : null;

    /// <summary>What stands in the way straight down.</summary>
    private IEnumerable<Box> Blocking(Box from, Box to)
    {
        var x = layout.Meets(to.Id) ? from.MiddleX : to.MiddleX;
        return boxes.Values.Where(b => b.X < x && x < b.Right && b.Y > from.Y && b.Y < to.Y && b != from && b != to);
    }

    private int RightOf(ChartLine line) =>
        boxes[line.From] is var from && boxes[line.To] is var to && from.X < to.Right && to.X < from.Right ? Math.Max(from.Right, to.Right) : from.Right;

    private int LeftOf(ChartLine line) => Math.Min(boxes[line.From].X, boxes[line.To].X);

    private int InGap(ChartLine line) => RightOf(line) + (WorkflowMapLayout.Gap * (lanes[line].Place + 1) / (lanes[line].Of + 1));

    /// <summary>Lines to the same place share a track; of others the short ones run nearer to the boxes, and what closes a loop runs outside.</summary>
    private void Share(IEnumerable<ChartLine> gap)
    {
        var taken = new List<List<(int Top, int Bottom)>>();
        foreach (var same in gap.GroupBy(l => (l.To, l.Back)).Select(g => (Lines: g.ToList(), Extent: Extent(g))).OrderBy(g => g.Lines[0].Back).ThenBy(g => g.Extent.Bottom - g.Extent.Top))
        {
            var place = taken.FindIndex(t => t.TrueForAll(e => e.Bottom < same.Extent.Top || same.Extent.Bottom < e.Top));
            if (place < 0) (place, taken) = (taken.Count, [.. taken, []]);
            taken[place].Add(same.Extent);
            foreach (var line in same.Lines) lanes[line] = (place, 0);
        }
        foreach (var line in gap) lanes[line] = (lanes[line].Place, taken.Count);
    }

    private (int Top, int Bottom) Extent(IEnumerable<ChartLine> lines)
    {
        var ends = lines.SelectMany(l => new[] { boxes[l.From], boxes[l.To] }).ToList();
        return (ends.Min(b => b.MiddleY), ends.Max(b => b.MiddleY));
    }
}
