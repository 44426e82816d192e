using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CommonPlatform.Browser;

/// <summary>What every page must satisfy.</summary>
internal static partial class Looking
{
    // Long forms as they stand in docs/glossary.md; the first use on a page is the long form with the short one in brackets.
    // HMCTS, PDF, CSV, VAT, QR and ID stand as they are: GOV.UK style counts them as known.
    private static readonly string[] SpeltOut = ["CTSC", "IDPC", "PET", "LAA", "MoU", "SLA", "SJP", "OU", "DPIA", "WCAG", "API", "SRA", "BSB", "SAQ", "MFA"];

    /// <summary>axe finds nothing; nothing scrolls sideways; the title and language are right; abbreviations are spelt out.</summary>
    public static async Task IsGood(this IPage page, string? language = null, bool axe = true)
    {
        if (axe)
        {
            var found = (await page.RunAxe()).Violations;
            Assert.True(found.Length == 0, $"{page.Url}: {string.Join("; ", found.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"))}");
        }
        await page.IsUsable(language);
    }

    /// <summary>As above without axe, which needs JavaScript.</summary>
    public static async Task IsUsable(this IPage page, string? language = null)
    {
        if (language is not null) Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Contains("Common Platform", await page.TitleAsync(), StringComparison.Ordinal);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{page.Url} scrolls sideways by {overflow} px at {page.ViewportSize!.Width}");
        Assert.Empty(Unexplained(await page.Locator("main").InnerTextAsync()).Select(a => $"{page.Url}: {a} is not spelt out at its first use"));
    }

    // A reference such as CPO-000001C/SLA/1 is no sentence.
    public static IEnumerable<string> Unexplained(string text) => SpeltOut.Where(shortForm =>
        Regex.Match(text, $@"(?<![\w/-]){shortForm}s?(?![\w/-])") is { Success: true } first && (first.Index == 0 || text[first.Index - 1] != '('));
}
