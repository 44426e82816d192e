using System.Globalization;
using System.Net;
using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>Writes Markdown blocks as HTML with numbered clauses; the convention is told at <see cref="DocumentTemplates"/>.</summary>
internal sealed class ClauseWriter
{
    private readonly StringBuilder html = new();
    private readonly MarkdownPipeline pipeline;
    private readonly List<DocumentClause> clauses;
    private int clause;
    private int paragraph;
    private int part;
    private bool numbered;

    private ClauseWriter(MarkdownPipeline pipeline, List<DocumentClause> clauses) => (this.pipeline, this.clauses) = (pipeline, clauses);

    /// <summary>The plain title of a leading level-one heading, if there is one, and the rest as HTML.</summary>
    public static (string? Title, string Html) Write(MarkdownDocument document, MarkdownPipeline pipeline, List<DocumentClause> clauses)
    {
        var writer = new ClauseWriter(pipeline, clauses);
        var title = document.FirstOrDefault() is HeadingBlock { Level: 1 } leading ? writer.Plain(leading.Inline) : null;
        foreach (var block in document.Skip(title is null ? 0 : 1)) writer.TopLevel(block);
        return (title, writer.html.ToString());
    }

    private void TopLevel(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading: Heading(heading); break;
            case ParagraphBlock text when numbered: Numbered(text); break;
            default: Inner(block, depth: 0); break;
        }
    }

    private void Heading(HeadingBlock heading)
    {
        var words = Inline(heading.Inline);
        switch (heading.Level)
        {
            case 1:
                numbered = false;
                html.Append(CultureInfo.InvariantCulture, $"<h2 class=\"govuk-heading-l\" id=\"part-{++part}\">{words}</h2>\n");
                break;
            case 2:
                (numbered, paragraph) = (true, 0);
                clauses.Add(new DocumentClause($"clause-{++clause}", clause, Plain(heading.Inline)));
                html.Append(CultureInfo.InvariantCulture, $"<h2 class=\"govuk-heading-m\" id=\"clause-{clause}\">{clause}. {words}</h2>\n");
                break;
            default:
                html.Append(CultureInfo.InvariantCulture, $"<h3 class=\"govuk-heading-s\">{words}</h3>\n");
                break;
        }
    }

    private void Numbered(ParagraphBlock text)
    {
        paragraph++;
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"govuk-body app-clause\" id=\"clause-{clause}-{paragraph}\"><span class=\"app-clause__number\">{clause}.{paragraph}</span> {Inline(text.Inline)}</p>\n");
    }

    private void Inner(Block block, int depth)
    {
        switch (block)
        {
            case ParagraphBlock text: html.Append("<p class=\"govuk-body\">").Append(Inline(text.Inline)).Append("</p>\n"); break;
            case ListBlock list: Lettered(list, depth); break;
            case Table table: Tabled(table); break;
            default: html.Append(Rendered(block)); break;
        }
    }

    private void Lettered(ListBlock list, int depth)
    {
        html.Append(numbered ? "<ol class=\"govuk-list app-lettered\">\n" : "<ul class=\"govuk-list govuk-list--bullet\">\n");
        var index = 0;
        foreach (var item in list.Cast<ListItemBlock>())
        {
            index++;
            html.Append(numbered ? $"<li><span class=\"app-clause__number\">({(depth == 0 ? Letters(index) : Roman(index))})</span> " : "<li>");
            foreach (var part in item)
                if (part is ParagraphBlock text) html.Append(Inline(text.Inline)).Append(' ');
                else Inner(part, depth + 1);
            html.Append("</li>\n");
        }
        html.Append(numbered ? "</ol>\n" : "</ul>\n");
    }

    private void Tabled(Table table)
    {
        html.Append("<table class=\"govuk-table\">\n");
        foreach (var row in table.Cast<TableRow>())
        {
            html.Append(row.IsHeader ? "<thead class=\"govuk-table__head\">" : "").Append("<tr class=\"govuk-table__row\">");
            foreach (var cell in row.Cast<TableCell>())
            {
                html.Append(row.IsHeader ? "<th scope=\"col\" class=\"govuk-table__header\">" : "<td class=\"govuk-table__cell\">");
                foreach (var part in cell.OfType<LeafBlock>()) html.Append(Inline(part.Inline));
                html.Append(row.IsHeader ? "</th>" : "</td>");
            }
            html.Append("</tr>").Append(row.IsHeader ? "</thead>\n" : "\n");
        }
        html.Append("</table>\n");
    }

    private string Inline(ContainerInline? inline)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = Renderer(writer);
        if (inline is not null) renderer.WriteChildren(inline);
        return writer.ToString();
    }

    private string Rendered(Block block)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Renderer(writer).Render(block);
        return writer.ToString();
    }

    private HtmlRenderer Renderer(StringWriter writer)
    {
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        return renderer;
    }

    private string Plain(ContainerInline? inline)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer) { EnableHtmlForInline = false, EnableHtmlEscape = false };
        pipeline.Setup(renderer);
        if (inline is not null) renderer.WriteChildren(inline);
        return WebUtility.HtmlDecode(writer.ToString());
    }

    private static string Letters(int index) =>
        index <= 26 ? ((char)('a' + index - 1)).ToString() : Letters((index - 1) / 26) + Letters(((index - 1) % 26) + 1);

    private static string Roman(int index)
    {
        var roman = new StringBuilder();
        foreach (var (value, letters) in new[] { (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i") })
            for (; index >= value; index -= value) roman.Append(letters);
        return roman.ToString();
    }
}
