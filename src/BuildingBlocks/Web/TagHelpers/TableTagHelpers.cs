using System.Net;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>What the rows and cells of one table need to know of it.</summary>
internal sealed class TableState(bool cards)
{
    public bool Cards => cards;

    public bool InHead { get; set; }

    public int Column { get; set; }

    public List<string> Headings { get; } = [];
}

/// <summary>
/// A table: write <c>thead</c>, <c>tr</c>, <c>th</c> and <c>td</c> inside as ever, they get the right classes and scopes.
/// <c>cards="true"</c> turns each row into a card on a phone, <c>sortable="true"</c> lets scripts sort it.
/// </summary>
[HtmlTargetElement("govuk-table")]
public sealed class TableTagHelper : ComponentTagHelper
{
    /// <summary>What the table shows.</summary>
    public Wording? Caption { get; set; }

    /// <summary>s, m, l or xl; null for the size of the text.</summary>
    public string? CaptionSize { get; set; } = "m";

    /// <summary>Whether the caption is for screen readers only.</summary>
    public bool CaptionHidden { get; set; }

    /// <summary>Whether each row becomes a card on a phone.</summary>
    public bool Cards { get; set; }

    /// <summary>Whether scripts may sort it; a long list is better sorted by the server (see <c>sort</c> on <c>th</c>).</summary>
    public bool Sortable { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(TableState)] = new TableState(Cards);
        var inside = await output.GetChildContentAsync();
        output.TagName = "table";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Classes(output, "govuk-table", Cards ? "cp-cards" : null));
        if (Cards) output.Attributes.SetAttribute("role", "table");
        if (Sortable) output.Attributes.SetAttribute("data-module", "moj-sortable-table");
        if (Caption is not null)
            output.PreContent.SetHtmlContent(Markup.Of(
                $"""<caption class="govuk-table__caption{(CaptionHidden ? " govuk-visually-hidden" : CaptionSize is null ? "" : $" govuk-table__caption--{CaptionSize}")}">{Caption.ToString()}</caption>"""));
        output.Content.SetHtmlContent(inside);
    }
}

/// <summary>Gives the parts of a <c>govuk-table</c> their classes; leaves other tables alone.</summary>
[HtmlTargetElement("thead")]
[HtmlTargetElement("tbody")]
[HtmlTargetElement("tr")]
[HtmlTargetElement("th")]
[HtmlTargetElement("td")]
public sealed class TablePartTagHelper : ComponentTagHelper
{
    /// <summary>Whether the cell holds numbers, which stand to the right.</summary>
    public bool Numeric { get; set; }

    /// <summary>The name by which the server sorts this column; makes its heading a link.</summary>
    public string? Sort { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(TableState), out var item) || item is not TableState table) return;
        var kind = context.TagName;
        if (kind is "thead" or "tbody") table.InHead = kind == "thead";
        if (kind == "tr") table.Column = 0;
        var column = table.Column;
        var inside = await output.GetChildContentAsync();
        if (kind is "th" or "td") table.Column = column + 1;

        var name = kind switch { "thead" => "head", "tbody" => "body", "tr" => "row", "th" => "header", _ => "cell" };
        output.Attributes.SetAttribute("class", Classes(output, $"govuk-table__{name}", Numeric ? $"govuk-table__{name}--numeric" : null));
        if (table.Cards) output.Attributes.SetAttribute("role", kind switch
        {
            "thead" or "tbody" => "rowgroup",
            "tr" => "row",
            "th" => table.InHead ? "columnheader" : "rowheader",
            _ => "cell",
        });
        if (kind == "th") output.Attributes.SetAttribute("scope", table.InHead ? "col" : "row");
        if (kind == "th" && table.InHead) Heading(table, output, WebUtility.HtmlDecode(inside.GetContent()).Trim());
        if (kind == "td" && table.Cards && column < table.Headings.Count) output.Attributes.SetAttribute("data-label", table.Headings[column]);
    }

    private void Heading(TableState table, TagHelperOutput output, string words)
    {
        table.Headings.Add(words);
        if (Sort is null) return;
        var query = ViewContext.HttpContext.Request.Query;
        var current = query["sort"] == Sort;
        var down = current && query["direction"] == "descending";
        output.Attributes.SetAttribute("aria-sort", !current ? "none" : down ? "descending" : "ascending");
        var href = PageAddress.With(ViewContext.HttpContext.Request, ("sort", Sort), ("direction", current && !down ? "descending" : "ascending"), ("page", null));
        output.Content.SetHtmlContent(Markup.Of(
            $"""<a class="cp-table__sort" href="{href}">{words}{Markup.If(current, $"<span aria-hidden=\"true\"> {(down ? "▼" : "▲")}</span>")}</a>"""));
    }
}
