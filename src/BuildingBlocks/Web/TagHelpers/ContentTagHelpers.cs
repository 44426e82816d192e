using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>A button; with <c>href</c> a link that looks like one. <c>secondary</c>, <c>warning</c>, <c>inverse</c> and <c>start</c> name its kind.</summary>
[HtmlTargetElement("govuk-button")]
public sealed class ButtonTagHelper : ComponentTagHelper
{
    /// <summary>Where the link goes; without it the button sends the form.</summary>
    public string? Href { get; set; }

    /// <summary>submit unless named.</summary>
    public string? Type { get; set; }

    /// <summary>The name sent with the form when this button was pressed.</summary>
    public string? Name { get; set; }

    /// <summary>The value sent with the form when this button was pressed.</summary>
    public string? Value { get; set; }

    /// <summary>A lesser action.</summary>
    public bool Secondary { get; set; }

    /// <summary>An action with serious consequences.</summary>
    public bool Warning { get; set; }

    /// <summary>On a dark background.</summary>
    public bool Inverse { get; set; }

    /// <summary>The start of a service, with an arrow.</summary>
    public bool Start { get; set; }

    /// <summary>Whether it can't be pressed.</summary>
    public bool Disabled { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Button
    {
        Html = await ContentOf(output),
        Href = Href,
        Type = Type,
        Name = Name,
        Value = Value,
        Disabled = Disabled,
        IsStartButton = Start,
        PreventDoubleClick = Href is null && Type is null or "submit" ? true : null,
        Classes = Classes(output, Secondary ? "govuk-button--secondary" : null, Warning ? "govuk-button--warning" : null, Inverse ? "govuk-button--inverse" : null),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>A status in few words; <c>colour</c> is one of the design system's: grey, green, teal, blue, purple, magenta, red, orange, yellow.</summary>
[HtmlTargetElement("govuk-tag")]
public sealed class TagTagHelper : ComponentTagHelper
{
    /// <summary>The colour; blue unless named.</summary>
    public string? Colour { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Tag
    {
        Html = await ContentOf(output),
        Classes = Classes(output, Colour is null ? null : $"govuk-tag--{Colour}"),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>The confirmation at the end of a journey.</summary>
[HtmlTargetElement("govuk-panel")]
public sealed class PanelTagHelper : ComponentTagHelper
{
    /// <summary>What happened.</summary>
    public Wording? Title { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Panel
    {
        TitleText = Title?.ToString(),
        Html = await ContentOf(output),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>Text set apart from the rest.</summary>
[HtmlTargetElement("govuk-inset-text")]
public sealed class InsetTextTagHelper : ComponentTagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new InsetText
    {
        Html = await ContentOf(output),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>A warning of consequences.</summary>
[HtmlTargetElement("govuk-warning-text")]
public sealed class WarningTextTagHelper : ComponentTagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new WarningText
    {
        Html = await ContentOf(output),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>More text that a person can open.</summary>
[HtmlTargetElement("govuk-details")]
public sealed class DetailsTagHelper : ComponentTagHelper
{
    /// <summary>The words of the link that opens it.</summary>
    public Wording? Summary { get; set; }

    /// <summary>Whether it is open at first.</summary>
    public bool Open { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Details
    {
        SummaryText = Summary?.ToString(),
        Html = await ContentOf(output),
        Open = Open,
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>A message about something elsewhere in the service, or about what just succeeded (<c>success="true"</c>).</summary>
[HtmlTargetElement("govuk-notification-banner")]
public sealed class NotificationBannerTagHelper : ComponentTagHelper
{
    /// <summary>Success or Important unless named.</summary>
    public Wording? Title { get; set; }

    /// <summary>Whether it tells of a success.</summary>
    public bool Success { get; set; }

    /// <summary>The message; else what stands inside the element.</summary>
    public Wording? Text { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new NotificationBanner
    {
        Type = Success ? "success" : null,
        TitleText = Title?.ToString(),
        Text = Text?.ToString(),
        Html = await ContentOf(output),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>A link to where the person came from.</summary>
[HtmlTargetElement("govuk-back-link")]
public sealed class BackLinkTagHelper : ComponentTagHelper
{
    /// <summary>Where it goes.</summary>
    public string? Href { get; set; }

    /// <summary>Back unless named.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, new BackLink
    {
        Href = Href,
        Text = Label?.ToString(),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}

/// <summary>The first link of the page, for people who use a keyboard.</summary>
[HtmlTargetElement("govuk-skip-link")]
public sealed class SkipLinkTagHelper : ComponentTagHelper
{
    /// <summary>#main-content unless named.</summary>
    public string Href { get; set; } = "#main-content";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Write(output, new SkipLink { Href = Href, Text = Common.SkipToContent.ToString() }.Render());
}

/// <summary>Several questions under one legend.</summary>
[HtmlTargetElement("govuk-fieldset")]
public sealed class FieldsetTagHelper : ComponentTagHelper
{
    /// <summary>What the questions are about.</summary>
    public Wording? Legend { get; set; }

    /// <summary>s, m, l or xl.</summary>
    public string LegendSize { get; set; } = "m";

    /// <summary>Whether the legend is the page's heading.</summary>
    public bool PageHeading { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Write(output, new Fieldset
    {
        Legend = new Legend { Text = Legend?.ToString(), Classes = $"govuk-fieldset__legend--{LegendSize}", IsPageHeading = PageHeading },
        Html = await ContentOf(output),
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());
}
