using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Words;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using Markdig;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>One source, two forms: a fragment for a page of the service, and a whole page for <see cref="HtmlToPdf"/>.</summary>
/// <param name="Title">Plain text, for the page's own h1.</param>
/// <param name="WebHtml">Headings from h2 down with ids <c>clause-1</c>, <c>clause-1-2</c>; GOV.UK classes; no title, no style.</param>
/// <param name="PrintHtml">A whole page: lang, title, h1, A4 print style with header and page numbers, then the same fragment.</param>
/// <param name="Clauses">The numbered clauses for a table of contents: id, number, title (plain text).</param>
public sealed record RenderedDocument(string Title, string WebHtml, string PrintHtml, IReadOnlyList<DocumentClause> Clauses);

/// <summary>One <c>## Heading</c>.</summary>
public sealed record DocumentClause(string Id, int Number, string Title);

/// <summary>
/// Markdown with variables to numbered clauses. The convention of a text:
/// <list type="bullet">
/// <item><c>## Title</c> is a clause: 1., 2., 3. …; paragraphs before the first one are an introduction without numbers.</item>
/// <item>Each top-level paragraph of a clause is numbered by itself: 1.1, 1.2 … (write no number).</item>
/// <item>A <c>-</c> list is lettered (a), (b) …, a list inside it (i), (ii) …; it belongs to the paragraph before it.</item>
/// <item>A <c># Title</c> as the very first line is the document's title; it isn't part of the fragment.</item>
/// <item>A later <c># Title</c> is a schedule or part: a heading without number, and so are the paragraphs under it; clauses count on after it.</item>
/// <item><c>### Title</c> is a sub-heading without number. Tables (<c>| a | b |</c>), **strong** and *emphasis* work; HTML doesn't.</item>
/// <item>Variables are <c>{{organisationName}}</c>; <c>{{#if x}}</c> and <c>{{#each xs}}</c> work. Raw <c>{{{x}}}</c> is refused.</item>
/// </list>
/// Values can't become Markdown or markup, whatever they hold: they are put in, encoded, after the Markdown has been read.
/// </summary>
public static partial class DocumentTemplates
{
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).Build();

    /// <summary>Renders a text. The same arguments give the same HTML.</summary>
    /// <param name="markdown">The template; ours, never a user's.</param>
    /// <param name="values">Strings, numbers, booleans, dates, instants, <see cref="Text"/>s, lists and dictionaries of these; dates and Texts are worded in the language.</param>
    /// <param name="title">Plain text: the document's title; null takes the first line's <c># Title</c>.</param>
    /// <param name="language">Of the words that the frame adds, and the page's <c>lang</c>.</param>
    /// <param name="reference">Shown in the header of each printed page, such as AGR-2026-00042.</param>
    /// <param name="signatories">When given, print ends with a page of one box a signatory, in this order; <see cref="PdfSeal"/> fills them. At most four.</param>
    /// <exception cref="ArgumentException">The template isn't valid, has a raw variable or no title, or there are more than four signatories.</exception>
    /// <exception cref="KeyNotFoundException">The template names a variable that has no value.</exception>
    public static RenderedDocument Render(
        string markdown,
        IReadOnlyDictionary<string, object?> values,
        string? title,
        Language language,
        string? reference = null,
        IReadOnlyList<string>? signatories = null)
    {
        if (RawVariable().IsMatch(markdown)) throw new ArgumentException("A template may not have raw variables such as {{{x}}} or {{&x}}.", nameof(markdown));
        if (markdown.AsSpan().ContainsAny(Open, Close)) throw new ArgumentException("A template may not have the characters U+E000 and U+E001.", nameof(markdown));
        if (signatories?.Count > PrintPage.MostSignatories) throw new ArgumentException("A document has at most four signatories.", nameof(signatories));
        var slots = new Slots();
        var filled = Fill(markdown, values, language, slots);
        var clauses = new List<DocumentClause>();
        var (heading, written) = ClauseWriter.Write(Markdown.Parse(filled, Pipeline), Pipeline, clauses);
        var body = slots.PutIn(written, WebUtility.HtmlEncode);
        var named = clauses.ConvertAll(c => c with { Title = slots.PutIn(c.Title, v => v) });
        title ??= heading is not null ? slots.PutIn(heading, v => v) : throw new ArgumentException("The document has no title.", nameof(title));
        return new RenderedDocument(title, body, PrintPage.Write(body, title, language, reference, signatories ?? []), named);
    }

    private static string Fill(string markdown, IReadOnlyDictionary<string, object?> values, Language language, Slots slots)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = slots, ThrowOnUnresolvedBindingExpression = true });
        try
        {
            return handlebars.Compile(markdown)(values.ToDictionary(v => v.Key, v => Word(v.Value, language)));
        }
        catch (HandlebarsUndefinedBindingException fault)
        {
            throw new KeyNotFoundException($"The template names {fault.Path}, which has no value.", fault);
        }
        catch (HandlebarsException fault)
        {
            throw new ArgumentException($"The template isn't valid: {fault.Message}", nameof(markdown), fault);
        }
    }

    private static object? Word(object? value, Language language) => value switch
    {
        null => "",
        string or bool => value,
        Text text => text.In(language),
        DateOnly date => Dates.Word(date, language),
        DateTimeOffset instant => Dates.Word(instant, language),
        IReadOnlyDictionary<string, object?> inner => inner.ToDictionary(v => v.Key, v => Word(v.Value, language)),
        System.Collections.IEnumerable list => list.Cast<object?>().Select(v => Word(v, language)).ToList(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    [GeneratedRegex(@"\{\{\{|\{\{\s*~?\s*&")]
    private static partial Regex RawVariable();

    /// <summary>Stands for each value until the Markdown has been read.</summary>
    private sealed partial class Slots : ITextEncoder
    {
        private readonly List<string> values = [];

        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target)
        {
            if (string.IsNullOrEmpty(text)) return;
            target.Write($"{Open}{values.Count}{Close}");
            values.Add(text);
        }

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var characters = new StringBuilder();
            while (text?.MoveNext() == true) characters.Append(text.Current);
            Encode(characters.ToString(), target);
        }

        public string PutIn(string text, Func<string, string> encode) =>
            Slot().Replace(text, m => encode(values[int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]));

        [GeneratedRegex("\uE000([0-9]+)\uE001")]
        private static partial Regex Slot();
    }
}
