using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// A workflow drawn from its definition, with the steps done and the current ones marked: <c>&lt;workflow-map chart="@standing.Chart"/&gt;</c>.
/// For wide screens; the page has the same steps as a table, for screen readers and phones.
/// </summary>
[HtmlTargetElement("workflow-map", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WorkflowMapTagHelper : ComponentTagHelper
{
    /// <summary>What is drawn.</summary>
    public Chart Chart { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, WorkflowMap.Drawing(Chart));
}

internal static class WorkflowMap
{
    private const int Wide = 152, High = 72, BetweenColumns = 32, BetweenRows = 24, Margin = 16, Gate = 8, Indent = 20;

    public static Markup Drawing(Chart chart)
    {
        var canvas = new Canvas(chart);
        var lines = Markup.Join(chart.Lines.Select((l, i) => Line(l, i, canvas)));
        var nodes = Markup.Join(chart.Nodes.Select(n => Node(n, canvas)));
        var key = Markup.Join(Enum.GetValues<StepState>().Reverse().Select(s => Markup.Of($"<span class=\"cp-workflow__sample cp-workflow__sample--{Slug(s)}\">{Word(s)}</span> ")));
        return Markup.Of($"<div class=\"cp-workflow\"><div class=\"cp-workflow__frame\" tabindex=\"0\" role=\"region\" aria-label=\"{Common.WorkflowDrawing}\"><svg class=\"cp-workflow__map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {canvas.Width} {canvas.Height}\" width=\"{canvas.Width}\" height=\"{canvas.Height}\" aria-hidden=\"true\" focusable=\"false\">{lines}{nodes}</svg></div><p class=\"cp-workflow__key\" aria-hidden=\"true\">{key}</p></div>");
    }

    private static string LabelOf(ChartNode node) => node switch
    {
        { Label: { } label } => label.ToString(),
        { Shape: "start" } => Common.WorkflowStart.ToString(),
        _ => node.Name,
    };

    private static Markup Node(ChartNode node, Canvas canvas)
    {
        var box = canvas.Of(node.Id);
        var words = node.Shape == "gate" ? [] : Wrapped(LabelOf(node));
        var outline = node.Shape switch
        {
            "decision" => Markup.Of($"<polygon points=\"{box.X},{box.MiddleY} {box.MiddleX},{box.Y} {box.Right},{box.MiddleY} {box.MiddleX},{box.Bottom}\"/>"),
            "start" or "end" => Markup.Of($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"{box.Height / 2}\"/>"),
            _ => Markup.Of($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\"/>"),
        };
        var text = Markup.Join(words.Select((w, i) => Markup.Of($"<tspan x=\"{box.MiddleX}\" y=\"{box.MiddleY + 5 + (i * 18) - ((words.Count - 1) * 9)}\">{w}</tspan>")));
        var tick = Markup.If(node.State == StepState.Done && node.Shape != "gate", $"<path class=\"cp-workflow__tick\" fill=\"none\" d=\"M{box.Right - 8},{box.Y + 3} l6,7 l11,-15\"/>");
        return Markup.Of($"<g class=\"cp-workflow__node cp-workflow__node--{node.Shape} cp-workflow__node--{Slug(node.State)}\" data-node=\"{node.Id}\">{outline}<text text-anchor=\"middle\">{text}</text>{tick}</g>");
    }

    private static Markup Line(ChartLine line, int number, Canvas canvas)
    {
        var ((from, start), (to, end)) = ((canvas.Of(line.From), canvas.Layout.Places[line.From]), (canvas.Of(line.To), canvas.Layout.Places[line.To]));
        var (down, right, left) = ($"{to.MiddleX},{to.Y} {to.MiddleX - 5},{to.Y - 8} {to.MiddleX + 5},{to.Y - 8}", $"{to.X},{to.MiddleY} {to.X - 8},{to.MiddleY - 5} {to.X - 8},{to.MiddleY + 5}", $"{to.Right},{to.MiddleY} {to.Right + 8},{to.MiddleY - 5} {to.Right + 8},{to.MiddleY + 5}");
        var above = to.Y - (BetweenRows / 2);
        var (path, tip) = (line.Back, start.Side, end.Side, canvas.IsFree(start, end)) switch
        {
            // What closes a loop goes up in the gap on the right, loops beside each other on lanes of their own.
            (true, _, _, _) => ($"M{from.Right},{from.MiddleY} H{Math.Max(from.Right, to.Right) + 10 + (number % 3 * 5)} V{to.MiddleY} H{to.Right + 2}", left),
            (_, _, true, _) => ($"M{canvas.LaneOf(start)},{from.Bottom} V{to.MiddleY} H{to.X - 2}", right),
            (_, true, _, _) => ($"M{from.Right},{from.MiddleY} h12 V{above} H{to.MiddleX} V{to.Y - 2}", down),
            (_, _, _, true) => ($"M{from.MiddleX},{from.Bottom} V{above} H{to.MiddleX} V{to.Y - 2}", down),
            // Past side steps, which are indented for it, or past a whole branch.
            _ when canvas.HasOnlySideSteps(start, end) => ($"M{canvas.LaneOf(start)},{from.Bottom} V{above} H{to.MiddleX} V{to.Y - 2}", down),
            _ => ($"M{from.X},{from.MiddleY} h-12 V{above} H{to.MiddleX} V{to.Y - 2}", down),
        };
        return Markup.Of($"<g class=\"cp-workflow__line{Markup.If(line.Back, $" cp-workflow__line--back")}\" data-from=\"{line.From}\" data-to=\"{line.To}\"><path d=\"{path}\" fill=\"none\"/><polygon points=\"{tip}\"/></g>");
    }

    private sealed record Box(int X, int Y, int Width, int Height)
    {
        public int Right => X + Width;

        public int Bottom => Y + Height;

        public int MiddleX => X + (Width / 2);

        public int MiddleY => Y + (Height / 2);
    }

    /// <summary>The layout in pixels; a row of nothing but gates is low.</summary>
    private sealed class Canvas
    {
        private readonly Dictionary<string, string> shapes;
        private readonly int[] tops;

        public Canvas(Chart chart)
        {
            Layout = WorkflowMapLayout.Of(chart);
            shapes = chart.Nodes.ToDictionary(n => n.Id, n => n.Shape);
            tops = new int[Layout.Rows + 1];
            tops[0] = Margin;
            for (var row = 0; row < Layout.Rows; row++)
                tops[row + 1] = tops[row] + BetweenRows + (Layout.Places.Where(p => p.Value.Row == row).All(p => shapes[p.Key] == "gate") ? Gate : High);
        }

        public WorkflowMapLayout Layout { get; }

        public int Width => (int)(Layout.Columns * (Wide + BetweenColumns)) + (2 * Margin);

        public int Height => tops[^1] - BetweenRows + Margin;

        public Box Of(string id)
        {
            var place = Layout.Places[id];
            var (x, indent) = (Margin + (int)(place.Column * (Wide + BetweenColumns)), place.Side ? Indent : 0);
            return new(x + indent, tops[place.Row], Wide - indent, shapes[id] == "gate" ? Gate : High);
        }

        /// <summary>The way down past a node's side steps.</summary>
        public int LaneOf(Place place) => Margin + (int)(place.Column * (Wide + BetweenColumns)) + 8;

        public bool IsFree(Place from, Place to) => !Between(from, to).Any();

        public bool HasOnlySideSteps(Place from, Place to) => Between(from, to).All(p => p.Side);

        private IEnumerable<Place> Between(Place from, Place to) =>
            Layout.Places.Values.Where(p => p.Row > from.Row && p.Row < to.Row && Math.Abs(p.Column - from.Column) < 1);
    }

    private static List<string> Wrapped(string label)
    {
        var lines = new List<string>();
        foreach (var word in label.Split(' '))
            if (lines.Count > 0 && lines[^1].Length + word.Length < 17) lines[^1] += $" {word}";
            else lines.Add(word);
        return lines.Count <= 4 ? lines : [.. lines.Take(3), lines[3] + "…"];
    }

    private static string Slug(StepState state) => state switch
    {
        StepState.Done => "done",
        StepState.Current => "current",
        _ => "to-do",
    };

    private static Text Word(StepState state) => state switch
    {
        StepState.Done => Common.WorkflowDone,
        StepState.Current => Common.WorkflowCurrent,
        _ => Common.WorkflowToDo,
    };
}
