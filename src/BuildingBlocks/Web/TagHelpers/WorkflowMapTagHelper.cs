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
    public static Markup Drawing(Chart chart)
    {
        var layout = WorkflowMapLayout.Of(chart);
        var nodes = chart.Nodes.ToDictionary(n => n.Id);
        var lines = Markup.Join(WorkflowMapLines.Of(chart, layout).Select(Line));
        var boxes = Markup.Join(layout.Boxes.Select(b => b.Spot == Spot.Heading ? Heading(b) : Node(nodes[b.Id], b)));
        var key = Markup.Join(Enum.GetValues<StepState>().Reverse().Select(s => Markup.Of($"<span class=\"cp-workflow__sample cp-workflow__sample--{Slug(s)}\">{Word(s)}</span> ")));
        return Markup.Of($"<div class=\"cp-workflow\"><p class=\"cp-workflow__key\" aria-hidden=\"true\">{key}</p><div class=\"cp-workflow__frame\" tabindex=\"0\" role=\"region\" aria-label=\"{Common.WorkflowDrawing}\"><svg class=\"cp-workflow__map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {layout.Width} {layout.Height}\" width=\"{layout.Width}\" height=\"{layout.Height}\" aria-hidden=\"true\" focusable=\"false\">{lines}{boxes}</svg></div></div>");
    }

    private static Markup Heading(Box box) =>
        Markup.Of($"<g class=\"cp-workflow__track\"><rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\"/>{Words(box, box.Width)}</g>");

    private static Markup Node(ChartNode node, Box box)
    {
        const int corner = 12;
        var outline = node.Shape switch
        {
            "decision" => Markup.Of($"<polygon points=\"{box.X},{box.MiddleY} {box.X + corner},{box.Y} {box.Right - corner},{box.Y} {box.Right},{box.MiddleY} {box.Right - corner},{box.Bottom} {box.X + corner},{box.Bottom}\"/>"),
            "start" or "end" => Markup.Of($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"{corner + 5}\"/>"),
            _ => Markup.Of($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\"/>"),
        };
        var tick = Markup.If(node.State == StepState.Done && node.Shape != "gate", $"<path class=\"cp-workflow__tick\" fill=\"none\" d=\"M{box.Right - 8},{box.Y + 1} l5,6 l9,-12\"/>");
        return Markup.Of($"<g class=\"cp-workflow__node cp-workflow__node--{node.Shape} cp-workflow__node--{Slug(node.State)}\" data-node=\"{node.Id}\">{outline}{Words(box, WorkflowMapLayout.RoomIn(node.Shape, box.Width))}{tick}</g>");
    }

    /// <summary>A word that is wider than its box all the same is pressed together rather than cut off.</summary>
    private static Markup Words(Box box, int room) => Markup.Of($"<text text-anchor=\"middle\">{Markup.Join(box.Words.Select((words, i) => Markup.Of(
        $"<tspan x=\"{box.MiddleX}\" y=\"{box.MiddleY + 5 + (i * DrawnWords.LineHeight) - ((box.Words.Count - 1) * DrawnWords.LineHeight / 2)}\"{Markup.If(DrawnWords.Width(words) > room, $" textLength=\"{room}\" lengthAdjust=\"spacingAndGlyphs\"")}>{words}</tspan>")))}</text>");

    private static Markup Line(DrawnLine drawn) => Markup.Of(
        $"<g class=\"cp-workflow__line{Markup.If(drawn.Line.Back, $" cp-workflow__line--back")}\" data-from=\"{drawn.Line.From}\" data-to=\"{drawn.Line.To}\"><path d=\"{drawn.Path}\" fill=\"none\"/><polygon points=\"{drawn.Tip}\"/></g>");

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
