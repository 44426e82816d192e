using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// A workflow drawn from its definition, with the steps done and the current ones marked, and the same as an ordered list for screen readers
/// and phones: <c>&lt;workflow-map chart="@standing.Chart" steps="@standing.Steps"/&gt;</c>. Without <c>steps</c> the list is of all nodes.
/// </summary>
[HtmlTargetElement("workflow-map", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WorkflowMapTagHelper : ComponentTagHelper
{
    /// <summary>What is drawn.</summary>
    public Chart Chart { get; set; } = null!;

    /// <summary>The steps of the list; those of the chart when none are given.</summary>
    public IReadOnlyList<StepStanding>? Steps { get; set; }

    /// <summary>False where the page itself has the steps as a table.</summary>
    public bool List { get; set; } = true;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, List ? WorkflowMap.Of(Chart, Steps) : WorkflowMap.Drawing(Chart));
}

internal static class WorkflowMap
{
    private const int Wide = 156, High = 84, BetweenColumns = 24, BetweenRows = 40, Margin = 12, Gate = 10;

    public static Markup Of(Chart chart, IReadOnlyList<StepStanding>? steps)
    {
        var items = Markup.Join(Items(chart, steps).Select(i => Markup.Of(
            $"<li class=\"cp-workflow__step cp-workflow__step--{Slug(i.State)}\"{Markup.Attribute("aria-current", i.State == StepState.Current ? "step" : null)}>{i.Label} <strong class=\"govuk-tag {Colour(i.State)}\">{Word(i.State)}</strong></li>")));
        return Markup.Of($"{Drawing(chart)}<h2 class=\"govuk-heading-m\">{Common.WorkflowSteps}</h2><ol class=\"govuk-list govuk-list--number cp-workflow__list\">{items}</ol>");
    }

    /// <summary>The drawing alone, for wide screens; who can't see it reads the list.</summary>
    public static Markup Drawing(Chart chart)
    {
        var layout = WorkflowMapLayout.Of(chart);
        var (width, height) = ((int)(layout.Columns * (Wide + BetweenColumns)) - BetweenColumns + (2 * Margin) + BetweenColumns, (layout.Rows * (High + BetweenRows)) - BetweenRows + (2 * Margin));
        var lines = Markup.Join(chart.Lines.Select(l => Line(l, chart, layout)));
        var nodes = Markup.Join(chart.Nodes.Select(n => Node(n, layout)));
        var key = Markup.Join(Enum.GetValues<StepState>().Reverse().Select(s => Markup.Of($"<span class=\"cp-workflow__sample cp-workflow__sample--{Slug(s)}\">{Word(s)}</span> ")));
        return Markup.Of($"<div class=\"cp-workflow\"><div class=\"cp-workflow__frame\" tabindex=\"0\" role=\"region\" aria-label=\"{Common.WorkflowDrawing}\"><svg class=\"cp-workflow__map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\" focusable=\"false\">{lines}{nodes}</svg></div><p class=\"cp-workflow__key\" aria-hidden=\"true\">{key}</p></div>");
    }

    private static IEnumerable<(string Label, StepState State)> Items(Chart chart, IReadOnlyList<StepStanding>? steps) =>
        steps?.Select(s => (s.Label.ToString(), s.State)) ?? chart.Nodes.Where(n => n.Shape is "step" or "wait" or "decision").Select(n => (LabelOf(n), n.State));

    private static string LabelOf(ChartNode node) => node switch
    {
        { Label: { } label } => label.ToString(),
        { Shape: "start" } => Common.WorkflowStart.ToString(),
        _ => node.Name,
    };

    private static Markup Node(ChartNode node, WorkflowMapLayout layout)
    {
        var (x, y) = Corner(layout, node.Id);
        var (middleX, middleY) = (x + (Wide / 2), y + (High / 2));
        var words = node.Shape == "gate" ? [] : Wrapped(LabelOf(node));
        var outline = node.Shape switch
        {
            "gate" => Markup.Of($"<rect x=\"{x}\" y=\"{middleY - (Gate / 2)}\" width=\"{Wide}\" height=\"{Gate}\"/>"),
            "decision" => Markup.Of($"<polygon points=\"{x},{middleY} {middleX},{y} {x + Wide},{middleY} {middleX},{y + High}\"/>"),
            "start" or "end" => Markup.Of($"<rect x=\"{x}\" y=\"{y}\" width=\"{Wide}\" height=\"{High}\" rx=\"{High / 2}\"/>"),
            _ => Markup.Of($"<rect x=\"{x}\" y=\"{y}\" width=\"{Wide}\" height=\"{High}\"/>"),
        };
        var text = Markup.Join(words.Select((w, i) => Markup.Of($"<tspan x=\"{middleX}\" y=\"{middleY + 7 + (i * 22) - ((words.Count - 1) * 11)}\">{w}</tspan>")));
        var tick = Markup.If(node.State == StepState.Done && node.Shape != "gate", $"<path class=\"cp-workflow__tick\" fill=\"none\" d=\"M{x + Wide - 8},{y + 3} l6,7 l11,-15\"/>");
        return Markup.Of($"<g class=\"cp-workflow__node cp-workflow__node--{node.Shape} cp-workflow__node--{Slug(node.State)}\" data-node=\"{node.Id}\">{outline}<text text-anchor=\"middle\">{text}</text>{tick}</g>");
    }

    private static Markup Line(ChartLine line, Chart chart, WorkflowMapLayout layout)
    {
        var ((fromX, fromY), (toX, toY)) = (Corner(layout, line.From), Corner(layout, line.To));
        var (startX, startY, endX, endY) = (fromX + (Wide / 2), fromY + Foot(line.From), toX + (Wide / 2), toY + High - Foot(line.To));
        // A connection that closes a loop goes up beside the nodes, any other down through the gap above its target.
        var path = line.Back
            ? string.Create(CultureInfo.InvariantCulture, $"M{fromX + Wide},{fromY + (High / 2)} h{BetweenColumns / 3} V{toY + (High / 2)} H{toX + Wide + 2}")
            : string.Create(CultureInfo.InvariantCulture, $"M{startX},{startY} V{toY - (BetweenRows / 2)} H{endX} V{endY}");
        var tip = line.Back
            ? string.Create(CultureInfo.InvariantCulture, $"{toX + Wide},{toY + (High / 2)} {toX + Wide + 8},{toY + (High / 2) - 5} {toX + Wide + 8},{toY + (High / 2) + 5}")
            : string.Create(CultureInfo.InvariantCulture, $"{endX},{endY} {endX - 5},{endY - 8} {endX + 5},{endY - 8}");
        return Markup.Of($"<g class=\"cp-workflow__line{Markup.If(line.Back, $" cp-workflow__line--back")}\" data-from=\"{line.From}\" data-to=\"{line.To}\"><path d=\"{path}\" fill=\"none\"/><polygon points=\"{tip}\"/></g>");

        // A gate is a bar in the middle of its place.
        int Foot(string id) => chart.Nodes.First(n => n.Id == id).Shape == "gate" ? (High + Gate) / 2 : High;
    }

    private static (int X, int Y) Corner(WorkflowMapLayout layout, string node)
    {
        var (row, column) = layout.Places[node];
        return (Margin + (int)(column * (Wide + BetweenColumns)), Margin + (row * (High + BetweenRows)));
    }

    private static List<string> Wrapped(string label)
    {
        var lines = new List<string>();
        foreach (var word in label.Split(' '))
            if (lines.Count > 0 && lines[^1].Length + word.Length < 16) lines[^1] += $" {word}";
            else lines.Add(word);
        return lines.Count <= 3 ? lines : [lines[0], lines[1], lines[2] + "…"];
    }

    private static string Slug(StepState state) => state switch
    {
        StepState.Done => "done",
        StepState.Current => "current",
        _ => "to-do",
    };

    private static string Colour(StepState state) => state switch
    {
        StepState.Done => "govuk-tag--green",
        StepState.Current => "govuk-tag--blue",
        _ => "govuk-tag--grey",
    };

    private static Text Word(StepState state) => state switch
    {
        StepState.Done => Common.WorkflowDone,
        StepState.Current => Common.WorkflowCurrent,
        _ => Common.WorkflowToDo,
    };
}
