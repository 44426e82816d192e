using AngleSharp.Html.Parser;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using Xunit;

namespace CommonPlatform.Tests.Documents;

public sealed class DocumentTemplatesTests
{
    private static readonly Dictionary<string, object?> None = [];

    [Fact]
    public void Clauses_paragraphs_and_lists_are_numbered()
    {
        var rendered = SealedAgreement.Rendered();
        var page = new HtmlParser().ParseDocument(rendered.WebHtml);

        Assert.Equal(["1. What this agreement is for", "2. How long it lasts"], page.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Equal("1.1 It says how Cyngor Sir Bryn-ŵydd sends cases.", page.GetElementById("clause-1-1")!.TextContent);
        Assert.Equal("1.2 It binds:", page.GetElementById("clause-1-2")!.TextContent);
        Assert.Equal("2.1 It begins on 1 April 2026 and lasts for 3 years.", page.GetElementById("clause-2-1")!.TextContent);
        Assert.Equal(["(a)", "(b)", "(i)", "(ii)"], page.QuerySelectorAll("li > .app-clause__number").Select(n => n.TextContent));
        Assert.StartsWith("This text is illustrative. It is between", page.QuerySelector("p")!.TextContent);
        Assert.Equal([new DocumentClause("clause-1", 1, "What this agreement is for"), new DocumentClause("clause-2", 2, "How long it lasts")], rendered.Clauses);
        Assert.Contains("<html lang=\"en\">", rendered.PrintHtml);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("**bold** _it_ [link](https://example.org) ![i](x) `c`")]
    [InlineData("one\n\n## A clause of my own\n\n- a list")]
    [InlineData("{{secret}} {{{raw}}} \uE0000\uE001 &amp; \"quoted\" it's")]
    [InlineData("| a | b |")]
    public void A_value_stays_plain_text_whatever_it_holds(string value)
    {
        var rendered = DocumentTemplates.Render("## Name {{name}}\n\nBetween {{name}} and us.\n\n- {{name}}\n\n| a | {{name}} |\n|---|---|\n| {{name}} | b |", new Dictionary<string, object?> { ["name"] = value, ["secret"] = "secret" }, value, Language.Welsh, value, [value]);
        var page = new HtmlParser().ParseDocument(rendered.WebHtml);

        Assert.Equal("1. Name " + value, page.QuerySelector("h2")!.TextContent);
        Assert.Equal("1.1 Between " + value + " and us.", page.GetElementById("clause-1-1")!.TextContent);
        Assert.Equal(value, page.QuerySelector("td")!.TextContent);
        Assert.Single(page.QuerySelectorAll("h2"));
        Assert.Empty(page.QuerySelectorAll("script, a, img, strong, em, code"));
        Assert.Equal("Name " + value, rendered.Clauses.Single().Title);
        var print = new HtmlParser().ParseDocument(rendered.PrintHtml);
        Assert.Equal(value, print.QuerySelector("h1")!.TextContent);
        Assert.Empty(print.QuerySelectorAll("script, body style"));
    }

    [Fact]
    public void A_variable_without_a_value_is_refused()
    {
        var fault = Assert.Throws<KeyNotFoundException>(() => DocumentTemplates.Render("Hello {{nobody}}", None, "T", Language.English));
        Assert.Contains("nobody", fault.Message);
    }

    [Theory]
    [InlineData("Hello {{{name}}}")]
    [InlineData("Hello {{&name}}")]
    [InlineData("Hello {{~ & name}}")]
    [InlineData("Hello {{#if name}}")]
    public void Raw_variables_and_broken_templates_are_refused(string template) =>
        Assert.Throws<ArgumentException>(() => DocumentTemplates.Render(template, new Dictionary<string, object?> { ["name"] = "x" }, "T", Language.English));

    [Fact]
    public void Html_in_a_template_is_text_a_schedule_has_no_number_and_lists_may_be_looped()
    {
        var rendered = DocumentTemplates.Render(
            "## One\n\nText.\n\n# Schedule\n\nNot <b>numbered</b>.\n\n## Two\n\n{{#each items}}\n- {{label}} until {{day}}\n{{/each}}\n",
            new Dictionary<string, object?> { ["items"] = new[] { new Dictionary<string, object?> { ["label"] = CommonPlatform.BuildingBlocks.Common.Yes, ["day"] = new DateOnly(2026, 1, 5) }, new Dictionary<string, object?> { ["label"] = "*b*", ["day"] = null } } },
            "T",
            Language.Welsh);
        var page = new HtmlParser().ParseDocument(rendered.WebHtml);

        Assert.Equal(["1. One", "Schedule", "2. Two"], page.QuerySelectorAll("h2").Select(h => h.TextContent));
        Assert.Contains("Not <b>numbered</b>.", page.QuerySelectorAll("p").Select(p => p.TextContent));
        Assert.Equal(["(a) Ie until 5 Ionawr 2026 ", "(b) *b* until "], page.QuerySelectorAll("li").Select(l => l.TextContent));
    }
}
