using AngleSharp.Dom;
using CommonPlatform.Tests.BadInput;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>Every page that anybody of the demonstration is led to, in both languages, is there and spells out each short form of the glossary where it uses it first.</summary>
[Collection(DemonstrationFixture.Name)]
public sealed partial class AbbreviationTests(DemonstrationFixture demonstration)
{
    [Fact]
    public async Task Every_link_leads_to_a_page_and_every_short_form_is_spelt_out_at_its_first_use_there()
    {
        var (wrong, dead, pages) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), 0);
        foreach (var language in new[] { "en", "cy" })
        {
            var crawler = await new Crawler(demonstration.Platform, everything: false)
            {
                Looks = page =>
                {
                    pages++;
                    var text = string.Join(' ', page.Document.Body!.Descendants<IText>().Where(t => t.ParentElement!.Closest("[lang]")!.GetAttribute("lang") == language).Select(t => t.Data));
                    wrong.UnionWith(Glossary.Unexplained(text, language).Select(u => $"{language} {page.Path}: {u}"));
                    wrong.UnionWith(Glossary.Unknown(text).Select(u => $"{language} {page.Path}: {u} stands neither in the glossary nor among what is no short form"));
                },
            }.FindTargets();
            foreach (var browser in (await demonstration.SignInAll()).Prepend(demonstration.Platform.Nobody()))
            {
                await browser.Get($"/help?language={language}"); // from here on in this language
                await crawler.Forms(browser, "/", "/account", "/sign-in", "/verify", "/register/prosecutor", "/help", "/accessibility", "/privacy", "/cookies", "/terms");
            }
            dead.UnionWith(crawler.Dead);
        }
        Assert.True(dead.Count == 0, $"Links lead to pages that are not there: {string.Join(", ", dead)}");
        Assert.True(pages > 100, $"only {pages} pages were looked at");
        Assert.True(wrong.Count == 0, $"{wrong.Count} on {pages} pages:\n{string.Join("\n", wrong)}");
    }

    /// <summary>The agreements' texts, the notice pack, the questionnaires and all words of the modules, also of what no page of the demonstration shows.</summary>
    [Fact]
    public void Every_short_form_in_the_texts_that_ship_stands_in_the_glossary()
    {
        var (wrong, texts) = (new SortedSet<string>(StringComparer.Ordinal), 0);
        foreach (var file in Directory.EnumerateFiles(Repository.File("src"), "*.*", SearchOption.AllDirectories).Where(IsText))
            foreach (var text in file.EndsWith(".md", StringComparison.Ordinal) ? [File.ReadAllText(file)] : Worded(System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file)), file.Contains("/Words/", StringComparison.Ordinal)))
            {
                texts++;
                wrong.UnionWith(Glossary.Unknown(Variables().Replace(text, "")).Select(u => $"{Path.GetFileName(file)}: {u}"));
            }
        Assert.True(texts > 3000, $"only {texts} texts were looked at");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        static bool IsText(string file) => (file.Contains("/Templates/", StringComparison.Ordinal) || file.Contains("/Words/", StringComparison.Ordinal)) && file.EndsWith(".json", StringComparison.Ordinal) | file.EndsWith(".md", StringComparison.Ordinal)
            && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal);
    }

    /// <summary>What people read: everything under «en» and «cy», or, in files of words, everything.</summary>
    private static IEnumerable<string> Worded(System.Text.Json.Nodes.JsonNode? node, bool isRead) => node switch
    {
        System.Text.Json.Nodes.JsonObject all => all.SelectMany(p => Worded(p.Value, isRead || p.Key is "en" or "cy")),
        System.Text.Json.Nodes.JsonArray all => all.SelectMany(n => Worded(n, isRead)),
        System.Text.Json.Nodes.JsonValue value when isRead => [value.ToString()],
        _ => [],
    };

    [System.Text.RegularExpressions.GeneratedRegex(@"\{\{?[^}]*\}?\}")]
    private static partial System.Text.RegularExpressions.Regex Variables();

    [Theory]
    [InlineData("checked to BPSS, CTC or SC", "")]
    [InlineData("QQX/ZZX, the QZXs and (WXY)", "QQX ZZX QZX WXY")]
    [InlineData("HMCTS and GLlTEF issue CPO-000001C/XYZ/1 for RT88023 at LL57 2DG by SHA-256 with a QR code in a PDF", "")]
    public void What_nobody_knows_is_found(string text, string found) =>
        Assert.Equal(found, string.Join(' ', Glossary.Unknown(text)));

    [Theory]
    [InlineData("en", "The service level agreement (SLA) is due. The SLA is long.", "")]
    [InlineData("en", "The SLA is due, which is the service level agreement (SLA).", "SLA")]
    [InlineData("en", "An agreement (SLA) with HMCTS", "HMCTS SLA")]
    [InlineData("en", "HM Courts and Tribunals Service (HMCTS): the organisation unit (OU) code, a single justice procedure notice (SJP notice)", "")]
    [InlineData("en", "CPO-000001C/SLA/1", "")]
    [InlineData("cy", "ar gyfer y femorandwm cyd-ddealltwriaeth (MoU); y cod uned sefydliad (cod OU)", "")]
    [InlineData("cy", "service level agreement (SLA), GLlTEF", "GLlTEF SLA")]
    public void What_is_not_spelt_out_is_found(string language, string text, string found) =>
        Assert.Equal(found, string.Join(' ', Glossary.Unexplained(text, language).Select(u => u.Split(' ')[0]).Order(StringComparer.Ordinal)));

    [Fact]
    public void The_short_forms_are_those_of_the_glossary() =>
        Assert.Superset(new HashSet<string> { "HMCTS", "GLlTEF", "MoU", "CJS", "OU", "TLS", "GDPR", "CrimPR", "P95", "MAAT" }, Glossary.ShortForms.ToHashSet());
}
