using System.Collections;
using System.Globalization;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>A question bound to a property of the page: it shows what was typed and what is wrong with it.</summary>
public abstract class FieldTagHelper : ComponentTagHelper
{
    /// <summary>The property that the answer goes to.</summary>
    [HtmlAttributeName("for")]
    public ModelExpression? For { get; set; }

    /// <summary>Help under the label.</summary>
    public Wording? Hint { get; set; }

    /// <summary>Whether the label or legend is the page's heading (size l unless another is named).</summary>
    public bool PageHeading { get; set; }

    private protected string Name => For is null ? "" : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private protected string Id => TagBuilder.CreateSanitizedId(Name, "_");

    private protected void Register(string? id = null)
    {
        if (For is not null) PageFields.Of(ViewContext).Add(Name, id ?? Id);
    }

    private protected ErrorMessage? Error => ErrorAt(Name) is { } words ? new ErrorMessage { Text = words } : null;

    private protected Hint? HintPart => Hint is null ? null : new Hint { Text = Hint.ToString() };

    private protected string? ErrorAt(string key) =>
        ViewContext.ModelState.TryGetValue(key, out var entry) && entry.Errors.Count > 0 ? FormErrors.Word(entry.Errors[0]) : null;

    /// <summary>What the person typed if they did, otherwise what the page's model holds.</summary>
    private protected string? Answer => Typed(Name) ?? Format(For?.Model);

    private protected string? Typed(string key) =>
        ViewContext.ModelState.TryGetValue(key, out var entry) && entry.RawValue is not null ? entry.AttemptedValue : null;

    private protected IReadOnlyList<string?> Answers =>
        ViewContext.ModelState.TryGetValue(Name, out var entry) && entry.RawValue is { } raw ? Listed(raw) : Listed(For?.Model);

    private protected string? SizeClass(string part, string? size) => (size, PageHeading) switch
    {
        ({ } named, _) => $"govuk-{part}--{named}",
        (null, true) => $"govuk-{part}--l",
        _ => null,
    };

    private static List<string?> Listed(object? value) => value switch
    {
        null => [],
        string one => [one],
        IEnumerable many => [.. many.Cast<object?>().Select(Format)],
        _ => [Format(value)],
    };

    internal static string? Format(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>A question with one control and a label.</summary>
public abstract class LabelledFieldTagHelper : FieldTagHelper
{
    /// <summary>The question.</summary>
    public Wording? Label { get; set; }

    /// <summary>s, m, l or xl.</summary>
    public string? LabelSize { get; set; }

    /// <summary>Whether the label is for screen readers only.</summary>
    public bool LabelHidden { get; set; }

    private protected Label LabelPart => new()
    {
        Text = Label?.ToString(),
        IsPageHeading = PageHeading,
        Classes = LabelHidden ? "govuk-visually-hidden" : SizeClass("label", LabelSize),
    };
}

/// <summary>A question with several controls and a legend.</summary>
public abstract class GroupTagHelper : FieldTagHelper
{
    /// <summary>The question.</summary>
    public Wording? Legend { get; set; }

    /// <summary>s, m, l or xl.</summary>
    public string? LegendSize { get; set; }

    /// <summary>Whether the legend is for screen readers only.</summary>
    public bool LegendHidden { get; set; }

    private protected Fieldset? FieldsetPart => Legend is null ? null : new Fieldset
    {
        Legend = new Legend
        {
            Text = Legend.ToString(),
            IsPageHeading = PageHeading,
            Classes = LegendHidden ? "govuk-visually-hidden" : SizeClass("fieldset__legend", LegendSize ?? (PageHeading ? null : "m")),
        },
    };
}
