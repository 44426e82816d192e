namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record BackLink : ContentComponent
{
    public string? Href { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<a href="{OrNull(Href) ?? "#"}" class="govuk-back-link{ExtraClasses}"{Extra}>{(HasContent ? Content : Markup.Of($"{Common.Back}"))}</a>""");
}

internal sealed record SkipLink : ContentComponent
{
    public string? Href { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<a href="{OrNull(Href) ?? "#content"}" class="govuk-skip-link{ExtraClasses}"{Extra} data-module="govuk-skip-link">{Content}</a>""");
}

internal sealed record Tag : ContentComponent
{
    public override Markup Render() => Markup.Of($"""<strong class="govuk-tag{ExtraClasses}"{Extra}>{Content}</strong>""");
}

internal sealed record InsetText : ContentComponent
{
    public string? Id { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<div{Markup.Attribute("id", OrNull(Id))} class="govuk-inset-text{ExtraClasses}"{Extra}>{Content}</div>""");
}

internal sealed record WarningText : ContentComponent
{
    public string? IconFallbackText { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <div class="govuk-warning-text{ExtraClasses}"{Extra}>
          <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
          <strong class="govuk-warning-text__text">
            <span class="govuk-visually-hidden">{OrNull(IconFallbackText) ?? Common.Warning.ToString()}</span>
            {Content}
          </strong>
        </div>
        """);
}

internal sealed record Details : ContentComponent
{
    public string? Id { get; init; }
    public bool Open { get; init; }
    public string? SummaryText { get; init; }
    public string? SummaryHtml { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <details{Markup.Attribute("id", OrNull(Id))} class="govuk-details{ExtraClasses}"{Extra}{Markup.If(Open, $" open")}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{new Piece { Text = SummaryText, Html = SummaryHtml }.Content}</span>
          </summary>
          <div class="govuk-details__text">{Content}</div>
        </details>
        """);
}

internal sealed record NotificationBanner : ContentComponent
{
    public string? Type { get; init; }
    public string? Role { get; init; }
    public string? TitleText { get; init; }
    public string? TitleHtml { get; init; }
    public string? TitleId { get; init; }
    public int? TitleHeadingLevel { get; init; }
    public bool? DisableAutoFocus { get; init; }

    private bool Succeeded => Type == "success";

    public override Markup Render()
    {
        var id = OrNull(TitleId) ?? "govuk-notification-banner-title";
        var title = new Piece { Text = OrNull(TitleText) ?? (Succeeded ? Common.Success : Common.Important).ToString(), Html = TitleHtml };
        var level = TitleHeadingLevel is null or 0 ? 2 : TitleHeadingLevel.Value;
        var body = Given(Html) ? Content : Markup.If(Given(Text), $"""<p class="govuk-notification-banner__heading">{Content}</p>""");
        return Markup.Of(
            $"""
            <div class="govuk-notification-banner{Markup.If(Succeeded, $" govuk-notification-banner--success")}{ExtraClasses}" role="{OrNull(Role) ?? (Succeeded ? "alert" : "region")}" aria-labelledby="{id}" data-module="govuk-notification-banner"{Markup.Attribute("data-disable-auto-focus", Flag.Of(DisableAutoFocus))}{Extra}>
              <div class="govuk-notification-banner__header">
                <h{level} class="govuk-notification-banner__title" id="{id}">{title.Content}</h{level}>
              </div>
              <div class="govuk-notification-banner__content">{body}</div>
            </div>
            """);
    }
}

/// <summary>How the official markup writes a Boolean into a data attribute.</summary>
internal static class Flag
{
    public static string? Of(bool? value) => value switch { true => "true", false => "false", null => null };
}
