namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record PasswordInput : LabelledField
{
    public string? Value { get; init; }
    public string? Autocomplete { get; init; }
    public bool Disabled { get; init; }
    public Piece? Button { get; init; }
    public string? ShowPasswordText { get; init; }
    public string? HidePasswordText { get; init; }
    public string? ShowPasswordAriaLabelText { get; init; }
    public string? HidePasswordAriaLabelText { get; init; }
    public string? PasswordShownAnnouncementText { get; init; }
    public string? PasswordHiddenAnnouncementText { get; init; }

    public override Markup Render() => new Input
    {
        FormGroup = new FormGroup
        {
            Classes = $"govuk-password-input{More(FormGroup?.Classes)}",
            Attributes = Translated.Concat(FormGroup?.Attributes ?? new Dictionary<string, string?>()).ToDictionary(),
            BeforeInput = FormGroup?.BeforeInput,
            AfterInput = new Piece { Html = $"{Toggle.Render()}{Piece(FormGroup?.AfterInput)}" },
        },
        InputWrapper = new Piece { Classes = "govuk-password-input__wrapper" },
        Label = Label,
        Hint = Hint,
        ErrorMessage = ErrorMessage,
        Classes = $"govuk-password-input__input govuk-js-password-input-input{ExtraClasses}",
        Id = Key,
        Name = Name,
        Type = "password",
        Spellcheck = false,
        Autocapitalize = "none",
        Autocomplete = OrNull(Autocomplete) ?? "current-password",
        Value = Value,
        Disabled = Disabled,
        DescribedBy = DescribedBy,
        Attributes = Attributes,
    }.Render();

    private Button Toggle => new()
    {
        Type = "button",
        Classes = $"govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle{More(Button?.Classes)}",
        Text = ShowPasswordText ?? Common.ShowPassword.ToString(),
        Attributes = new Dictionary<string, string?>
        {
            ["aria-controls"] = Key,
            ["aria-label"] = ShowPasswordAriaLabelText ?? Common.ShowPasswordLabel.ToString(),
            ["hidden"] = "",
        },
    };

    private IEnumerable<KeyValuePair<string, string?>> Translated =>
    [
        new("data-module", "govuk-password-input"),
        .. I18n.Message("show-password", ShowPasswordText),
        .. I18n.Message("hide-password", HidePasswordText),
        .. I18n.Message("show-password-aria-label", ShowPasswordAriaLabelText),
        .. I18n.Message("hide-password-aria-label", HidePasswordAriaLabelText),
        .. I18n.Message("password-shown-announcement", PasswordShownAnnouncementText),
        .. I18n.Message("password-hidden-announcement", PasswordHiddenAnnouncementText),
    ];
}

internal sealed record CharacterCount : LabelledField
{
    public string? Value { get; init; }
    public string? Rows { get; init; }
    public bool? Spellcheck { get; init; }
    public string? Maxlength { get; init; }
    public string? Maxwords { get; init; }
    public string? Threshold { get; init; }
    public string? CountType { get; init; }
    public Piece? CountMessage { get; init; }
    public string? TextareaDescriptionText { get; init; }
    public IReadOnlyDictionary<string, string?>? CharactersUnderLimitText { get; init; }
    public string? CharactersAtLimitText { get; init; }
    public IReadOnlyDictionary<string, string?>? CharactersOverLimitText { get; init; }
    public IReadOnlyDictionary<string, string?>? WordsUnderLimitText { get; init; }
    public string? WordsAtLimitText { get; init; }
    public IReadOnlyDictionary<string, string?>? WordsOverLimitText { get; init; }

    private string? Unit => OrNull(CountType) ?? (Given(Maxwords) ? "words" : null);

    private string? Limit => OrNull(Maxwords) ?? OrNull(Maxlength);

    public override Markup Render() => new Textarea
    {
        Id = Key,
        Name = Name,
        DescribedBy = Key + "-info",
        Rows = Rows,
        Spellcheck = Spellcheck,
        Value = Value,
        FormGroup = new FormGroup
        {
            Classes = $"govuk-character-count{More(FormGroup?.Classes)}",
            Attributes = Translated.Concat(FormGroup?.Attributes ?? new Dictionary<string, string?>()).ToDictionary(),
            BeforeInput = FormGroup?.BeforeInput,
            AfterInput = new Piece { Html = $"{Message.Render()}{Piece(FormGroup?.AfterInput)}" },
        },
        Classes = $"govuk-js-character-count{ExtraClasses}",
        Label = Label,
        Hint = Hint,
        ErrorMessage = ErrorMessage,
        Attributes = Attributes,
    }.Render();

    private Hint Message
    {
        get
        {
            var template = OrNull(TextareaDescriptionText) ?? (Unit == "words" ? Common.WordLimit("%{count}") : Common.CharacterLimit("%{count}")).ToString();
            return new Hint
            {
                Id = Key + "-info",
                Classes = $"govuk-character-count__message{More(CountMessage?.Classes)}",
                Text = Limit is null ? null : template.Replace("%{count}", Limit, StringComparison.Ordinal),
            };
        }
    }

    private IEnumerable<KeyValuePair<string, string?>> Translated =>
    [
        new("data-module", "govuk-character-count"),
        .. Optional("data-maxlength", Maxlength),
        .. Optional("data-maxwords", Maxwords),
        .. Optional("data-threshold", Threshold),
        .. Optional("data-count-type", Unit),
        .. Limit is null ? I18n.Message("textarea-description.other", TextareaDescriptionText) : [],
        .. I18n.Plural("characters-under-limit", CharactersUnderLimitText),
        .. I18n.Message("characters-at-limit", CharactersAtLimitText),
        .. I18n.Plural("characters-over-limit", CharactersOverLimitText),
        .. I18n.Plural("words-under-limit", WordsUnderLimitText),
        .. I18n.Message("words-at-limit", WordsAtLimitText),
        .. I18n.Plural("words-over-limit", WordsOverLimitText),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> Optional(string name, string? value) =>
        value is null ? [] : [new(name, value)];
}
