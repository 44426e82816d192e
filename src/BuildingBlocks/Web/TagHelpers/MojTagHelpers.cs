using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Who or what a page is about, with the actions on it inside.</summary>
[HtmlTargetElement("moj-identity-bar")]
public sealed class IdentityBarTagHelper : ComponentTagHelper
{
    /// <summary>The name.</summary>
    public Wording? Title { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new IdentityBar
    {
        Text = Title?.ToString(),
        Actions = await ContentOf(output),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>What happened, in the order of its items.</summary>
[HtmlTargetElement("moj-timeline")]
public sealed class TimelineTagHelper : ComponentTagHelper
{
    /// <summary>The level of the items' headings.</summary>
    public int HeadingLevel { get; set; } = 2;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var items = new List<TimelineItem>();
        context.Items[typeof(TimelineItem)] = items;
        await output.GetChildContentAsync();
        Write(output, new Timeline { HeadingLevel = HeadingLevel, Items = items, Classes = Classes(output), Attributes = Rest(output) }.Render());
    }
}

/// <summary>One event of a timeline.</summary>
[HtmlTargetElement("moj-timeline-item", ParentTag = "moj-timeline")]
public sealed class TimelineItemTagHelper : ComponentTagHelper
{
    /// <summary>What happened.</summary>
    public Wording? Title { get; set; }

    /// <summary>Who did it.</summary>
    public Wording? By { get; set; }

    /// <summary>When; shown in London time.</summary>
    public DateTimeOffset At { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await ContentOf(output);
        ((List<TimelineItem>)context.Items[typeof(TimelineItem)]).Add(new TimelineItem
        {
            Title = Title?.ToString(),
            Byline = By?.ToString(),
            Timestamp = At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            When = Dates.Word(At, Language.Current),
            Html = inside,
            Classes = Classes(output),
            Attributes = Rest(output),
        });
        output.SuppressOutput();
    }
}

/// <summary>Links between the pages of one subject, in groups. The page that is open is marked, or the one below which it lies.</summary>
[HtmlTargetElement("moj-side-navigation")]
public sealed class SideNavigationTagHelper : ComponentTagHelper
{
    /// <summary>What the links are, for screen readers.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var sections = new List<SideSection>();
        context.Items[typeof(SideSection)] = sections;
        await output.GetChildContentAsync();
        var open = sections.SelectMany(s => s.Items).Select(i => i.Href!).Where(IsOpen).MaxBy(h => h.Length);
        Write(output, new SideNavigation
        {
            Label = Label?.ToString(),
            Sections = [.. sections.Select(s => s with { Items = [.. s.Items.Select(i => i with { Active = i.Href == open })] })],
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }

    private bool IsOpen(string href) => ViewContext.HttpContext.Request.Path.StartsWithSegments(href, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A group of links under a heading of its own.</summary>
[HtmlTargetElement("moj-side-navigation-section", ParentTag = "moj-side-navigation")]
public sealed class SideNavigationSectionTagHelper : ComponentTagHelper
{
    /// <summary>The heading.</summary>
    public Wording? Heading { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var items = new List<SideLink>();
        context.Items[typeof(SideLink)] = items;
        await output.GetChildContentAsync();
        ((List<SideSection>)context.Items[typeof(SideSection)]).Add(new(new SideHeading { Text = Heading?.ToString(), HeadingLevel = 2 }, items));
        output.SuppressOutput();
    }
}

/// <summary>One link.</summary>
[HtmlTargetElement("moj-side-navigation-item", ParentTag = "moj-side-navigation-section")]
public sealed class SideNavigationItemTagHelper : ComponentTagHelper
{
    /// <summary>Where it goes.</summary>
    public string Href { get; set; } = "";

    /// <summary>Its words.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ((List<SideLink>)context.Items[typeof(SideLink)]).Add(new SideLink { Href = Href, Text = Label?.ToString() });
        output.SuppressOutput();
    }
}
