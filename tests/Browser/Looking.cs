using CommonPlatform.Tests.Web;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CommonPlatform.Browser;

/// <summary>What every page must satisfy.</summary>
internal static class Looking
{
    // What is shown in the page's language: an email as it was sent, in the other one, isn't the page's own.
    private const string Words =
        "[...function* () { const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), page = document.documentElement.lang; " +
        "while (texts.nextNode()) if (texts.currentNode.parentElement.closest('[lang]').lang === page) yield texts.currentNode.data; }()].join(' ')";

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
        var unexplained = Glossary.Unexplained(await page.EvaluateAsync<string>(Words), language ?? (await page.Locator("html").GetAttributeAsync("lang"))!);
        Assert.Empty(unexplained.Select(a => $"{page.Url}: not spelt out at its first use: {a}"));
    }
}
