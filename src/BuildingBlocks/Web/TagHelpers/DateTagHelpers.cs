using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// A date as people speak of it: "in 3 days, 25 November 2026"; with <c>deadline="true"</c> "5 days overdue", and with
/// <c>working="true"</c> "5 working days overdue". Days are civil days in London. The full date always stands beside it.
/// </summary>
[HtmlTargetElement("cp-date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ContextualDateTagHelper(TimeProvider clock) : TagHelper
{
    /// <summary>The date; nothing is written when there is none.</summary>
    public DateOnly? Value { get; set; }

    /// <summary>Whether something is due by then.</summary>
    public bool Deadline { get; set; }

    /// <summary>Whether the days that people work are counted, as for what somebody has to do.</summary>
    public bool Working { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Value is { } date) output.Content.SetHtmlContent(Write(date, clock.GetUtcNow().CivilDate(), Deadline, Working));
    }

    /// <summary>What the element writes, for pages that write their rows themselves.</summary>
    public static Markup Write(DateOnly date, DateOnly today, bool deadline, bool working)
    {
        var days = working ? WorkingDays.Between(today, date) : date.DayNumber - today.DayNumber;
        var state = !deadline ? "" : date < today ? " cp-deadline--overdue" : days <= 3 ? " cp-deadline--soon" : "";
        return Markup.Of(
            $"""<span class="cp-deadline{state}">{(working && date != today ? WorkingWords(days, date < today, deadline) : Words(days, deadline))}</span> <time datetime="{date.ToString("O", CultureInfo.InvariantCulture)}">({Dates.Word(date, Language.Current)})</time>""");
    }

    private static Text WorkingWords(int days, bool past, bool deadline) => (days, past, deadline) switch
    {
        (0, true, true) => Common.OverdueSinceRest,
        (-1, true, true) => Common.OverdueWorkingOne,
        (_, true, true) => Common.OverdueWorking(-days),
        (0 or -1, true, _) => Common.WorkingDayAgo,
        (_, true, _) => Common.WorkingDaysAgo(-days),
        (1, _, _) => Common.InWorkingDay,
        _ => Common.InWorkingDays(days),
    };

    private static Text Words(int days, bool deadline) => (days, deadline) switch
    {
        (0, true) => Common.DueToday,
        (-1, true) => Common.OverdueOne,
        ( < 0, true) => Common.Overdue(-days),
        (0, _) => Common.Today,
        (1, _) => Common.Tomorrow,
        (-1, _) => Common.Yesterday,
        ( > 0, _) => Common.InDays(days),
        _ => Common.DaysAgo(-days),
    };
}
