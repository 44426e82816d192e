using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Web.Components;

namespace CommonPlatform.Registration;

/// <summary>
/// Writes the rows of the board as <c>govuk-table</c> with <c>cards="true"</c> would: two hundred cells through tag helpers take longer than the
/// rest of the page. A test holds the two side by side.
/// </summary>
internal static class BoardRows
{
    public static Markup Write(BoardRow row, bool mayDecide, DateOnly today)
    {
        var (one, id) = (row.Case, row.Case.Id.ToString("D"));
        var decide = Markup.If(
            mayDecide && one.Stage is Stage.Submitted or Stage.Triage,
            $"""<br><a class="govuk-link" href="/officer/org/{id}/decide/application">{Say.DecideLink}<span class="govuk-visually-hidden">: {one.Name}</span></a>""");
        return Markup.Of(
            $"""
            <tr class="govuk-table__row" role="row">{(mayDecide ? Cell(Say.AssignColumn, Choice(one, id)) : Markup.None)}
              <th class="govuk-table__header" role="rowheader" scope="row"><a class="govuk-link cp-reference" href="/officer/org/{id}">{one.Name}</a><br><span class="govuk-body-s">{one.Reference}</span></th>
              {Cell(Say.ColumnStage, Markup.Of($"""<strong class="govuk-tag govuk-tag--{one.Stage.Colour()}">{one.Stage.Name()}</strong><br><span class="govuk-body-s">{Say.StepsDone(row.Onboarding.Done, row.Onboarding.Steps)}</span>"""))}
              {Cell(Say.ColumnTurn, Markup.Of($"{row.Onboarding.Who}"))}
              {Cell(Say.ColumnWhy, Markup.Of($"{row.Onboarding.Why}{decide}"))}
              {Cell(Say.ColumnOwner, Markup.Encoded(row.Owner ?? Say.OwnerNobody.ToString()))}
              {Cell(Say.ColumnNext, Next(one, today))}
            </tr>
            """);
    }

    private static Markup Next(OnboardingCase one, DateOnly today) => one.NextOn is { } next
        ? Markup.Of($"{Markup.If(one.Stage == Stage.Draft, $"{Say.NextLapses} ")}{ContextualDateTagHelper.Write(next, today, deadline: true, one.CountsWorkingDays(one.NextClock))}{Of(one.NextClock)}")
        : Markup.Of($"{Say.NoDate}");

    /// <summary>What is due, where it isn't what the stage says already.</summary>
    private static Markup Of(string? clock) => clock is null ? Markup.None : Markup.Of($"""<br><span class="govuk-body-s">{Words.Clock(clock)}</span>""");

    private static Markup Cell(BuildingBlocks.Words.Text heading, Markup content) => Markup.Of($"""<td class="govuk-table__cell" role="cell" data-label="{heading}">{content}</td>""");

    private static Markup Choice(OnboardingCase one, string id) => Markup.Of(
        $"""
        <div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" name="Chosen" value="{new SeenCase(one.Id, one.OwnerId).ToString()}" id="Chosen-{id}" form="assign"{Markup.If(one.IsOver, $" disabled=\"disabled\"")}>
        <label class="govuk-label govuk-checkboxes__label" for="Chosen-{id}"><span class="govuk-visually-hidden">{Say.AssignChoose(one.Name)}</span></label>
        </div></div>
        """);
}
