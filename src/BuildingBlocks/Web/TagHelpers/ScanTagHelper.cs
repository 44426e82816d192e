using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>What the virus scanner said of an uploaded file, as a tag.</summary>
[HtmlTargetElement("cp-scan", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ScanTagHelper(Uploads uploads) : TagHelper
{
    /// <summary>Where the store has the file.</summary>
    public string Address { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var (colour, words) = await uploads.StateOf(Address, CancellationToken.None) switch
        {
            ScanState.Clean => ("green", Common.UploadClean),
            ScanState.Infected => ("red", Common.UploadInfected),
            _ => ("yellow", Common.UploadNotScanned),
        };
        output.TagName = "strong";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-tag govuk-tag--{colour}");
        output.Content.SetContent(words.ToString());
        if (words == Common.UploadInfected) output.PostElement.SetHtmlContent($"<br><span class=\"govuk-hint\">{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(Common.UploadWhatToDo.ToString())}</span>");
    }
}
