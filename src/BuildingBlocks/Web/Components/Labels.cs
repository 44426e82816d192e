namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Label : ContentComponent
{
    public string? For { get; init; }
    public bool IsPageHeading { get; init; }

    public override Markup Render()
    {
        if (!HasContent) return Markup.None;
        var label = Markup.Of($"""<label class="govuk-label{ExtraClasses}"{Extra}{Markup.Attribute("for", OrNull(For))}>{Content}</label>""");
        return IsPageHeading ? Markup.Of($"""<h1 class="govuk-label-wrapper">{label}</h1>""") : label;
    }
}

internal sealed record Hint : ContentComponent
{
    public string? Id { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<div{Markup.Attribute("id", OrNull(Id))} class="govuk-hint{ExtraClasses}"{Extra}>{Content}</div>""");
}

internal sealed record ErrorMessage : ContentComponent
{
    public string? Id { get; init; }
    public string? VisuallyHiddenText { get; init; }

    public override Markup Render()
    {
        var hidden = VisuallyHiddenText ?? Common.Error.ToString();
        var prefix = Markup.If(hidden.Length > 0, $"""<span class="govuk-visually-hidden">{hidden}:</span> """);
        return Markup.Of(
            $"""<p{Markup.Attribute("id", OrNull(Id))} class="govuk-error-message{ExtraClasses}"{Extra}>{prefix}{Content}</p>""");
    }
}

internal sealed record Fieldset : ContentComponent
{
    public string? Role { get; init; }
    public string? DescribedBy { get; init; }
    public Legend? Legend { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <fieldset class="govuk-fieldset{ExtraClasses}"{Markup.Attribute("role", OrNull(Role))}{Markup.Attribute("aria-describedby", OrNull(DescribedBy))}{Extra}>
          {Legend?.Render() ?? Markup.None}
          {new Markup(Html)}
        </fieldset>
        """);
}

internal sealed record Legend : ContentComponent
{
    public bool IsPageHeading { get; init; }

    public override Markup Render()
    {
        if (!HasContent) return Markup.None;
        var words = IsPageHeading ? Markup.Of($"""<h1 class="govuk-fieldset__heading">{Content}</h1>""") : Content;
        return Markup.Of($"""<legend class="govuk-fieldset__legend{ExtraClasses}">{words}</legend>""");
    }
}

internal sealed record ErrorSummary : Component
{
    public string? TitleText { get; init; }
    public string? TitleHtml { get; init; }
    public string? DescriptionText { get; init; }
    public string? DescriptionHtml { get; init; }
    public bool? DisableAutoFocus { get; init; }
    public IReadOnlyList<ErrorLink>? ErrorList { get; init; }

    public override Markup Render()
    {
        var description = new Piece { Text = DescriptionText, Html = DescriptionHtml };
        var errors = Markup.Join((ErrorList ?? []).Select(e => e.Render()));
        return Markup.Of(
            $"""
            <div class="govuk-error-summary{ExtraClasses}"{Markup.Attribute("data-disable-auto-focus", Flag.Of(DisableAutoFocus))}{Extra} data-module="govuk-error-summary">
              <div role="alert">
                <h2 class="govuk-error-summary__title">{new Piece { Text = TitleText, Html = TitleHtml }.Content}</h2>
                <div class="govuk-error-summary__body">
                  {Markup.If(description.HasContent, $"<p>{description.Content}</p>")}
                  {Markup.If(ErrorList is { Count: > 0 }, $"""<ul class="govuk-list govuk-error-summary__list">{errors}</ul>""")}
                </div>
              </div>
            </div>
            """);
    }
}

internal sealed record ErrorLink : ContentComponent
{
    public string? Href { get; init; }

    public override Markup Render() => Given(Href)
        ? Markup.Of($"""<li><a href="{Href}"{Extra}>{Content}</a></li>""")
        : Markup.Of($"<li>{Content}</li>");
}
