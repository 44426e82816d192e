using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>One line of text: <c>&lt;govuk-input for="Email" label="Say.EmailAddress" type="email" autocomplete="email" width="20" /&gt;</c>.</summary>
[HtmlTargetElement("govuk-input")]
public sealed class InputTagHelper : LabelledFieldTagHelper
{
    /// <summary>text unless named: email, tel, number is not used (see the design system).</summary>
    public string? Type { get; set; }

    /// <summary>2, 3, 4, 5, 10, 20 or 30 characters, or a fraction such as two-thirds.</summary>
    public string? Width { get; set; }

    /// <summary>Shown in front of the answer, such as £.</summary>
    public Wording? Prefix { get; set; }

    /// <summary>Shown behind the answer, such as a month.</summary>
    public Wording? Suffix { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        Write(output, new Input
        {
            Id = Id,
            Name = Name,
            Value = Answer,
            Type = Type,
            Label = LabelPart,
            Hint = HintPart,
            ErrorMessage = Error,
            Prefix = Prefix is null ? null : new Affix { Text = Prefix.ToString() },
            Suffix = Suffix is null ? null : new Affix { Text = Suffix.ToString() },
            Classes = Classes(output, WidthClass),
            Attributes = Rest(output),
        }.Render());
    }

    private string? WidthClass => Width switch
    {
        null => null,
        [>= '0' and <= '9', ..] => $"govuk-input--width-{Width}",
        _ => $"govuk-!-width-{Width}",
    };
}

/// <summary>Several lines of text.</summary>
[HtmlTargetElement("govuk-textarea")]
public sealed class TextareaTagHelper : LabelledFieldTagHelper
{
    /// <summary>Lines shown; 5 unless named.</summary>
    public int? Rows { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        Write(output, new Textarea
        {
            Id = Id,
            Name = Name,
            Value = Answer,
            Rows = Format(Rows),
            Label = LabelPart,
            Hint = HintPart,
            ErrorMessage = Error,
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>Several lines of text with a limit that is counted down.</summary>
[HtmlTargetElement("govuk-character-count")]
public sealed class CharacterCountTagHelper : LabelledFieldTagHelper
{
    /// <summary>Lines shown; 5 unless named.</summary>
    public int? Rows { get; set; }

    /// <summary>Most characters that may be typed.</summary>
    public int? MaxLength { get; set; }

    /// <summary>Most words that may be typed; wins over characters.</summary>
    public int? MaxWords { get; set; }

    /// <summary>Percentage of the limit from which on the count is shown.</summary>
    public int? Threshold { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        Write(output, new CharacterCount
        {
            Id = Id,
            Name = Name,
            Value = Answer,
            Rows = Format(Rows),
            Maxlength = Format(MaxLength),
            Maxwords = Format(MaxWords),
            Threshold = Format(Threshold),
            Label = LabelPart,
            Hint = HintPart,
            ErrorMessage = Error,
            CharactersUnderLimitText = I18n.Forms(Common.CharactersLeftOne, Common.CharactersLeft("%{count}")),
            CharactersAtLimitText = Common.CharactersLeftNone.ToString(),
            CharactersOverLimitText = I18n.Forms(Common.CharactersTooManyOne, Common.CharactersTooMany("%{count}")),
            WordsUnderLimitText = I18n.Forms(Common.WordsLeftOne, Common.WordsLeft("%{count}")),
            WordsAtLimitText = Common.WordsLeftNone.ToString(),
            WordsOverLimitText = I18n.Forms(Common.WordsTooManyOne, Common.WordsTooMany("%{count}")),
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>A password; what was typed is never shown again.</summary>
[HtmlTargetElement("govuk-password-input")]
public sealed class PasswordInputTagHelper : LabelledFieldTagHelper
{
    /// <summary>current-password unless named; new-password where one is chosen.</summary>
    public string? Autocomplete { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        Write(output, new PasswordInput
        {
            Id = Id,
            Name = Name,
            Autocomplete = Autocomplete,
            Label = LabelPart,
            Hint = HintPart,
            ErrorMessage = Error,
            ShowPasswordText = Common.ShowPassword.ToString(),
            HidePasswordText = Common.HidePassword.ToString(),
            ShowPasswordAriaLabelText = Common.ShowPasswordLabel.ToString(),
            HidePasswordAriaLabelText = Common.HidePasswordLabel.ToString(),
            PasswordShownAnnouncementText = Common.PasswordShown.ToString(),
            PasswordHiddenAnnouncementText = Common.PasswordHidden.ToString(),
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>One file, or several with <c>multiple="true"</c>. The official drop zone is left out: axe finds that the name of its button hides its words.</summary>
[HtmlTargetElement("govuk-file-upload")]
public sealed class FileUploadTagHelper : LabelledFieldTagHelper
{
    /// <summary>Whether several files may be chosen at once.</summary>
    public bool Multiple { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        Write(output, new FileUpload
        {
            Id = Id,
            Name = Name,
            Multiple = Multiple,
            Label = LabelPart,
            Hint = HintPart,
            ErrorMessage = Error,
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }
}
