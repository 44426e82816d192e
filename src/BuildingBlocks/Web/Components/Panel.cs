namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record PanelAction : ContentComponent
{
    public string? Href { get; init; }
    public string? Type { get; init; }

    public override Markup Render() => !Given(Href) || Type == "button"
        ? new Button { Text = Text, Type = OrNull(Type) ?? "button", Classes = $"govuk-button--inverse{ExtraClasses}", Href = Href, Attributes = Attributes }.Render()
        : Markup.Of($"""<a class="govuk-link govuk-link--inverse{ExtraClasses}" href="{Href}"{Extra}>{Text}</a>""");
}

internal sealed record PanelActions : Component
{
    public IReadOnlyList<PanelAction>? Items { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <div class="govuk-panel__actions{ExtraClasses}"{Extra}>
          {Markup.If(Items is { Count: > 0 }, $"""<div class="govuk-button-group">{Markup.Join((Items ?? []).Select(a => a.Render()))}</div>""")}
        </div>
        """);
}

internal sealed record Panel : ContentComponent
{
    public string? TitleText { get; init; }
    public string? TitleHtml { get; init; }
    public int? HeadingLevel { get; init; }
    public PanelActions? Actions { get; init; }

    public override Markup Render()
    {
        var level = HeadingLevel is null or 0 ? 1 : HeadingLevel.Value;
        var interrupts = Classes?.Contains("govuk-panel--interruption", StringComparison.Ordinal) == true;
        return Markup.Of(
            $"""
            <div class="govuk-panel{Markup.If(!interrupts, $" govuk-panel--confirmation")}{ExtraClasses}"{Extra}>
              <h{level} class="govuk-panel__title">{new Piece { Text = TitleText, Html = TitleHtml }.Content}</h{level}>
              {Markup.If(HasContent, $"""<div class="govuk-panel__body">{Content}</div>""")}
              {(interrupts ? Actions?.Render() ?? Markup.None : Markup.None)}
            </div>
            """);
    }
}
