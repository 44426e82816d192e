using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>What the virus scanner said of an uploaded file, as a tag.</summary>
[HtmlTargetElement("cp-scan", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ScanTagHelper(Uploads uploads, VirusScanner scanner) : TagHelper
{
    /// <summary>Where the store has the file.</summary>
    public string Address { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var (colour, words, hint) = await uploads.StateOf(Address, CancellationToken.None) switch
        {
            ScanState.Clean => ("green", Common.UploadClean, (Text?)null),
            ScanState.Infected => ("red", Common.UploadInfected, Common.UploadWhatToDo),
            _ when scanner.AcceptsUnscanned => ("grey", Common.UploadUnscanned, null),
            _ => ("yellow", Common.UploadNotScanned, scanner.IsConfigured ? null : Common.UploadNoScanner),
        };
        output.TagName = "strong";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"govuk-tag govuk-tag--{colour}");
        output.Content.SetContent(words.ToString());
        if (hint is not null) output.PostElement.SetHtmlContent($"<br><span class=\"govuk-hint\">{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(hint.ToString())}</span>");
    }
}
