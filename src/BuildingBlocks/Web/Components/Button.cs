namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Button : ContentComponent
{
    public string? Id { get; init; }
    public string? Href { get; init; }
    public string? Type { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
    public bool Disabled { get; init; }
    public bool? PreventDoubleClick { get; init; }
    public bool IsStartButton { get; init; }

    private static readonly Markup StartIcon = new(
        """<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>""");

    public override Markup Render()
    {
        var common = Markup.Of(
            $""" class="govuk-button{ExtraClasses}{Markup.If(IsStartButton, $" govuk-button--start")}" data-module="govuk-button"{Extra}{Markup.Attribute("id", OrNull(Id))}""");
        var words = IsStartButton && Given(Html) ? Markup.Of($"<span>{Content}</span>") : Content;
        var inside = IsStartButton ? Markup.Of($"{words}{StartIcon}") : words;
        return Given(Href)
            ? Markup.Of($"""<a href="{Href}" role="button" draggable="false"{common}>{inside}</a>""")
            : Markup.Of($"<button{Own}{common}>{inside}</button>");
    }

    private Markup Own => Markup.Of(
        $"""
         type="{OrNull(Type) ?? "submit"}"{Markup.Attribute("value", OrNull(Value))}{Markup.Attribute("name", OrNull(Name))}{Markup.If(Disabled, $" disabled aria-disabled=\"true\"")}{Markup.Attribute("data-prevent-double-click", Flag.Of(PreventDoubleClick))}
        """);
}
