namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record GenericHeader : Component
{
    public string? LogoText { get; init; }
    public string? LogoHtml { get; init; }
    public string? Url { get; init; }
    public string? ContainerClasses { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <div class="govuk-generic-header{ExtraClasses}"{Extra}>
          <div class="govuk-generic-header__container {OrNull(ContainerClasses) ?? "govuk-width-container"}">
            <div class="govuk-generic-header__logo">
              <a href="{OrNull(Url) ?? "/"}" class="govuk-generic-header__homepage-link">{new Piece { Text = LogoText, Html = LogoHtml }.Content}</a>
            </div>
          </div>
        </div>
        """);
}

internal sealed record LanguageItem : ContentComponent
{
    public string? Href { get; init; }
    public string? Lang { get; init; }
    public string? HrefLang { get; init; }
    public string? Dir { get; init; }
    public bool Current { get; init; }
    public string? LanguageDescriptionText { get; init; }

    public override Markup Render()
    {
        var lang = Markup.Attribute("lang", OrNull(Lang));
        var dir = Markup.Attribute("dir", OrNull(Dir));
        if (Current || !Given(Href))
            return Markup.Of(
                $"""<li class="govuk-language-navigation__list-item"><span class="govuk-language-navigation__text{ExtraClasses}" aria-current="true"{lang}{dir}{Extra}>{Content}</span></li>""");
        var description = Markup.If(Given(LanguageDescriptionText), $"""<span class="govuk-visually-hidden"> {LanguageDescriptionText}</span>""");
        return Markup.Of(
            $"""<li class="govuk-language-navigation__list-item"><a class="govuk-language-navigation__link{ExtraClasses}" href="{Href}" rel="alternate"{lang}{Markup.Attribute("hreflang", OrNull(HrefLang) ?? OrNull(Lang))}{dir}{Extra}>{Content}{description}</a></li>""");
    }
}

internal sealed record LanguageNavigation : Component
{
    public string? AriaLabel { get; init; }
    public IReadOnlyList<LanguageItem>? Items { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <nav class="govuk-language-navigation{ExtraClasses}"{Extra} aria-label="{AriaLabel ?? Common.LanguageChoice.ToString()}">
          <ul class="govuk-language-navigation__list">{Markup.Join((Items ?? []).Select(i => i.Render()))}</ul>
        </nav>
        """);
}

internal sealed record FooterLink : Component
{
    public string? Text { get; init; }
    public string? Href { get; init; }

    public override Markup Render() => Render("inline-list-item");

    public Markup Render(string kind) => Markup.Of(
        $"""<li class="govuk-footer__{kind}"><a class="govuk-footer__link" href="{Href}"{Extra}>{Text}</a></li>""");
}

internal sealed record FooterSection : Component
{
    public string? Title { get; init; }
    public string? Width { get; init; }
    public int? Columns { get; init; }
    public IReadOnlyList<FooterLink>? Items { get; init; }

    public override Markup Render()
    {
        var links = (Items ?? []).Where(i => Given(i.Href) && Given(i.Text)).Select(i => i.Render("list-item"));
        var columns = Markup.If(Columns is > 0, $" govuk-footer__list--columns-{Columns ?? 0}");
        return Markup.Of(
            $"""
            <div class="govuk-footer__section govuk-grid-column-{OrNull(Width) ?? "full"}">
              <h2 class="govuk-footer__heading govuk-heading-m">{Title}</h2>
              {Markup.If(Items is { Count: > 0 }, $"""<ul class="govuk-footer__list{columns}">{Markup.Join(links)}</ul>""")}
            </div>
            """);
    }
}

internal sealed record FooterMeta : ContentComponent
{
    public string? VisuallyHiddenTitle { get; init; }
    public IReadOnlyList<FooterLink>? Items { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <h2 class="govuk-visually-hidden">{OrNull(VisuallyHiddenTitle) ?? Common.SupportLinks.ToString()}</h2>
        {Markup.If(Items is { Count: > 0 }, $"""<ul class="govuk-footer__inline-list">{Markup.Join((Items ?? []).Select(i => i.Render()))}</ul>""")}
        {Markup.If(HasContent, $"""<div class="govuk-footer__meta-custom">{Content}</div>""")}
        """);
}

/// <summary>The official footer without crown, licence and Crown copyright: the service is not on GOV.UK.</summary>
internal sealed record Footer : Component
{
    public string? ContainerClasses { get; init; }
    public IReadOnlyList<FooterSection>? Navigation { get; init; }
    public FooterMeta? Meta { get; init; }

    public override Markup Render()
    {
        var navigation = Markup.If(Navigation is { Count: > 0 },
            $"""<div class="govuk-footer__navigation">{Markup.Join((Navigation ?? []).Select(n => n.Render()))}</div><hr class="govuk-footer__section-break">""");
        return Markup.Of(
            $"""
            <div class="govuk-footer{ExtraClasses}"{Extra}>
              <div class="govuk-width-container{More(ContainerClasses)}">
                {navigation}
                <div class="govuk-footer__meta">
                  <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">{Meta?.Render() ?? Markup.None}</div>
                </div>
              </div>
            </div>
            """);
    }
}
