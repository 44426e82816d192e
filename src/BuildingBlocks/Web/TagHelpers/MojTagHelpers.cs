using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>A short label that stands out more than a tag; <c>colour</c> as in the design system of the Ministry of Justice.</summary>
[HtmlTargetElement("moj-badge")]
public sealed class BadgeTagHelper : ComponentTagHelper
{
    /// <summary>purple, red, green, grey, blue, black unless named.</summary>
    public string? Colour { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Badge
    {
        Html = await ContentOf(output),
        Classes = Classes(output, Colour is null ? null : $"moj-badge--{Colour}"),
        Attributes = Rest(output),
    }.Render());
}

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

/// <summary>A panel with a coloured edge; <c>colour</c> is blue, red, orange, green or purple.</summary>
[HtmlTargetElement("moj-ticket-panel")]
public sealed class TicketPanelTagHelper : ComponentTagHelper
{
    /// <summary>The colour of the edge.</summary>
    public string Colour { get; set; } = "blue";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new TicketPanel
    {
        Html = await ContentOf(output),
        Classes = Classes(output, $"moj-ticket-panel__content--{Colour}"),
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

/// <summary>Links between the pages of one subject.</summary>
[HtmlTargetElement("moj-side-navigation")]
public sealed class SideNavigationTagHelper : ComponentTagHelper
{
    /// <summary>What the links are, for screen readers.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var items = new List<SideLink>();
        context.Items[typeof(SideLink)] = items;
        await output.GetChildContentAsync();
        Write(output, new SideNavigation { Label = Label?.ToString(), Items = items, Classes = Classes(output), Attributes = Rest(output) }.Render());
    }
}

/// <summary>One link; the page that is open is marked.</summary>
[HtmlTargetElement("moj-side-navigation-item", ParentTag = "moj-side-navigation")]
public sealed class SideNavigationItemTagHelper : ComponentTagHelper
{
    /// <summary>Where it goes.</summary>
    public string Href { get; set; } = "";

    /// <summary>Its words.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ((List<SideLink>)context.Items[typeof(SideLink)]).Add(new SideLink
        {
            Href = Href,
            Text = Label?.ToString(),
            Active = ViewContext.HttpContext.Request.Path.Equals(Href, StringComparison.OrdinalIgnoreCase),
        });
        output.SuppressOutput();
    }
}

/// <summary>A message at the top of the page it is about: information, success, warning or error.</summary>
[HtmlTargetElement("moj-alert")]
public sealed class AlertTagHelper : ComponentTagHelper
{
    /// <summary>information unless named.</summary>
    public string Variant { get; set; } = "information";

    /// <summary>The message, or its heading when something stands inside.</summary>
    public Wording? Title { get; set; }

    /// <summary>Whether it can be closed where scripts run.</summary>
    public bool Dismissible { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Alert
    {
        Variant = Variant,
        Title = Title?.ToString(),
        Html = await ContentOf(output),
        Dismissible = Dismissible,
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>The filter of a list: put it into a <c>&lt;form method="get"&gt;</c>; the fields stand inside.</summary>
[HtmlTargetElement("moj-filter")]
public sealed class FilterTagHelper : ComponentTagHelper
{
    /// <summary>The list without any filter.</summary>
    public string? ClearHref { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var selected = new List<FilterTag>();
        context.Items[typeof(FilterTag)] = selected;
        Write(output, new Filter { Options = await ContentOf(output), Selected = selected, ClearHref = ClearHref, Classes = Classes(output), Attributes = Rest(output) }.Render());
    }
}

/// <summary>One filter that is in force; <c>href</c> is the list without it.</summary>
[HtmlTargetElement("moj-filter-tag", ParentTag = "moj-filter")]
public sealed class FilterTagTagHelper : ComponentTagHelper
{
    /// <summary>The list without this filter.</summary>
    public string? Href { get; set; }

    /// <summary>What is filtered for.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ((List<FilterTag>)context.Items[typeof(FilterTag)]).Add(new FilterTag { Href = Href, Text = Label?.ToString() });
        output.SuppressOutput();
    }
}
