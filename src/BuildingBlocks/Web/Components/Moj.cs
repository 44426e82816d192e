namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record IdentityBar : ContentComponent
{
    /// <summary>HTML of the buttons beside the title.</summary>
    public string? Actions { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <div class="moj-identity-bar{ExtraClasses}"{Extra}>
          <div class="moj-identity-bar__container">
            <div class="moj-identity-bar__details"><span class="moj-identity-bar__title">{Content}</span></div>
            {Markup.If(Given(Actions), $"""<div class="moj-identity-bar__actions"><div class="moj-identity-bar__menu">{new Markup(Actions)}</div></div>""")}
          </div>
        </div>
        """);
}

internal sealed record TimelineItem : ContentComponent
{
    public string? Title { get; init; }
    public string? Byline { get; init; }
    public string? Timestamp { get; init; }
    public string? When { get; init; }

    public override Markup Render() => Render(headingLevel: 2);

    public Markup Render(int headingLevel) => Markup.Of(
        $"""
        <div class="moj-timeline__item{ExtraClasses}"{Extra}>
          <div class="moj-timeline__header">
            <h{headingLevel} class="moj-timeline__title">{Title}</h{headingLevel}>
            {Markup.If(Given(Byline), $"""<p class="moj-timeline__byline">{Common.By} {Byline}</p>""")}
          </div>
          <p class="moj-timeline__date"><time datetime="{Timestamp}">{When}</time></p>
          <div class="moj-timeline__description">{Content}</div>
        </div>
        """);
}

internal sealed record Timeline : Component
{
    public int HeadingLevel { get; init; } = 2;
    public IReadOnlyList<TimelineItem> Items { get; init; } = [];

    public override Markup Render() => Markup.Of(
        $"""<div class="moj-timeline{ExtraClasses}"{Extra}>{Markup.Join(Items.Select(i => i.Render(HeadingLevel)))}</div>""");
}

internal sealed record SideLink : ContentComponent
{
    public string? Href { get; init; }
    public bool Active { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<li class="moj-side-navigation__item{Markup.If(Active, $" moj-side-navigation__item--active")}"{Extra}><a href="{Href}"{Markup.If(Active, $" aria-current=\"location\"")}>{Content}</a></li>""");
}

internal sealed record SideHeading : ContentComponent
{
    public int HeadingLevel { get; init; } = 4;

    public override Markup Render() => Markup.Of($"""<h{HeadingLevel} class="moj-side-navigation__title{ExtraClasses}"{Extra}>{Content}</h{HeadingLevel}>""");
}

internal sealed record SideSection(SideHeading Heading, IReadOnlyList<SideLink> Items);

internal sealed record SideNavigation : Component
{
    public string? Label { get; init; }

    /// <summary>Links in groups; with none, the links are <see cref="Items"/>.</summary>
    public IReadOnlyList<SideSection> Sections { get; init; } = [];
    public IReadOnlyList<SideLink> Items { get; init; } = [];

    public override Markup Render() => Markup.Of(
        $"""<nav class="moj-side-navigation{ExtraClasses}"{Markup.Attribute("aria-label", Label)}{Extra}>{Markup.Join(Sections.Select(s => Markup.Of($"{s.Heading.Render()}{List(s.Items)}")))}{Markup.If(Sections.Count == 0, $"{List(Items)}")}</nav>""");

    private static Markup List(IEnumerable<SideLink> links) => Markup.Of($"""<ul class="moj-side-navigation__list">{Markup.Join(links.Select(i => i.Render()))}</ul>""");
}
