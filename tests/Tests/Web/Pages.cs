using System.Globalization;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>Tables, paging, deadlines and the language switch, as they are written into a page.</summary>
public sealed class Pages
{
    private static readonly DateTimeOffset LateEvening = new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-17", true, "5 days overdue (17 November 2026)", "5 diwrnod yn hwyr (17 Tachwedd 2026)")]
    [InlineData("2026-11-21", true, "1 day overdue (21 November 2026)", "1 diwrnod yn hwyr (21 Tachwedd 2026)")]
    [InlineData("2026-11-22", true, "due today (22 November 2026)", "i'w wneud heddiw (22 Tachwedd 2026)")]
    [InlineData("2026-11-25", true, "in 3 days (25 November 2026)", "ymhen 3 diwrnod (25 Tachwedd 2026)")]
    [InlineData("2026-11-22", false, "today (22 November 2026)", "heddiw (22 Tachwedd 2026)")]
    [InlineData("2026-11-23", false, "tomorrow (23 November 2026)", "yfory (23 Tachwedd 2026)")]
    [InlineData("2026-11-21", false, "yesterday (21 November 2026)", "ddoe (21 Tachwedd 2026)")]
    [InlineData("2026-11-12", false, "10 days ago (12 November 2026)", "10 diwrnod yn ôl (12 Tachwedd 2026)")]
    public async Task A_date_is_worded_from_today_in_both_languages(string date, bool deadline, string english, string welsh)
    {
        var value = DateOnly.Parse(date, CultureInfo.InvariantCulture);

        Assert.Equal(english, await Worded("en-GB"));
        Assert.Equal(welsh, await Worded("cy"));

        async Task<string> Worded(string culture)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var page = new RenderedPage(new object());
            await page.Add(new ContextualDateTagHelper(new Clock(LateEvening)) { Value = value, Deadline = deadline });
            return page.One("body").TextContent.Trim();
        }
    }

    [Fact]
    public async Task A_table_gets_scopes_labels_and_links_that_sort()
    {
        var page = new RenderedPage(new object());
        page.View.HttpContext.Request.Path = "/officer/board";
        page.View.HttpContext.Request.QueryString = new QueryString("?sort=name&direction=ascending&page=3&owner=me");

        await page.Add(new TableTagHelper { Caption = "Organisations", Cards = true }, "table", async () =>
        {
            await page.Add(new TablePartTagHelper(), "thead", () => page.Add(new TablePartTagHelper(), "tr", async () =>
            {
                await page.Add(new TablePartTagHelper { Sort = "name" }, "th", () => page.Add(new Plain("Organisation")));
                await page.Add(new TablePartTagHelper { Numeric = true }, "th", () => page.Add(new Plain("Steps & more")));
            }));
            await page.Add(new TablePartTagHelper(), "tbody", () => page.Add(new TablePartTagHelper(), "tr", async () =>
            {
                await page.Add(new TablePartTagHelper(), "th", () => page.Add(new Plain("Exampleton")));
                await page.Add(new TablePartTagHelper { Numeric = true }, "td", () => page.Add(new Plain("3")));
            }));
        });

        Assert.Equal("/officer/board?owner=me&sort=name&direction=descending", page.One("th[aria-sort=ascending] a").GetAttribute("href"));
        Assert.Equal(["col", "col", "row"], page.All("th").Select(th => th.GetAttribute("scope")));
        Assert.Equal("Steps & more", page.One("td.govuk-table__cell--numeric").GetAttribute("data-label"));
        Assert.Equal("Organisations", page.One("table.govuk-table.cp-cards caption").TextContent);
    }

    [Theory]
    [InlineData(1, 0, "No results", "")]
    [InlineData(1, 20, "Showing 1 to 20 of 20 results", "")]
    [InlineData(2, 45, "Showing 21 to 40 of 45 results", "1 2 3")]
    [InlineData(5, 1234, "Showing 81 to 100 of 1,234 results", "1 ⋯ 4 5 6 ⋯ 62")]
    [InlineData(99, 45, "Showing 41 to 45 of 45 results", "1 2 3")]
    public async Task A_list_is_paged(int number, int total, string showing, string links)
    {
        var page = new RenderedPage(new object());
        page.View.HttpContext.Request.Path = "/list";

        await page.Add(new PaginationTagHelper { Page = number, PageSize = 20, Total = total });

        Assert.Equal(showing, page.One(".cp-results").TextContent);
        Assert.Equal(links, string.Join(' ', page.All(".govuk-pagination__item").Select(i => i.TextContent.Trim())));
    }

    [Fact]
    public async Task The_other_language_is_the_same_address()
    {
        var page = new RenderedPage(new object());
        page.View.HttpContext.Request.Path = "/officer/board";
        page.View.HttpContext.Request.QueryString = new QueryString("?q=%C5%B5&language=en");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

        await page.Add(new LanguageNavigationTagHelper());

        Assert.Equal("/officer/board?q=%C5%B5&language=cy", page.One("a[lang=cy]").GetAttribute("href"));
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Plain(string text) : TagHelper
    {
        public override void Process(TagHelperContext context, TagHelperOutput output)
        {
            output.TagName = null;
            output.Content.SetContent(text);
        }
    }
}
