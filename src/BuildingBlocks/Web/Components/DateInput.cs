using System.Globalization;

namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record DatePart : Component
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Label { get; init; }
    public string? Value { get; init; }
    public string? Autocomplete { get; init; }
    public string? Inputmode { get; init; }
    public string? Pattern { get; init; }
    public bool? Error { get; init; }
    public bool Omitted { get; init; }

    public bool HasError => Error == true || Classes?.Contains("govuk-input--error", StringComparison.Ordinal) == true;

    public override Markup Render() => Markup.None;
}

internal sealed record DateInput : GroupedField
{
    public string? NamePrefix { get; init; }
    public IReadOnlyDictionary<string, string?>? Values { get; init; }
    public DatePart? Day { get; init; }
    public DatePart? Month { get; init; }
    public DatePart? Year { get; init; }
    public IReadOnlyList<DatePart?>? Items { get; init; }

    protected override string Key => Id ?? "";

    private DatePart DayPart => Day ?? new() { Name = "day", Value = Values?.GetValueOrDefault("day"), Classes = "govuk-input--width-2" };

    private DatePart MonthPart => Month ?? new() { Name = "month", Value = Values?.GetValueOrDefault("month"), Classes = "govuk-input--width-2" };

    private DatePart YearPart => Year ?? new() { Name = "year", Value = Values?.GetValueOrDefault("year"), Classes = "govuk-input--width-4" };

    public override Markup Render()
    {
        DatePart[] own = [DayPart, MonthPart, YearPart];
        var parts = (Items is { Count: > 0 } ? Items.OfType<DatePart>() : own).Where(p => !p.Omitted).ToList();
        var anyWrong = parts.Any(p => p.HasError);
        return InFieldset(
            Markup.Of(
                $"""
                {HintAndError}
                <div class="govuk-date-input{ExtraClasses}"{Extra}{Markup.Attribute("id", OrNull(Id))}>
                  {Piece(FormGroup?.BeforeInputs)}{Markup.Join(parts.Select(p => Part(p, own, anyWrong)))}{Piece(FormGroup?.AfterInputs)}
                </div>
                """),
            role: "group");
    }

    private Markup Part(DatePart part, DatePart[] own, bool anyWrong)
    {
        string[] kinds = ["day", "month", "year"];
        var kind = Array.FindIndex(own, o => ReferenceEquals(o, part));
        if (kind < 0 && Given(part.Name)) kind = Array.FindIndex(kinds, k => k == part.Name || own[Array.IndexOf(kinds, k)].Name == part.Name);
        var name = part.Name ?? (kind >= 0 ? kinds[kind] : "");
        var value = part.Value ?? (kind >= 0 ? own[kind].Value : null);
        var fullName = (Given(NamePrefix) ? NamePrefix + "-" : "") + name;
        return Markup.Of($"""<div class="govuk-date-input__item">{new Input
        {
            Label = new Label { Text = OrNull(part.Label) ?? Capitalised(name), Classes = "govuk-date-input__label" },
            Id = OrNull(part.Id) ?? $"{Id}-{name}",
            Name = fullName,
            Classes = "govuk-date-input__input" + More(ClassesOf(part, kind, anyWrong)),
            Value = value ?? Values?.GetValueOrDefault(fullName),
            Inputmode = OrNull(part.Inputmode) ?? "numeric",
            Autocomplete = part.Autocomplete,
            Pattern = part.Pattern,
            Attributes = part.Attributes,
        }.Render()}</div>""");
    }

    private string ClassesOf(DatePart part, int kind, bool anyWrong)
    {
        var classes = new List<string>();
        var wrong = part.HasError || (part.Error != false && ErrorMessage is not null && !anyWrong);
        if (wrong && part.Classes?.Contains("govuk-input--error", StringComparison.Ordinal) != true) classes.Add("govuk-input--error");
        if (part.Classes?.Contains("govuk-input--width-", StringComparison.Ordinal) != true) classes.Add(kind == 2 ? "govuk-input--width-4" : "govuk-input--width-2");
        if (Given(part.Classes)) classes.Add(part.Classes!);
        return string.Join(' ', classes);
    }

    private static string Capitalised(string name) =>
        name.Length == 0 ? name : char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..].ToLowerInvariant();
}
