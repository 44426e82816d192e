using System.Text.Json;
using System.Text.RegularExpressions;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>The numbered clauses as people read them on the page, in both languages, made once with the PDF from the same source.</summary>
internal sealed partial record ReadingCopy(ReadingText En, ReadingText Cy)
{
    private const int WordsAMinute = 200;

    public ReadingText In(Language language) => language == Language.Welsh ? Cy : En;

    public static ReadingCopy Of(string kind, Particulars particulars) => new(Text(kind, particulars, Language.English), Text(kind, particulars, Language.Welsh));

    public static RenderedDocument Render(string kind, Particulars particulars, Language language) => DocumentTemplates.Render(
        AgreementTexts.Source(kind, language), particulars.Values(language), AgreementKinds.Title(kind).In(language), language, particulars.AgreementReference,
        Boxes(kind, particulars, language));

    /// <summary>One box for each signature, in their order: the organisation's first.</summary>
    public static IReadOnlyList<string> Boxes(string kind, Particulars particulars, Language language) =>
    [
        .. Enumerable.Repeat(particulars.OrganisationName, particulars.AccountablePersonSignsToo ? 2 : 1),
        .. AgreementKinds.CountersignatoryRole(kind) is null ? Array.Empty<string>() : [Say.Hmcts.In(language)],
    ];

    public static async Task<ReadingText> Read(DocumentStore store, string address, Language language, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<ReadingCopy>(await store.Read(address, cancellationToken), Json.Options)!.In(language);

    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json.Options);

    private static ReadingText Text(string kind, Particulars particulars, Language language)
    {
        var rendered = Render(kind, particulars, language);
        var words = Word().Count(Tag().Replace(rendered.WebHtml, " "));
        return new ReadingText(rendered.WebHtml, rendered.Clauses, (words + WordsAMinute - 1) / WordsAMinute);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}

/// <summary>One language of it.</summary>
/// <param name="Html">The clauses.</param>
/// <param name="Clauses">For the list of contents.</param>
/// <param name="Minutes">How long it takes to read.</param>
internal sealed record ReadingText(string Html, IReadOnlyList<DocumentClause> Clauses, int Minutes);
