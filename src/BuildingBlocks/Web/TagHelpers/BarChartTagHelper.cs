using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>One bar of a chart: what it is, how long, and behind it a paler one that reaches further.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Its length.</param>
/// <param name="Further">The length of the bar behind it; null for none.</param>
/// <param name="Worded">The value in words, as it stands above the bar: at most some 35 letters, which a small phone shows in one line.</param>
public sealed record Bar(string Label, double Value, double? Further, string Worded);

/// <summary>
/// Bars drawn as SVG by the server: <c>&lt;cp-bar-chart id="age" label="Say.AgeTitle" describes="Say.AgeText" bars="Model.Ages" /&gt;</c>. Its words
/// keep their size on a phone; a screen reader reads label and description, and the page has the numbers as a table beside it.
/// </summary>
[HtmlTargetElement("cp-bar-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BarChartTagHelper : ComponentTagHelper
{
    private const int RowHeight = 74, LabelAt = 16, WordsAt = 36, BarAt = 44, BarHeight = 18;

    /// <summary>Unique on the page.</summary>
    public string Id { get; set; } = "";

    /// <summary>What the chart shows.</summary>
    public Wording? Label { get; set; }

    /// <summary>What one would say of it to somebody who can't see it.</summary>
    public Wording? Describes { get; set; }

    /// <summary>The bars, from top to bottom.</summary>
    public IReadOnlyList<Bar> Bars { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var longest = Bars.Select(b => Math.Max(b.Value, b.Further ?? 0)).DefaultIfEmpty(0).Max();
        string Width(double value) => string.Create(CultureInfo.InvariantCulture, $"{(longest <= 0 ? 0 : 100 * value / longest):0.##}%");
        var rows = Markup.Join(Bars.Select((b, i) =>
        {
            var behind = b.Further is { } further ? Markup.Of($"<rect x=\"0\" y=\"{(i * RowHeight) + BarAt}\" width=\"{Width(further)}\" height=\"{BarHeight}\" fill=\"#b1d4ea\"/>") : Markup.Of($"");
            return Markup.Of($"<text class=\"govuk-body-s\" fill=\"currentColor\"><tspan x=\"0\" y=\"{(i * RowHeight) + LabelAt}\" font-weight=\"700\">{b.Label}</tspan><tspan x=\"0\" y=\"{(i * RowHeight) + WordsAt}\"> {b.Worded}</tspan></text>{behind}<rect x=\"0\" y=\"{(i * RowHeight) + BarAt}\" width=\"{Width(b.Value)}\" height=\"{BarHeight}\" fill=\"#1d70b8\"/>");
        }));
        Write(output, Markup.Of($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{Id}-label {Id}-text\" width=\"100%\" height=\"{Bars.Count * RowHeight}\" class=\"govuk-!-margin-bottom-4\"><title id=\"{Id}-label\">{Label?.ToString()}</title><desc id=\"{Id}-text\">{Describes?.ToString()}</desc>{rows}</svg>"));
    }
}
