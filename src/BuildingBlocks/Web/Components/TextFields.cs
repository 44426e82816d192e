using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Affix : ContentComponent
{
    public override Markup Render() => Content;

    public Markup Render(string kind) => Markup.If(HasContent,
        $"""<div class="govuk-input__{kind}{ExtraClasses}" aria-hidden="true"{Extra}>{Content}</div>""");
}

internal sealed record Input : LabelledField
{
    public string? Type { get; init; }
    public string? Value { get; init; }
    public string? Autocomplete { get; init; }
    public string? Autocapitalize { get; init; }
    public string? Pattern { get; init; }
    public string? Inputmode { get; init; }
    public bool? Spellcheck { get; init; }
    public bool Disabled { get; init; }
    public Affix? Prefix { get; init; }
    public Affix? Suffix { get; init; }
    public Piece? InputWrapper { get; init; }

    public override Markup Render()
    {
        Piece? before = FormGroup?.BeforeInput, after = FormGroup?.AfterInput;
        var wrapped = Prefix?.HasContent == true || Suffix?.HasContent == true || before?.HasContent == true || after?.HasContent == true;
        var control = !wrapped ? Control : Markup.Of(
            $"""
            <div class="govuk-input__wrapper{More(InputWrapper?.Classes)}"{Markup.Attributes(InputWrapper?.Attributes)}>
              {Piece(before)}{Prefix?.Render("prefix") ?? Markup.None}{Control}{Suffix?.Render("suffix") ?? Markup.None}{Piece(after)}
            </div>
            """);
        return Group(Markup.Of($"{LabelHintAndError}{control}"));
    }

    private Markup Control => Markup.Of(
        $"""<input class="govuk-input{ExtraClasses}{Markup.If(ErrorMessage is not null, $" govuk-input--error")}" id="{Key}" name="{Name}" type="{OrNull(Type) ?? "text"}"{Markup.Attribute("spellcheck", Flag.Of(Spellcheck))}{Markup.Attribute("value", Value)}{Markup.If(Disabled, $" disabled")}{Markup.Attribute("aria-describedby", Described(DescribedBy))}{Markup.Attribute("autocomplete", Autocomplete)}{Markup.Attribute("autocapitalize", Autocapitalize)}{Markup.Attribute("pattern", Pattern)}{Markup.Attribute("inputmode", Inputmode)}{Extra}>""");
}

internal sealed record Textarea : LabelledField
{
    public string? Value { get; init; }
    public string? Rows { get; init; }
    public string? Autocomplete { get; init; }
    public bool? Spellcheck { get; init; }
    public bool Disabled { get; init; }

    public override Markup Render() => Group(Markup.Of(
        $"""
        {LabelHintAndError}{Piece(FormGroup?.BeforeInput)}
        <textarea class="govuk-textarea{Markup.If(ErrorMessage is not null, $" govuk-textarea--error")}{ExtraClasses}" id="{Key}" name="{Name}" rows="{OrNull(Rows) ?? "5"}"{Markup.Attribute("spellcheck", Flag.Of(Spellcheck))}{Markup.If(Disabled, $" disabled")}{Markup.Attribute("aria-describedby", Described(DescribedBy))}{Markup.Attribute("autocomplete", OrNull(Autocomplete))}{Extra}>{Value}</textarea>
        {Piece(FormGroup?.AfterInput)}
        """));
}

internal sealed record FileUpload : LabelledField
{
    public bool Disabled { get; init; }
    public bool Multiple { get; init; }
    public bool Javascript { get; init; }
    public string? WrapperClasses { get; init; }
    public IReadOnlyDictionary<string, string?>? WrapperAttributes { get; init; }
    public string? ChooseFilesButtonText { get; init; }
    public string? NoFileChosenText { get; init; }
    public IReadOnlyDictionary<string, string?>? MultipleFilesChosenText { get; init; }
    public string? DropInstructionText { get; init; }
    public string? EnteredDropZoneText { get; init; }
    public string? LeftDropZoneText { get; init; }

    public override Markup Render() => Group(Markup.Of(
        $"{LabelHintAndError}{Piece(FormGroup?.BeforeInput)}{(Javascript ? Wrapped : Control)}{Piece(FormGroup?.AfterInput)}"));

    private Markup Wrapped => Markup.Of(
        $"""<div class="govuk-file-upload-wrapper{More(WrapperClasses)}" data-module="govuk-file-upload"{Markup.Attributes(Translated)}{Markup.Attributes(WrapperAttributes)}>{Control}</div>""");

    private Markup Control => Markup.Of(
        $"""<input class="govuk-file-upload{ExtraClasses}{Markup.If(ErrorMessage is not null, $" govuk-file-upload--error")}" id="{Key}" name="{Name}" type="file"{Markup.If(Disabled, $" disabled")}{Markup.If(Multiple, $" multiple")}{Markup.Attribute("aria-describedby", Described(DescribedBy))}{Extra}>""");

    private IEnumerable<KeyValuePair<string, string?>> Translated =>
    [
        .. I18n.Message("choose-files-button", ChooseFilesButtonText),
        .. I18n.Message("no-file-chosen", NoFileChosenText),
        .. I18n.Plural("multiple-files-chosen", MultipleFilesChosenText),
        .. I18n.Message("drop-instruction", DropInstructionText),
        .. I18n.Message("entered-drop-zone", EnteredDropZoneText),
        .. I18n.Message("left-drop-zone", LeftDropZoneText),
    ];
}

/// <summary>Words for the scripts of the design system, as data attributes.</summary>
internal static class I18n
{
    public static IEnumerable<KeyValuePair<string, string?>> Message(string key, string? message) =>
        string.IsNullOrEmpty(message) ? [] : [new($"data-i18n.{key}", message)];

    public static IEnumerable<KeyValuePair<string, string?>> Plural(string key, IReadOnlyDictionary<string, string?>? messages) =>
        (messages ?? new Dictionary<string, string?>()).Select(m => new KeyValuePair<string, string?>($"data-i18n.{key}.{m.Key}", m.Value));

    /// <summary>Welsh has six plural forms, but a noun after a number stays singular, so one text serves all but the first.</summary>
    public static IReadOnlyDictionary<string, string?> Forms(Text one, Text other)
    {
        string[] rules = Language.Current == Language.Welsh ? ["zero", "one", "two", "few", "many", "other"] : ["one", "other"];
        return rules.ToDictionary(rule => rule, rule => (string?)(rule == "one" ? one : other).ToString());
    }
}
