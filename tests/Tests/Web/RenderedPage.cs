using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.Tests.Web;

/// <summary>A page of tag helpers without a server: what they write one after the other, read as a document.</summary>
internal sealed class RenderedPage(object model)
{
    private readonly EmptyModelMetadataProvider metadata = new();
    private readonly List<TagHelperOutput> outputs = [];
    private readonly Dictionary<object, object> items = [];

    public ModelStateDictionary ModelState => View.ModelState;

    public ViewContext View { get; } = new()
    {
        HttpContext = new DefaultHttpContext(),
        ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model },
    };

    public ModelExpression For(string property)
    {
        var explorer = metadata.GetModelExplorerForType(model.GetType(), model).GetExplorerForProperty(property)!;
        return new ModelExpression(property, explorer);
    }

    /// <summary>Adds a tag helper; <paramref name="inside"/> adds what stands inside it.</summary>
    public async Task<RenderedPage> Add(TagHelper helper, string tag = "x", Func<Task>? inside = null, params (string Name, string Value)[] attributes)
    {
        if (helper is ComponentTagHelper component) component.ViewContext = View;
        TagHelperContent? content = null;
        var output = new TagHelperOutput(tag, [.. attributes.Select(a => new TagHelperAttribute(a.Name, a.Value))], async (_, _) => content ??= await Inside(inside));
        await helper.ProcessAsync(new TagHelperContext(tag, output.Attributes, items, "id"), output);
        if (!output.IsContentModified) output.Content.SetHtmlContent(await output.GetChildContentAsync());
        outputs.Add(output);
        return this;
    }

    public IElement One(string selector) => All(selector).Single();

    public IReadOnlyList<IElement> All(string selector) => [.. new HtmlParser().ParseDocument("<body>" + Html()).QuerySelectorAll(selector)];

    private async Task<TagHelperContent> Inside(Func<Task>? inside)
    {
        var from = outputs.Count;
        if (inside is not null) await inside();
        var content = new DefaultTagHelperContent();
        foreach (var child in outputs[from..]) content.AppendHtml(child);
        outputs.RemoveRange(from, outputs.Count - from);
        return content;
    }

    private string Html()
    {
        using var writer = new StringWriter();
        foreach (var output in outputs) output.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
