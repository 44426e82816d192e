namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Choice : ContentComponent
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
    public bool? Checked { get; init; }
    public bool Disabled { get; init; }
    public string? Divider { get; init; }
    public string? Behaviour { get; init; }
    public Label? Label { get; init; }
    public Hint? Hint { get; init; }
    public Piece? Conditional { get; init; }

    public override Markup Render() => Content;

    /// <summary>One radio button or checkbox with its label, hint and what it reveals.</summary>
    public Markup Render(string kind, string type, string id, string? name, bool ticked, string? describedBy)
    {
        if (Given(Divider)) return Markup.Of($"""<div class="govuk-{kind}__divider">{Divider}</div>""");
        var hinted = Hint?.HasContent == true;
        var described = OrNull(string.Join(' ', new[] { OrNull(describedBy), hinted ? id + "-item-hint" : null }.Where(x => x is not null)));
        var label = new Label { Text = Text, Html = Html, For = id, Classes = $"govuk-{kind}__label{More(Label?.Classes)}", Attributes = Label?.Attributes };
        var hint = !hinted ? Markup.None : (Hint! with { Id = id + "-item-hint", Classes = $"govuk-{kind}__hint{More(Hint.Classes)}" }).Render();
        var reveals = Given(Conditional?.Html);
        return Markup.Of(
            $"""
            <div class="govuk-{kind}__item">
              <input class="govuk-{kind}__input" id="{id}" name="{name}" type="{type}" value="{Value}"{Markup.If(ticked, $" checked")}{Markup.If(Disabled, $" disabled")}{Markup.If(reveals, $" data-aria-controls=\"conditional-{id}\"")}{Markup.Attribute("data-behaviour", OrNull(Behaviour))}{Markup.Attribute("aria-describedby", described)}{Extra}>
              {label.Render()}{hint}
            </div>
            {Markup.If(reveals, $"""<div class="govuk-{kind}__conditional{Markup.If(!ticked, $" govuk-{kind}__conditional--hidden")}" id="conditional-{id}">{Conditional?.Content ?? Markup.None}</div>""")}
            """);
    }
}

internal sealed record Radios : GroupedField
{
    public string? Value { get; init; }
    public IReadOnlyList<Choice?>? Items { get; init; }

    public override Markup Render() => InFieldset(Markup.Of(
        $"""
        {HintAndError}
        <div class="govuk-radios{ExtraClasses}"{Extra} data-module="govuk-radios">
          {Piece(FormGroup?.BeforeInputs)}{Markup.Join((Items ?? []).Select(Item))}{Piece(FormGroup?.AfterInputs)}
        </div>
        """));

    private Markup Item(Choice? item, int index) => item is null ? Markup.None : item.Render(
        "radios",
        "radio",
        OrNull(item.Id) ?? (index == 0 ? Key : $"{Key}-{index + 1}"),
        Name,
        item.Checked ?? (Given(Value) && item.Value == Value),
        describedBy: null);
}

internal sealed record Checkboxes : GroupedField
{
    public IReadOnlyList<string?>? Values { get; init; }
    public IReadOnlyList<Choice?>? Items { get; init; }

    public override Markup Render() => InFieldset(Markup.Of(
        $"""
        {HintAndError}
        <div class="govuk-checkboxes{ExtraClasses}"{Extra} data-module="govuk-checkboxes">
          {Piece(FormGroup?.BeforeInputs)}{Markup.Join((Items ?? []).Select(Item))}{Piece(FormGroup?.AfterInputs)}
        </div>
        """));

    private Markup Item(Choice? item, int index) => item is null ? Markup.None : item.Render(
        "checkboxes",
        "checkbox",
        OrNull(item.Id) ?? (index == 0 ? Key : $"{Key}-{index + 1}"),
        OrNull(item.Name) ?? Name,
        item.Checked ?? (Values is not null && Values.Contains(item.Value)),
        describedBy: Fieldset is null ? Described(DescribedBy) : null);
}

internal sealed record Option : Component
{
    public string? Value { get; init; }
    public string? Text { get; init; }
    public bool? Selected { get; init; }
    public bool Disabled { get; init; }

    public override Markup Render() => Render(chosen: null);

    public Markup Render(string? chosen)
    {
        var selected = Selected ?? (Given(chosen) && (Value ?? Text) == chosen);
        return Markup.Of(
            $"<option{Markup.Attribute("value", Value)}{Markup.If(selected, $" selected")}{Markup.If(Disabled, $" disabled")}{Extra}>{Text}</option>");
    }
}

internal sealed record Select : LabelledField
{
    public string? Value { get; init; }
    public bool Disabled { get; init; }
    public IReadOnlyList<Option?>? Items { get; init; }

    public override Markup Render() => Group(Markup.Of(
        $"""
        {LabelHintAndError}{Piece(FormGroup?.BeforeInput)}
        <select class="govuk-select{ExtraClasses}{Markup.If(ErrorMessage is not null, $" govuk-select--error")}" id="{Key}" name="{Name}"{Markup.If(Disabled, $" disabled")}{Markup.Attribute("aria-describedby", Described(DescribedBy))}{Extra}>
          {Markup.Join((Items ?? []).Select(o => o?.Render(Value) ?? Markup.None))}
        </select>
        {Piece(FormGroup?.AfterInput)}
        """));
}
