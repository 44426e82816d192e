using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The rows and actions that a summary list collects from inside it.</summary>
internal sealed class SummaryParts
{
    public List<SummaryRow> Rows { get; } = [];

    public List<ActionLink> CardActions { get; } = [];

    public List<ActionLink>? RowActions { get; set; }
}

/// <summary>Facts as keys and values; with <c>card</c> in a card of that title.</summary>
[HtmlTargetElement("govuk-summary-list")]
public sealed class SummaryListTagHelper : ComponentTagHelper
{
    /// <summary>The title of the card.</summary>
    public Wording? Card { get; set; }

    /// <summary>The level of the card's heading; 2 unless named.</summary>
    public int? CardLevel { get; set; }

    /// <summary>Whether to leave out the lines between rows.</summary>
    public bool NoBorder { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var parts = new SummaryParts();
        context.Items[typeof(SummaryParts)] = parts;
        await output.GetChildContentAsync();
        Write(output, new SummaryList
        {
            Rows = parts.Rows,
            Card = Card is null ? null : new SummaryCard
            {
                Title = new CardTitle { Text = Card.ToString(), HeadingLevel = CardLevel },
                Actions = new ActionLinks { Items = parts.CardActions },
            },
            Classes = Classes(output, NoBorder ? "govuk-summary-list--no-border" : null),
            Attributes = Rest(output),
        }.Render());
    }
}

/// <summary>One fact. Its value is <c>value</c> or what stands inside; <c>change</c> is where it can be changed.</summary>
[HtmlTargetElement("govuk-summary-list-row", ParentTag = "govuk-summary-list")]
public sealed class SummaryListRowTagHelper : ComponentTagHelper
{
    /// <summary>What the fact is called.</summary>
    public Wording? Key { get; set; }

    /// <summary>The fact; "Not provided" when there is none.</summary>
    public Wording? Value { get; set; }

    /// <summary>Where the Change link goes.</summary>
    public string? Change { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var parts = (SummaryParts)context.Items[typeof(SummaryParts)];
        var actions = parts.RowActions = [];
        var inside = await ContentOf(output);
        parts.RowActions = null;
        if (Change is not null) actions.Add(new ActionLink { Href = Change, Text = Common.Change.ToString(), VisuallyHiddenText = Key?.ToString() });
        parts.Rows.Add(new SummaryRow
        {
            Key = new Piece { Text = Key?.ToString() },
            Value = new Piece { Html = inside, Text = Value?.ToString() ?? Common.NotProvided.ToString() },
            Actions = actions.Count == 0 ? null : new ActionLinks { Items = actions },
            Classes = Classes(output),
        });
        output.SuppressOutput();
    }
}

/// <summary>A link beside a row, or at the top of the card when it stands in no row.</summary>
[HtmlTargetElement("govuk-summary-list-action")]
public sealed class SummaryListActionTagHelper : ComponentTagHelper
{
    /// <summary>Where it goes.</summary>
    public string? Href { get; set; }

    /// <summary>Its words.</summary>
    public Wording? Label { get; set; }

    /// <summary>More words for screen readers: what it is that is changed.</summary>
    public Wording? HiddenLabel { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var parts = (SummaryParts)context.Items[typeof(SummaryParts)];
        (parts.RowActions ?? parts.CardActions).Add(new ActionLink
        {
            Href = Href,
            Text = Label?.ToString(),
            VisuallyHiddenText = HiddenLabel?.ToString(),
            Attributes = Rest(output),
        });
        output.SuppressOutput();
    }
}

/// <summary>Tasks with their states.</summary>
[HtmlTargetElement("govuk-task-list")]
public sealed class TaskListTagHelper : ComponentTagHelper
{
    /// <summary>The start of the ids; name it when a page has several lists.</summary>
    public string? IdPrefix { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var items = new List<TaskItem>();
        context.Items[typeof(TaskItem)] = items;
        await output.GetChildContentAsync();
        Write(output, new TaskList { IdPrefix = IdPrefix, Items = items, Classes = Classes(output), Attributes = Rest(output) }.Render());
    }
}

/// <summary>One task: <c>tag</c> is the colour of its state, plain text without it; without <c>href</c> it can't be started.</summary>
[HtmlTargetElement("govuk-task-list-item", ParentTag = "govuk-task-list")]
public sealed class TaskListItemTagHelper : ComponentTagHelper
{
    /// <summary>What is to do.</summary>
    public Wording? Title { get; set; }

    /// <summary>Where it is done.</summary>
    public string? Href { get; set; }

    /// <summary>Help under the title.</summary>
    public Wording? Hint { get; set; }

    /// <summary>How it stands.</summary>
    public Wording? Status { get; set; }

    /// <summary>The colour of the state.</summary>
    public string? Tag { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var status = Status?.ToString();
        ((List<TaskItem>)context.Items[typeof(TaskItem)]).Add(new TaskItem
        {
            Title = new Piece { Text = Title?.ToString() },
            Href = Href,
            Hint = Hint is null ? null : new Piece { Text = Hint.ToString() },
            Status = Tag is null
                ? new Components.TaskStatus { Text = status, Classes = Href is null ? "govuk-task-list__status--cannot-start-yet" : null }
                : new Components.TaskStatus { Tag = new Tag { Text = status, Classes = $"govuk-tag--{Tag}" } },
            Classes = Classes(output),
        });
        output.SuppressOutput();
    }
}
