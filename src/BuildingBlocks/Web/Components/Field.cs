namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record FormGroup : Component
{
    public Piece? BeforeInput { get; init; }
    public Piece? AfterInput { get; init; }
    public Piece? BeforeInputs { get; init; }
    public Piece? AfterInputs { get; init; }

    public override Markup Render() => Extra;
}

/// <summary>What every question has: a group, a hint, an error message, and how they are tied to the control.</summary>
internal abstract record Field : Component
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? DescribedBy { get; init; }
    public Hint? Hint { get; init; }
    public ErrorMessage? ErrorMessage { get; init; }
    public FormGroup? FormGroup { get; init; }

    /// <summary>The id of the control, and the start of the ids of hint and error.</summary>
    protected virtual string Key => OrNull(Id) ?? Name ?? "";

    protected string? Described(string? first)
    {
        string?[] ids = [OrNull(first), Hint is null ? null : Key + "-hint", ErrorMessage is null ? null : Key + "-error"];
        return OrNull(string.Join(' ', ids.Where(id => id is not null)));
    }

    protected Markup HintAndError => Markup.Of(
        $"{(Hint is null ? Markup.None : (Hint with { Id = Key + "-hint" }).Render())}{(ErrorMessage is null ? Markup.None : (ErrorMessage with { Id = Key + "-error" }).Render())}");

    protected Markup Group(Markup inside) => Markup.Of(
        $"""<div class="govuk-form-group{Markup.If(ErrorMessage is not null, $" govuk-form-group--error")}{More(FormGroup?.Classes)}"{FormGroup?.Render() ?? Markup.None}>{inside}</div>""");

    protected static Markup Piece(Piece? piece) => piece?.Content ?? Markup.None;
}

/// <summary>A question with one control and its label.</summary>
internal abstract record LabelledField : Field
{
    public Label? Label { get; init; }

    protected Markup LabelHintAndError => Markup.Of($"{(Label is null ? Markup.None : (Label with { For = Key }).Render())}{HintAndError}");
}

/// <summary>A question with several controls, in a fieldset if it has one.</summary>
internal abstract record GroupedField : Field
{
    public string? IdPrefix { get; init; }
    public Fieldset? Fieldset { get; init; }

    protected override string Key => OrNull(IdPrefix) ?? Name ?? "";

    protected Markup InFieldset(Markup inside, string? role = null) => Group(Fieldset is null
        ? inside
        : (Fieldset with { DescribedBy = Described(Fieldset.DescribedBy), Role = role, Html = inside.Raw }).Render());
}
