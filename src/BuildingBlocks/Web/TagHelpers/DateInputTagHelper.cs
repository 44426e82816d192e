using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>A date of day, month and year, bound to a <see cref="DateOnly"/>; shows again what was typed when it is not a date.</summary>
[HtmlTargetElement("govuk-date-input")]
public sealed class DateInputTagHelper : GroupTagHelper
{
    /// <summary>Whether it is the person's date of birth, which a browser may fill in.</summary>
    public bool Birthday { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Register($"{Id}-day");
        PageFields.Of(ViewContext).Add(Name + ".Day", $"{Id}-day");
        PageFields.Of(ViewContext).Add(Name + ".Month", $"{Id}-month");
        PageFields.Of(ViewContext).Add(Name + ".Year", $"{Id}-year");
        var date = For?.Model is DateOnly given && given != default ? given : (DateOnly?)null;
        Write(output, new DateInput
        {
            Id = Id,
            Fieldset = FieldsetPart,
            Hint = HintPart,
            ErrorMessage = Wrong(Name) ?? Wrong(Name + ".Day") ?? Wrong(Name + ".Month") ?? Wrong(Name + ".Year"),
            Items =
            [
                Part("Day", "bday-day", Common.Day, date?.Day, "govuk-input--width-2"),
                Part("Month", "bday-month", Common.Month, date?.Month, "govuk-input--width-2"),
                Part("Year", "bday-year", Common.Year, date?.Year, "govuk-input--width-4"),
            ],
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }

    private ErrorMessage? Wrong(string key) => ErrorAt(key) is { } words ? new ErrorMessage { Text = words } : null;

    private DatePart Part(string part, string autocomplete, Words.Text label, int? value, string classes) => new()
    {
        Name = $"{Name}.{part}",
        Id = $"{Id}-{part.ToLowerInvariant()}",
        Label = label.ToString(),
        Value = Typed($"{Name}.{part}") ?? value?.ToString(CultureInfo.InvariantCulture),
        Error = ErrorAt($"{Name}.{part}") is null ? null : true,
        Inputmode = part == "Month" ? "text" : null,
        Autocomplete = Birthday ? autocomplete : null,
        Classes = classes,
    };
}
