namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Badge : ContentComponent
{
    public override Markup Render() => Markup.Of($"""<span class="moj-badge{ExtraClasses}"{Extra}>{Content}</span>""");
}

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

internal sealed record TicketPanel : ContentComponent
{
    public override Markup Render() => Markup.Of(
        $"""<article class="moj-ticket-panel"{Extra}><section class="moj-ticket-panel__content{ExtraClasses}">{Content}</section></article>""");
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

internal sealed record SideNavigation : Component
{
    public string? Label { get; init; }
    public IReadOnlyList<SideLink> Items { get; init; } = [];

    public override Markup Render() => Markup.Of(
        $"""<nav class="moj-side-navigation{ExtraClasses}"{Markup.Attribute("aria-label", Label)}{Extra}><ul class="moj-side-navigation__list">{Markup.Join(Items.Select(i => i.Render()))}</ul></nav>""");
}

internal sealed record Alert : ContentComponent
{
    public string Variant { get; init; } = "information";
    public string? Title { get; init; }
    public bool Dismissible { get; init; }

    private static readonly Dictionary<string, string> Icons = new()
    {
        ["success"] = "M11.2869 24.6726L2.00415 15.3899L4.62189 12.7722L11.2869 19.4186L25.3781 5.32739L27.9958 7.96369L11.2869 24.6726Z",
        ["error"] = "M20.1777 2.5H9.82233L2.5 9.82233V20.1777L9.82233 27.5H20.1777L27.5 20.1777V9.82233L20.1777 2.5ZM10.9155 8.87769L15.0001 12.9623L19.0847 8.87771L21.1224 10.9154L17.0378 15L21.1224 19.0846L19.0847 21.1222L15.0001 17.0376L10.9155 21.1223L8.87782 19.0846L12.9624 15L8.87783 10.9153L10.9155 8.87769Z",
        ["warning"] = "M15 2.44922L28.75 26.1992H1.25L15 2.44922ZM13.5107 9.49579H16.4697L16.2431 17.7678H13.7461L13.5107 9.49579ZM13.13 19.97H16.87V23.7H13.13Z",
        ["information"] = "M15 2.5A12.5 12.5 0 1 1 15 27.5A12.5 12.5 0 1 1 15 2.5ZM16.3574 22.4121H13.6621V12.95H16.3574V22.4121ZM13.38 7.59H16.64V10.83H13.38Z",
    };

    private string VariantWords => (Variant switch
    {
        "success" => Common.Success,
        "warning" => Common.Warning,
        "error" => Common.Error,
        _ => Common.Information,
    }).ToString();

    public override Markup Render() => Markup.Of(
        $"""
        <div role="region" class="moj-alert moj-alert--{Variant}{Markup.If(HasContent, $" moj-alert--with-heading")}{ExtraClasses}" aria-label="{VariantWords}: {Title}" data-module="moj-alert"{Markup.If(Dismissible, $" data-dismissible=\"true\"")}{Extra}>
          <div><svg class="moj-alert__icon" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30" height="30" width="30"><path fill-rule="evenodd" clip-rule="evenodd" d="{Icons[Variant]}" fill="currentColor"/></svg></div>
          <div class="moj-alert__content">{(HasContent ? Markup.Of($"""<h2 class="moj-alert__heading">{Title}</h2>{Content}""") : Markup.Encoded(Title))}</div>
          <div class="moj-alert__action"><button class="moj-alert__dismiss" type="button" hidden>{Common.Dismiss}</button></div>
        </div>
        """);
}

internal sealed record FilterTag : ContentComponent
{
    public string? Href { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<li><a class="moj-filter__tag" href="{Href}"><span class="govuk-visually-hidden">{Common.RemoveThisFilter}</span> {Content}</a></li>""");
}

internal sealed record Filter : Component
{
    public string? Options { get; init; }
    public string? ClearHref { get; init; }
    public IReadOnlyList<FilterTag> Selected { get; init; } = [];

    public override Markup Render() => Markup.Of(
        $"""
        <div class="moj-filter{ExtraClasses}" data-module="moj-filter"{Extra}>
          <div class="moj-filter__header">
            <div class="moj-filter__header-title"><h2 class="govuk-heading-m">{Common.Filter}</h2></div>
            <div class="moj-filter__header-action"></div>
          </div>
          <div class="moj-filter__content">
            {Markup.If(Selected.Count > 0, $"""
            <div class="moj-filter__selected">
              <div class="moj-filter__selected-heading">
                <div class="moj-filter__heading-title"><h2 class="govuk-heading-m">{Common.SelectedFilters}</h2></div>
                <div class="moj-filter__heading-action"><p><a class="govuk-link govuk-link--no-visited-state" href="{ClearHref}">{Common.ClearFilters}</a></p></div>
              </div>
              <ul class="moj-filter-tags">{Markup.Join(Selected.Select(t => t.Render()))}</ul>
            </div>
            """)}
            <div class="moj-filter__options">{new Button { Text = Common.ApplyFilters.ToString() }.Render()}{new Markup(Options)}</div>
          </div>
        </div>
        """);
}
