using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// Links between the pages of a list (<c>page</c>, <c>page-size</c>, <c>total</c>) with "Showing 11 to 20 of 45 results"; the pages
/// are <c>?page=2</c> of the current address. Or links to the previous and next of something.
/// </summary>
[HtmlTargetElement("govuk-pagination")]
public sealed class PaginationTagHelper : ComponentTagHelper
{
    /// <summary>What is paged, for screen readers; name it when a page has more than one.</summary>
    public Wording? Label { get; set; }

    /// <summary>The page shown, from 1.</summary>
    public int Page { get; set; } = 1;

    /// <summary>Results a page.</summary>
    public int PageSize { get; set; } = 25;

    /// <summary>Results in all.</summary>
    public int? Total { get; set; }

    /// <summary>The previous of a sequence.</summary>
    public string? PreviousHref { get; set; }

    /// <summary>Its title.</summary>
    public Wording? PreviousLabel { get; set; }

    /// <summary>The next of a sequence.</summary>
    public string? NextHref { get; set; }

    /// <summary>Its title.</summary>
    public Wording? NextLabel { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var links = new Pagination
        {
            LandmarkLabel = Label?.ToString(),
            Previous = PreviousHref is null ? null : new PageLink { Href = PreviousHref, LabelText = PreviousLabel?.ToString() },
            Next = NextHref is null ? null : new PageLink { Href = NextHref, LabelText = NextLabel?.ToString() },
        };
        Write(output, Total is { } total ? List(total) : links.Render());
    }

    private Markup List(int total)
    {
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(Page, 1, pages);
        var from = ((page - 1) * PageSize) + 1;
        var words = total == 0 ? Common.NoResults : Common.ShowingResults(from, Math.Min(total, from + PageSize - 1), total);
        var showing = Markup.Of($"""<p class="cp-results">{words}</p>""");
        if (pages == 1) return showing;
        var links = new Pagination
        {
            LandmarkLabel = Label?.ToString(),
            Previous = page == 1 ? null : new PageLink { Href = Address(page - 1) },
            Next = page == pages ? null : new PageLink { Href = Address(page + 1) },
            Items = [.. Numbers(page, pages).Select(n => n is { } number ? Item(number, page) : new PageItem { Ellipsis = true })],
        };
        return Markup.Of($"{showing}{links.Render()}");
    }

    private PageItem Item(int number, int page) =>
        new() { Number = number.ToString(CultureInfo.InvariantCulture), Href = Address(number), Current = number == page };

    private string Address(int page) => PageAddress.With(ViewContext.HttpContext.Request, ("page", page.ToString(CultureInfo.InvariantCulture)));

    /// <summary>First, last, and the neighbours of this page; null where pages are left out.</summary>
    private static IEnumerable<int?> Numbers(int page, int pages)
    {
        var last = 0;
        foreach (var number in Enumerable.Range(1, pages).Where(n => n == 1 || n == pages || Math.Abs(n - page) <= 1))
        {
            if (number > last + 1) yield return null;
            yield return last = number;
        }
    }
}
