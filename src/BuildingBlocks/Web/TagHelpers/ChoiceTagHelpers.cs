using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The choices of one group, filled by its items.</summary>
internal sealed class ChoiceList(string name)
{
    public string Name => name;

    public List<Choice> Items { get; } = [];
}

/// <summary>
/// One answer out of several, bound to a string, a Boolean or an enumeration. Items are <c>govuk-radios-item</c>,
/// or come from <c>items</c>, or are yes and no with <c>yes-no="true"</c>.
/// </summary>
[HtmlTargetElement("govuk-radios")]
public sealed class RadiosTagHelper : GroupTagHelper
{
    /// <summary>Choices from data.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Whether the choices are yes (true) and no (false), side by side.</summary>
    public bool YesNo { get; set; }

    /// <summary>Whether the choices stand side by side.</summary>
    public bool Inline { get; set; }

    /// <summary>Whether the buttons are small.</summary>
    public bool Small { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        var list = new ChoiceList(Name);
        context.Items[typeof(ChoiceList)] = list;
        if (YesNo) list.Items.AddRange([new() { Value = "true", Text = Common.Yes.ToString() }, new() { Value = "false", Text = Common.No.ToString() }]);
        list.Items.AddRange((Items ?? []).Select(i => new Choice { Value = i.Value ?? i.Text, Text = i.Text, Disabled = i.Disabled }));
        await output.GetChildContentAsync();
        var answer = Answer;
        Write(output, new Radios
        {
            Name = Name,
            IdPrefix = Id,
            Fieldset = FieldsetPart,
            Hint = HintPart,
            ErrorMessage = Error,
            Items = [.. list.Items.Select(i => i with { Checked = i.Value is not null && string.Equals(i.Value, answer, StringComparison.OrdinalIgnoreCase) })],
            Classes = Classes(output, Inline || YesNo ? "govuk-radios--inline" : null, Small ? "govuk-radios--small" : null),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>
/// Any number of answers, bound to a list of strings; or a single tick bound to a Boolean, whose words are <c>label</c>; or several
/// ticks, each an item with a <c>for</c> of its own.
/// </summary>
[HtmlTargetElement("govuk-checkboxes")]
public sealed class CheckboxesTagHelper : GroupTagHelper
{
    /// <summary>The words of the only checkbox, bound to a Boolean.</summary>
    public Wording? Label { get; set; }

    /// <summary>Choices from data.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Whether the boxes are small.</summary>
    public bool Small { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        var list = new ChoiceList(Name);
        context.Items[typeof(ChoiceList)] = list;
        if (Label is not null) list.Items.Add(new Choice { Value = "true", Text = Label.ToString() });
        list.Items.AddRange((Items ?? []).Select(i => new Choice { Value = i.Value ?? i.Text, Text = i.Text, Disabled = i.Disabled }));
        await output.GetChildContentAsync();
        var answers = Answers;
        Write(output, new Checkboxes
        {
            Name = Name,
            IdPrefix = For is null ? list.Items.FirstOrDefault()?.Id : Id,
            Fieldset = FieldsetPart,
            Hint = HintPart,
            ErrorMessage = Error ?? list.Items.Select(i => i.Name).OfType<string>().Select(ErrorAt).OfType<string>().Select(e => new ErrorMessage { Text = e }).FirstOrDefault(),
            Items = [.. list.Items.Select(i => i with { Checked = i.Checked ?? (i.Value is not null && answers.Contains(i.Value)) })],
            Classes = Classes(output, Small ? "govuk-checkboxes--small" : null),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>One choice; what stands inside it is shown when it is chosen.</summary>
[HtmlTargetElement("govuk-radios-item", ParentTag = "govuk-radios")]
[HtmlTargetElement("govuk-checkboxes-item", ParentTag = "govuk-checkboxes")]
public sealed class ChoiceTagHelper : FieldTagHelper
{
    /// <summary>The value that is sent.</summary>
    public string? Value { get; set; }

    /// <summary>The choice in words.</summary>
    public Wording? Label { get; set; }

    /// <summary>Words between choices, such as "or"; makes this a divider.</summary>
    public Wording? Divider { get; set; }

    /// <summary>Whether choosing this clears the others (checkboxes).</summary>
    public bool Exclusive { get; set; }

    /// <summary>Whether it can't be chosen.</summary>
    public bool Disabled { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        var list = (ChoiceList)context.Items[typeof(ChoiceList)];
        var inside = await ContentOf(output);
        list.Items.Add(new Choice
        {
            Id = For is null ? null : Id,
            Name = For is null ? null : Name,
            Value = Value ?? (For is null ? null : "true"),
            Checked = For is null ? null : Answer == (Value ?? "true"),
            Text = Label?.ToString(),
            Divider = Divider?.ToString(),
            Hint = HintPart,
            Behaviour = Exclusive ? "exclusive" : null,
            Disabled = Disabled,
            Conditional = inside is null ? null : new Piece { Html = inside },
            Attributes = Rest(output),
        });
        output.SuppressOutput();
    }
}

/// <summary>One answer from a long list.</summary>
[HtmlTargetElement("govuk-select")]
public sealed class SelectTagHelper : LabelledFieldTagHelper
{
    /// <summary>Choices from data.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Words of the first, empty choice.</summary>
    public Wording? Empty { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Register();
        var options = new List<Option>();
        context.Items[typeof(Option)] = options;
        if (Empty is not null) options.Add(new Option { Value = "", Text = Empty.ToString() });
        options.AddRange((Items ?? []).Select(i => new Option { Value = i.Value, Text = i.Text, Disabled = i.Disabled }));
        await output.GetChildContentAsync();
        Write(output, new Select
        {
            Id = Id,
            Name = Name,
            Value = Answer,
            Label = LabelPart,
            Hint = HintPart,
            ErrorMessage = Error,
            Items = options,
            Classes = Classes(output),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>One choice of a select.</summary>
[HtmlTargetElement("govuk-select-item", ParentTag = "govuk-select")]
public sealed class SelectItemTagHelper : TagHelper
{
    /// <summary>The value that is sent.</summary>
    public string Value { get; set; } = "";

    /// <summary>The choice in words.</summary>
    public Wording? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ((List<Option>)context.Items[typeof(Option)]).Add(new Option { Value = Value, Text = Label?.ToString() });
        output.SuppressOutput();
    }
}
