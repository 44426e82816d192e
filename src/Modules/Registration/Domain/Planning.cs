using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>What limits the dates of one organisation.</summary>
/// <param name="BuildsInterface">Whether it comes by the interface, which takes longer to test than the manual route.</param>
/// <param name="Earliest">The first day on which its supplier is ready; null where nothing was said.</param>
/// <param name="Calendar">When the service takes organisations on.</param>
/// <param name="Today">The day of asking.</param>
internal sealed record Planning(bool BuildsInterface, DateOnly? Earliest, ServiceCalendar Calendar, DateOnly Today)
{
    private const int Manual = 5;
    private const int Interface = 15;

    /// <summary>The least number of working days that testing takes.</summary>
    public int ShortestTesting => BuildsInterface ? Interface : Manual;

    public static Planning Of(Application application, ServiceCalendar calendar, DateOnly today)
    {
        var answers = application.Submissions.Count > 0 ? application.Answers.Api : null;
        if (answers is not { Builds: true }) return new(false, null, calendar, today);
        var ready = int.TryParse(answers.LeadTimeWeeks, out var weeks) ? application.Submissions[^1].At.CivilDate().AddDays(7 * weeks) : (DateOnly?)null;
        return new(true, ready > answers.EarliestStart || answers.EarliestStart is null ? ready : answers.EarliestStart, calendar, today);
    }

    public void RequireTesting(DateOnly from, DateOnly to)
    {
        RequireDays(from, to);
        Rule.Require(to > from, Say.DatesRuleOrder);
        Rule.Require(Earliest is null || from >= Earliest, Say.DatesRuleLeadTime(Earliest));
        Rule.Require(WorkingDays.Between(from, to) + 1 >= ShortestTesting, Say.DatesRuleTooShort(ShortestTesting));
    }

    /// <summary>First and last day lie ahead, on working days, and no freeze touches what is between them.</summary>
    public void RequireDays(DateOnly from, DateOnly to)
    {
        RequireWorkingDay(from);
        RequireWorkingDay(to);
        if (Calendar.Freeze(from, to) is { } freeze) throw new RuleBrokenException(Say.DatesRuleFreeze(freeze.From, freeze.To));
    }

    private void RequireWorkingDay(DateOnly day)
    {
        Rule.Require(day > Today, Say.DatesRulePast(day));
        Rule.Require(WorkingDays.Is(day), Say.DatesRuleWorkingDay(day));
    }
}
