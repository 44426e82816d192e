using System.Net;
using System.Text.Encodings.Web;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// A component of the design system. Attributes that it does not name itself go to its main element: <c>class</c>, <c>data-…</c>,
/// <c>autocomplete</c>, <c>id</c> where the component has none of its own.
/// </summary>
public abstract class ComponentTagHelper : TagHelper
{
    /// <summary>The page that is being written.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private protected static void Write(TagHelperOutput output, Markup markup)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(markup);
    }

    private protected static async Task<string?> ContentOf(TagHelperOutput output)
    {
        var content = (await output.GetChildContentAsync()).GetContent();
        return string.IsNullOrWhiteSpace(content) ? null : content;
    }

    private protected static string? Classes(TagHelperOutput output, params string?[] more)
    {
        var all = more.Append(Attribute(output, "class")).Where(c => !string.IsNullOrEmpty(c)).ToList();
        return all.Count == 0 ? null : string.Join(' ', all);
    }

    private protected static Dictionary<string, string?> Rest(TagHelperOutput output) =>
        output.Attributes.Where(a => a.Name != "class").DistinctBy(a => a.Name).ToDictionary(a => a.Name, Value);

    private protected static string? Attribute(TagHelperOutput output, string name) =>
        output.Attributes.TryGetAttribute(name, out var attribute) ? Value(attribute) : null;

    private static string? Value(TagHelperAttribute attribute)
    {
        if (attribute.Value is not IHtmlContent content) return attribute.Value?.ToString() ?? "";
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return WebUtility.HtmlDecode(writer.ToString());
    }
}
