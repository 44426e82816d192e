using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>One point of the reviewer's checklist, in both languages.</summary>
internal sealed record ChecklistPoint(string Id, string En, string Cy)
{
    public override string ToString() => Language.Current == Language.Welsh ? Cy : En;
}

/// <summary>The templates that HMCTS gives to an organisation, and the checklist that its produced notices are held against.</summary>
internal sealed partial class NoticePack(HtmlToPdf pdf)
{
    public const string WholeSet = "whole-set";

    /// <summary>The point of the checklist that the versions given are held against.</summary>
    public const string VersionPoint = "template-version";
    public const string Guidance = "guidance";

    // Where the statement of facts takes in what is to be stated for the family.
    private const string PlaceOfFacts = "{{statementOfFacts}}";

    private readonly ConcurrentDictionary<(string Document, string Family, string Language, string Version), byte[]> made = new();

    /// <summary>What the organisation has to produce from its own system.</summary>
    public static readonly IReadOnlyList<string> Produced =
        ["sjp-notice", "written-charge", "statement-of-facts", "plea-form", "means-form", "public-interest-and-mitigation", "certificate-of-service"];

    public static readonly IReadOnlyList<string> Documents = [Guidance, .. Produced];
    private const string Notice = "sjp-notice";
    private const string Facts = "statement-of-facts";

    /// <summary>Those that say something else for each family.</summary>
    public static readonly IReadOnlyList<string> OfFamily = [Guidance, Notice, Facts];

    public static IReadOnlyList<ChecklistPoint> Checklist { get; } = ReadChecklist();

    /// <summary>The title of a template, from its first line.</summary>
    public static string Title(string document, Language language) => Source(document, language).Split('\n')[0].TrimStart('#', ' ').Trim();

    /// <summary>A template of a pack as a PDF; made at the first download and kept, since a version is the same for everybody.</summary>
    /// <exception cref="NotFoundException">The pack has no such document.</exception>
    public async Task<byte[]> Pdf(string document, PackVersion pack, CancellationToken cancellationToken)
    {
        if (!Documents.Contains(document)) throw new NotFoundException();
        var key = (document, pack.Family, pack.Language, pack.Version);
        if (made.TryGetValue(key, out var kept)) return kept;
        var bytes = await pdf.Render(Rendered(document, pack).PrintHtml, cancellationToken);
        return made.GetOrAdd(key, bytes);
    }

    /// <summary>Each variable shows its own name in braces, so that a reader sees what is to be filled in. What is to be stated for the family ends the guidance, stands in the statement of facts, each with its place, and is named in the notice.</summary>
    public static RenderedDocument Rendered(string document, PackVersion pack)
    {
        var language = Language.Of(pack.Language);
        var text = Source(document, language);
        if (document == Guidance)
            text += $"\n\n## {Say.PackFactsTitle(pack.FamilyName).In(language)}\n\n{Say.PackFactsText.In(language)}\n\n{string.Concat(pack.Facts.Select(f => $"- {f}\n"))}";
        if (document == Facts)
            text = text.Replace(PlaceOfFacts, $"{PlaceOfFacts}\n\n{Say.PackFactsOf(pack.FamilyName).In(language)}\n\n{string.Concat(pack.Facts.Select((f, i) => $"- {f}: {{{{fact{(char)('A' + i)}}}}}\n"))}", StringComparison.Ordinal);
        var values = Variable().Matches(text).Select(m => m.Groups[1].Value).Distinct().ToDictionary(n => n, n => (object?)$"{{{{{n}}}}}");
        values["offenceFamily"] = pack.Family == NoticePacks.General ? "{{offenceTitle}}" : pack.FamilyName; // the general pack is of no kind
        values["templateVersion"] = $"{pack.Version} ({pack.FamilyName.In(language)})";
        return DocumentTemplates.Render(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], values, Title(document, language), language, $"v{pack.Version}");
    }

    private static string Source(string document, Language language)
    {
        using var stream = typeof(NoticePack).Assembly.GetManifestResourceStream($"Templates.notice-pack.{document}.{language.Tag}.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static List<ChecklistPoint> ReadChecklist()
    {
        using var stream = typeof(NoticePack).Assembly.GetManifestResourceStream("Templates.notice-checklist.v1.json")!;
        return JsonDocument.Parse(stream).RootElement.GetProperty("items").Deserialize<List<ChecklistPoint>>(JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z]+)\s*\}\}")]
    private static partial Regex Variable();
}
