using System.Globalization;
using System.Security.Cryptography;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// Every <c>&lt;form method="post"&gt;</c>: our messages instead of the browser's, the antiforgery token, a one-time key that makes a
/// repeated post harmless, the organisation that the page is about (<see cref="OneOrganisationAttribute"/>), and the version of the record when
/// the page has an int property <c>Version</c>.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class FormTagHelper(IHtmlGenerator generator) : ComponentTagHelper
{
    /// <summary>The name of the field that carries the one-time key.</summary>
    public const string KeyField = "__key";

    /// <summary>After the framework's own helper, which writes the token of a form without an action, and before its end-of-form one.</summary>
    public override int Order => -950;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!string.Equals(Attribute(output, "method"), "post", StringComparison.OrdinalIgnoreCase)) return;
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
        if (generator.GenerateAntiforgery(ViewContext) is { } token) output.PostContent.AppendHtml(token);
        output.PostContent.AppendHtml(Hidden(KeyField, RandomNumberGenerator.GetHexString(32, lowercase: true)));
        if (OneOrganisationAttribute.Field(ViewContext.HttpContext) is { } organisation) output.PostContent.AppendHtml(organisation);
        if (Version is { } version) output.PostContent.AppendHtml(Hidden("Version", version.ToString(CultureInfo.InvariantCulture)));
    }

    private int? Version => ViewContext.ViewData.Model is { } page && page.GetType().GetProperty("Version") is { } property
        && property.PropertyType == typeof(int) ? (int?)property.GetValue(page) : null;

    private static Markup Hidden(string name, string value) => Markup.Of($"""<input type="hidden" name="{name}" value="{value}">""");
}
