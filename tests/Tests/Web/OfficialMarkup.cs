using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Xunit;
using Component = CommonPlatform.BuildingBlocks.Web.Components.Component;

namespace CommonPlatform.Tests.Web;

/// <summary>Every component renders each of its official fixtures to the same document, none is without fixtures, and none is on no page.</summary>
public sealed partial class OfficialMarkup
{
    private static readonly Dictionary<string, Type> Components = typeof(Component).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Component)))
        .ToDictionary(t => t.Name.ToLowerInvariant());

    /// <summary>Parts of the official markup that belong to services on GOV.UK only: crown, licence, Crown copyright.</summary>
    private const string OnlyOnGovUk = ".govuk-footer__crown, .govuk-footer__licence-logo, .govuk-footer__licence-description, .govuk-footer__meta-item:not(.govuk-footer__meta-item--grow)";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new Loose(), new LooseNumber() } };

    public static TheoryData<string, string> Fixtures()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order().Where(f => Path.GetFileName(f) != "table.json")) // TableMarkup: written as rows and cells
            foreach (var fixture in JsonNode.Parse(File.ReadAllText(file))!["fixtures"]!.AsArray())
                data.Add(Path.GetFileNameWithoutExtension(file), fixture!["name"]!.GetValue<string>());
        return data;
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Renders_as_the_official_fixture(string component, string name)
    {
        var fixture = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, component + ".json")))!["fixtures"]!.AsArray()
            .Single(f => f!["name"]!.GetValue<string>() == name)!;
        var type = Components[component.Replace("-", "", StringComparison.Ordinal)];
        var options = (Component)Prepared(fixture["options"]!.AsObject()).Deserialize(type, Json)!;

        Assert.Equal(Outline(fixture["html"]!.GetValue<string>()), Outline(options.Render().ToString()));
    }

    // Ours: no design system has them.
    private static readonly string[] Own = ["cp-bar-chart", "cp-date", "cp-qr", "cp-scan", "workflow-map"];

    // What belongs to a component whose fixtures show it.
    private static readonly Dictionary<string, string> PartOf = new()
    {
        ["govuk-summary-list-action"] = "govuk-summary-list",
        ["form"] = "govuk-error-summary",
        ["thead"] = "govuk-table",
        ["tbody"] = "govuk-table",
        ["tr"] = "govuk-table",
        ["th"] = "govuk-table",
        ["td"] = "govuk-table",
    };

    [Fact]
    public void Every_tag_helper_has_official_fixtures_or_is_ours()
    {
        var tags = Tags.Where(t => t.ParentTag is null).Select(t => t.Tag).ToList();
        Assert.True(tags.Count > 30, $"only {tags.Count} tag helpers were found");
        Assert.DoesNotContain(tags.Except(Own), t => !File.Exists(Path.Combine(Folder, Prefix().Replace(PartOf.GetValueOrDefault(t, t), "") + ".json")));
        Assert.Empty(Own.Concat(PartOf.Keys).Except(tags));
    }

    /// <summary>Else its fixtures would show what no page is made of.</summary>
    [Fact]
    public void Every_component_is_written_by_a_tag_helper_or_is_part_of_another()
    {
        var source = string.Concat(Directory.EnumerateFiles(Repository.File("src/BuildingBlocks/Web"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.True(Components.Count > 25, $"only {Components.Count} components were found");
        Assert.Equal([], Components.Values.Select(c => c.Name).Where(c => !Regex.IsMatch(source, $@"(?<!record ){c}\b(?! :)")));
    }

    [Fact]
    public void Every_tag_helper_is_on_a_page()
    {
        var pages = Directory.EnumerateFiles(Repository.File("src"), "*.cshtml", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.True(pages.Count > 50, $"only {pages.Count} pages were found");
        Assert.DoesNotContain(Tags.Select(t => t.Tag), t => !pages.Exists(p => Regex.IsMatch(p, $@"<{t}[\s/>]")));
    }

    /// <summary>What a tag helper writes, no page writes by hand: it would miss what the component learns.</summary>
    [Fact]
    public void No_page_writes_buttons_or_boxes_by_hand()
    {
        var byHand = new Regex("<(button|a|input|select|textarea)[^>]+class=\"[^\"]*govuk-(button|checkboxes__input|radios__input|input|select|textarea|file-upload)[ \"]");
        Assert.Matches(byHand, "<button type=\"submit\" class=\"govuk-button\">");
        Assert.Equal([], Directory.EnumerateFiles(Repository.File("src"), "*.cshtml", SearchOption.AllDirectories).Where(p => byHand.IsMatch(File.ReadAllText(p))).Select(Path.GetFileName));
    }

    private static IReadOnlyList<HtmlTargetElementAttribute> Tags =>
        [.. typeof(ComponentTagHelper).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ITagHelper))).SelectMany(t => t.GetCustomAttributes<HtmlTargetElementAttribute>())];

    [GeneratedRegex("^(govuk|moj)-")]
    private static partial Regex Prefix();

    internal static string Folder => Repository.File("tests/Tests/Web/fixtures");

    /// <summary>The macros take several shapes for one option; ours take one.</summary>
    private static JsonObject Prepared(JsonObject options)
    {
        foreach (var (key, value) in options.ToList())
        {
            if (key is "day" or "month" or "year" && value?.GetValueKind() == JsonValueKind.False)
                options[key] = new JsonObject { ["omitted"] = true };
            else if (key == "html" && value?.GetValueKind() == JsonValueKind.False)
                options[key] = null;
            else if (key == "end" && value?.GetValueKind() == JsonValueKind.String)
                options[key] = new JsonObject { ["html"] = value.DeepClone() };
            else if (value is JsonObject inner)
                Prepared(inner);
            else if (value is JsonArray list && key != "values")
                Prepare(list);
        }
        return options;
    }

    private static void Prepare(JsonArray list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonObject item) Prepared(item);
            else if (list[i] is JsonArray inner) Prepare(inner);
            else list[i] = null;
        }
    }

    internal static string Outline(string html)
    {
        var document = new HtmlParser().ParseDocument("<body>" + html);
        foreach (var element in document.QuerySelectorAll(OnlyOnGovUk)) element.Remove();
        var lines = new List<string>();
        foreach (var node in document.Body!.ChildNodes) Describe(node, "", lines);
        return string.Join('\n', lines);
    }

    private static void Describe(INode node, string indent, List<string> lines)
    {
        if (node is IText text && OneSpace(text.Data) is { Length: > 0 } words)
        {
            lines.Add(indent + words);
        }
        else if (node is IElement element)
        {
            var attributes = element.Attributes.Select(a => $" {a.Name}=\"{(a.Name == "class" ? Sorted(a.Value) : a.Value)}\"").Order(StringComparer.Ordinal);
            lines.Add($"{indent}<{element.LocalName}{string.Concat(attributes)}>");
            foreach (var child in element.ChildNodes) Describe(child, indent + "  ", lines);
        }
    }

    private static string OneSpace(string text) => string.Join(' ', text.Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static string Sorted(string classes) =>
        string.Join(' ', classes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    private sealed class Loose : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => JsonElement.ParseValue(ref reader).GetRawText(),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class LooseNumber : JsonConverter<int?>
    {
        public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetInt32(),
            JsonTokenType.String => int.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };

        public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => writer.WriteNumberValue(value ?? 0);
    }
}
