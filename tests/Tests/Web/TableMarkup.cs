using System.Net;
using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>A table, written as a page writes it with rows and cells, is the same document as each of its official fixtures.</summary>
public sealed class TableMarkup
{
    private static readonly JsonArray All = JsonNode.Parse(File.ReadAllText(Path.Combine(OfficialMarkup.Folder, "table.json")))!["fixtures"]!.AsArray();

    public static TheoryData<string> Fixtures() => [.. All.Select(f => f!["name"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Renders_as_the_official_fixture(string name)
    {
        var fixture = All.Single(f => f!["name"]!.GetValue<string>() == name)!;
        var options = fixture["options"]!.AsObject();
        var page = new RenderedPage(new object());
        var table = new TableTagHelper { Caption = options["caption"]?.GetValue<string>(), CaptionSize = options["captionClasses"]?.GetValue<string>()[^1..] };
        await page.Add(table, "table", Inside, Attributes(options));
        Assert.Equal(OfficialMarkup.Outline(fixture["html"]!.GetValue<string>()), OfficialMarkup.Outline(page.One("table").OuterHtml));

        async Task Inside()
        {
            if (options["head"] is JsonArray head)
                await page.Add(new TablePartTagHelper(), "thead", () => page.Add(new TablePartTagHelper(), "tr", () => Cells(head, _ => "th")));
            await page.Add(new TablePartTagHelper(), "tbody", async () =>
            {
                foreach (var row in options["rows"]!.AsArray().OfType<JsonArray>())
                    await page.Add(new TablePartTagHelper(), "tr", () => Cells(row, i => i == 0 && options["firstCellIsHeader"] is not null ? "th" : "td"));
            });
        }

        async Task Cells(JsonArray cells, Func<int, string> tag)
        {
            for (var i = 0; i < cells.Count; i++)
            {
                var cell = cells[i]!.AsObject();
                var content = cell["html"]?.GetValue<string>() ?? WebUtility.HtmlEncode(cell["text"]!.ToString());
                await page.Add(new TablePartTagHelper { Numeric = cell["format"]?.GetValue<string>() == "numeric" }, tag(i), () => page.Add(new Said(content)), Attributes(cell));
            }
        }
    }

    private static (string, string)[] Attributes(JsonObject of) =>
    [
        .. new[] { "colspan", "rowspan" }.Where(of.ContainsKey).Select(name => (name, of[name]!.ToString())),
        .. of["classes"] is { } classes ? [("class", classes.GetValue<string>())] : Array.Empty<(string, string)>(),
        .. (of["attributes"]?.AsObject() ?? []).Select(a => (a.Key, a.Value!.GetValue<string>())),
    ];

    private sealed class Said(string html) : TagHelper
    {
        public override void Process(TagHelperContext context, TagHelperOutput output)
        {
            output.TagName = null;
            output.Content.SetHtmlContent(html);
        }
    }
}
