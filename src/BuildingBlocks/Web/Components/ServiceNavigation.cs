namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record NavigationItem : ContentComponent
{
    public string? Href { get; init; }
    public bool Current { get; init; }
    public bool Active { get; init; }

    public override Markup Render()
    {
        var here = Active || Current;
        var words = here ? Markup.Of($"""<strong class="govuk-service-navigation__active-fallback">{Content}</strong>""") : Content;
        var current = Markup.If(here, $" aria-current=\"{(Current ? "page" : "true")}\"");
        var inside = Given(Href)
            ? Markup.Of($"""<a class="govuk-service-navigation__link" href="{Href}"{current}{Extra}>{words}</a>""")
            : Markup.If(HasContent, $"""<span class="govuk-service-navigation__text"{current}>{words}</span>""");
        return Markup.Of($"""<li class="govuk-service-navigation__item{Markup.If(here, $" govuk-service-navigation__item--active")}">{inside}</li>""");
    }
}

internal sealed record EndSlot
{
    public string? Html { get; init; }
    public string? Align { get; init; }
}

internal sealed record NavigationSlots
{
    public string? Start { get; init; }
    public EndSlot? End { get; init; }
    public string? NavigationStart { get; init; }
    public string? NavigationEnd { get; init; }
}

internal sealed record ServiceNavigation : Component
{
    public string? ServiceName { get; init; }
    public string? ServiceUrl { get; init; }
    public string? AriaLabel { get; init; }
    public string? MenuButtonText { get; init; }
    public string? MenuButtonLabel { get; init; }
    public string? NavigationId { get; init; }
    public string? NavigationLabel { get; init; }
    public string? NavigationClasses { get; init; }
    public bool? CollapseNavigationOnMobile { get; init; }
    public IReadOnlyList<NavigationItem?>? Navigation { get; init; }
    public NavigationSlots? Slots { get; init; }

    private string Menu => OrNull(MenuButtonText) ?? Common.Menu.ToString();

    public override Markup Render()
    {
        var common = Markup.Of($""" class="govuk-service-navigation{ExtraClasses}" data-module="govuk-service-navigation"{Extra}""");
        var inside = Markup.Of(
            $"""
            <div class="govuk-width-container{Markup.If(Slots?.End?.Align == "inline", $" govuk-service-navigation__inlining-container")}">
              {new Markup(Slots?.Start)}
              <div class="govuk-service-navigation__container">{Name}{Links}</div>
              {new Markup(Slots?.End?.Html)}
            </div>
            """);
        return Given(ServiceName) || Given(Slots?.Start) || Given(Slots?.End?.Html)
            ? Markup.Of($"""<section aria-label="{AriaLabel ?? Common.ServiceInformation.ToString()}"{common}>{inside}</section>""")
            : Markup.Of($"<div{common}>{inside}</div>");
    }

    private Markup Name => Markup.If(Given(ServiceName),
        $"""<span class="govuk-service-navigation__service-name">{(Given(ServiceUrl)
            ? Markup.Of($"""<a href="{ServiceUrl}" class="govuk-service-navigation__link">{ServiceName}</a>""")
            : Markup.Of($"""<span class="govuk-service-navigation__text">{ServiceName}</span>"""))}</span>""");

    private Markup Links
    {
        get
        {
            var items = (Navigation ?? []).OfType<NavigationItem>().ToList();
            if (items.Count == 0 && !Given(Slots?.NavigationStart) && !Given(Slots?.NavigationEnd)) return Markup.None;
            var id = OrNull(NavigationId) ?? "navigation";
            var label = Given(MenuButtonLabel) && MenuButtonLabel != Menu ? MenuButtonLabel : null;
            var toggle = Markup.If(CollapseNavigationOnMobile ?? items.Count > 1,
                $"""<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="{id}"{Markup.Attribute("aria-label", label)} hidden aria-hidden="true">{Menu}</button>""");
            return Markup.Of(
                $"""
                <nav aria-label="{OrNull(NavigationLabel) ?? Menu}" class="govuk-service-navigation__wrapper{More(NavigationClasses)}">
                  {toggle}
                  <ul class="govuk-service-navigation__list" id="{id}">{new Markup(Slots?.NavigationStart)}{Markup.Join(items.Select(i => i.Render()))}{new Markup(Slots?.NavigationEnd)}</ul>
                </nav>
                """);
        }
    }
}
