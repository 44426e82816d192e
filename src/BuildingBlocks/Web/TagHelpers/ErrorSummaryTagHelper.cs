using System.Text.Encodings.Web;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// All errors of the page in page order, each with a link to its field. The layout writes it above the page's content; a page that wants
/// it elsewhere writes <c>&lt;govuk-error-summary /&gt;</c> itself. It is worded last, when the fields of the page are known.
/// </summary>
[HtmlTargetElement("govuk-error-summary")]
public sealed class ErrorSummaryTagHelper : ComponentTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var fields = PageFields.Of(ViewContext);
        if (ViewContext.ModelState.IsValid || fields.SummaryWritten) return;
        fields.SummaryWritten = true;
        output.Content.SetHtmlContent(new Later(ViewContext, fields));
    }

    private sealed class Later(ViewContext view, PageFields fields) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => Summary().Render().WriteTo(writer, encoder);

        private ErrorSummary Summary() => new()
        {
            TitleText = Common.ThereIsAProblem.ToString(),
            ErrorList =
            [
                .. view.ModelState
                    .OrderBy(entry => fields.OrderOf(entry.Key))
                    .SelectMany(entry => entry.Value!.Errors.Select(e => new ErrorLink { Text = FormErrors.Word(e), Href = fields.HrefOf(entry.Key) }))
                    .Distinct(),
            ],
        };
    }
}
