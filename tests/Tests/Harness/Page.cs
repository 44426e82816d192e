using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CommonPlatform.BuildingBlocks.Words;
using Xunit;

namespace CommonPlatform.Tests.Harness;

/// <summary>What came back: status, headers, and the document as a browser reads it.</summary>
public sealed partial class Page
{
    private Page(HttpResponseMessage response, string path, string html)
    {
        (Response, Path, Html) = (response, path, html);
        Document = new HtmlParser().ParseDocument(html);
    }

    /// <summary>The address that was asked for.</summary>
    public string Path { get; }

    /// <summary>Status and headers.</summary>
    public HttpResponseMessage Response { get; }

    /// <summary>The status.</summary>
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>Where a redirect points, else null.</summary>
    public string? Location => Response.Headers.Location?.OriginalString;

    /// <summary>As received.</summary>
    public string Html { get; }

    /// <summary>As parsed.</summary>
    public IHtmlDocument Document { get; }

    /// <summary>The words of the main part, white space folded.</summary>
    public string Text => Spaces().Replace((Document.QuerySelector("main") ?? Document.Body)?.TextContent ?? "", " ").Trim();

    /// <summary>The sentences of the error summary, in order.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".govuk-error-summary__list li").Select(e => e.TextContent.Trim())];

    internal static async Task<Page> Of(HttpResponseMessage response, string path) => new(response, path, await response.Content.ReadAsStringAsync());

    internal IHtmlFormElement? Form(string? selector, IReadOnlyList<string> fields)
    {
        var main = Document.QuerySelector("main") ?? Document.Body!;
        var forms = main.QuerySelectorAll(selector ?? "form").OfType<IHtmlFormElement>().ToList();
        return forms.Find(f => fields.Count > 0 && fields.All(n => f.QuerySelector($"[name='{n}'], [name='{n.Split('.')[0]}']") is not null)) ?? forms.FirstOrDefault();
    }

    /// <summary>It sends the browser on to this path.</summary>
    public Page ShouldRedirectTo(string path)
    {
        Assert.True(Location is not null, $"{Path} answered {Status} instead of a redirect to {path}: {string.Join(" / ", Errors)}\n{Text}");
        Assert.Equal(path, Location);
        return this;
    }

    /// <summary>It is shown, with this text somewhere in its main part.</summary>
    public Page ShouldSay(Text text) => ShouldSay(text.ToString());

    /// <summary>It is shown, with these words somewhere in its main part.</summary>
    public Page ShouldSay(string words)
    {
        Assert.Contains(Spaces().Replace(words, " "), Text, StringComparison.Ordinal);
        return this;
    }

    /// <summary>It is shown again with 400, and its error summary says exactly this.</summary>
    public Page ShouldRefuse(params Text[] texts)
    {
        Assert.Equal(texts.Select(t => t.ToString()), Errors);
        Assert.Equal(HttpStatusCode.BadRequest, Status);
        return this;
    }

    /// <summary>It is shown.</summary>
    public Page ShouldBeOk()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Path} answered {Status} {Location}: {string.Join(" / ", Errors)}\n{Text}");
        return this;
    }

    /// <summary>There is no such thing, or it isn't this person's.</summary>
    public Page ShouldBeNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, Status);
        return this;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
