using System.Globalization;
using System.Net;
using System.Text;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>The whole page for print: A4, header, page numbers, and boxes for signatures at fixed places of the last page.</summary>
internal static class PrintPage
{
    /// <summary>How many boxes the last page has room for.</summary>
    public const int MostSignatories = 4;

    private const double PageHeight = 841.89;
    private const double Margin = 71;
    private const double FirstBoxTop = 110;
    private const double BoxStep = 140;
    private const double BoxHeight = 104;
    private const double PageWidth = 595.28;

    /// <summary>The box of the n-th signatory (from 0) in PDF points: left, bottom, right, top.</summary>
    public static (double Left, double Bottom, double Right, double Top) Box(int index)
    {
        var top = PageHeight - Margin - FirstBoxTop - (BoxStep * index);
        return (Margin, top - BoxHeight, PageWidth - Margin, top);
    }

    public static string Write(string body, string title, Language language, string? reference, IReadOnlyList<string> signatories)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{language.Tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Encode(title)}</title>\n");
        page.Append("<style>\n").Append(Style(title, language, reference)).Append("</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Encode(title)}</h1>\n");
        if (reference is not null) page.Append(CultureInfo.InvariantCulture, $"<p class=\"reference\">{Encode(Common.PdfSignedReference(reference).In(language))}</p>\n");
        page.Append(body);
        if (signatories.Count > 0) page.Append(Signatures(signatories, language));
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Signatures(IReadOnlyList<string> signatories, Language language)
    {
        var section = new StringBuilder($"<section class=\"signatures\" id=\"signatures\">\n<h2>{Encode(Common.PdfSignatures.In(language))}</h2>\n<p>{Encode(Common.PdfSignaturesIntro.In(language))}</p>\n");
        for (var i = 0; i < signatories.Count; i++)
        {
            var top = FirstBoxTop + (BoxStep * i);
            section.Append(CultureInfo.InvariantCulture, $"<h3 class=\"party\" style=\"top: {top - 24:0.##}pt\">{Encode(Common.PdfSignatureFor(signatories[i]).In(language))}</h3>\n<div class=\"box\" style=\"top: {top:0.##}pt\"></div>\n");
        }
        return section.Append("</section>\n").ToString();
    }

    private static string Style(string title, Language language, string? reference)
    {
        var number = Quote(Common.PdfPageNumber("\u0001", "\u0002").In(language)).Replace("\u0001", "\" counter(page) \"", StringComparison.Ordinal).Replace("\u0002", "\" counter(pages) \"", StringComparison.Ordinal);
        return $$"""
            @page { size: A4; margin: {{N(Margin)}}pt; font-family: "Liberation Sans", Arial, sans-serif; font-size: 8.5pt; color: #505a5f;
              @top-left { content: {{Quote(title)}}; border-bottom: 0.5pt solid #b1b4b6; margin-bottom: 20pt; width: 70%; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
              @top-right { content: {{Quote(reference ?? "")}}; border-bottom: 0.5pt solid #b1b4b6; margin-bottom: 20pt; width: 30% }
              @bottom-right { content: {{number}} } }
            @page :first { @top-left { content: normal; border: none } @top-right { content: normal; border: none } }
            body { margin: 0; font-family: "Liberation Sans", Arial, sans-serif; font-size: 10.5pt; line-height: 1.4; color: #0b0c0c }
            h1 { font-size: 22pt; line-height: 1.2; margin: 0 0 6pt; overflow-wrap: anywhere }
            .reference { color: #505a5f; margin: 0 0 18pt }
            h2 { font-size: 13pt; margin: 18pt 0 6pt; break-after: avoid }
            h2.govuk-heading-l { font-size: 16pt; margin-top: 28pt }
            h3 { font-size: 11pt; margin: 12pt 0 4pt; break-after: avoid }
            p { margin: 0 0 7pt; orphans: 2; widows: 2; overflow-wrap: anywhere }
            p.app-clause { padding-left: 34pt }
            p.app-clause > .app-clause__number { display: inline-block; margin-left: -34pt; width: 31pt }
            ol.app-lettered, ul.govuk-list { list-style: none; margin: 0 0 7pt; padding: 0 0 0 34pt }
            ol.app-lettered li { padding-left: 24pt; margin-bottom: 4pt; overflow-wrap: anywhere }
            ol.app-lettered li > .app-clause__number { display: inline-block; margin-left: -24pt; width: 21pt }
            ol.app-lettered ol.app-lettered { padding-left: 0; margin: 4pt 0 }
            ul.govuk-list--bullet { list-style: disc; padding-left: 18pt }
            table { width: 100%; border-collapse: collapse; margin: 4pt 0 10pt; font-size: 9.5pt }
            th, td { text-align: left; vertical-align: top; padding: 4pt 8pt 4pt 0; border-bottom: 0.5pt solid #b1b4b6; overflow-wrap: anywhere }
            th { overflow-wrap: normal }
            tr { break-inside: avoid }
            .signatures { break-before: page; position: relative; height: 690pt }
            .signatures h2 { margin-top: 0 }
            .signatures .party { position: absolute; left: 0; right: 0; margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
            .signatures .box { position: absolute; left: 0; right: 0; height: {{N(BoxHeight)}}pt; border: 0.5pt solid #b1b4b6; box-sizing: border-box }

            """;
    }

    private static string N(double points) => points.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    // A CSS string inside a style element: quotes, backslashes, line ends and angle brackets as escapes.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            if (c is '"' or '\\' or '<' or '>' or '&' || (c < ' ' && c > '\u0002')) quoted.Append(CultureInfo.InvariantCulture, $"\\{(int)c:x6}");
            else quoted.Append(c);
        return quoted.Append('"').ToString();
    }
}
