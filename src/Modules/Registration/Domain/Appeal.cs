using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>An organisation asks for a rejection to be looked at again, by a senior onboarding manager who had no part in it. One for each application.</summary>
internal sealed class Appeal : Entity
{
    public const int WorkingDaysToAppeal = 20;

    private Appeal()
    {
    }

    public Appeal(Guid id, Application application, Guid reasonId, Guid by, DateTimeOffset at)
    {
        Rule.Require(application.EndedAs == Ending.Rejected, Say.RuleNothingToAppeal);
        Rule.Require(at.CivilDate() <= LastDay(application), Say.RuleAppealTooLate(LastDay(application)));
        (Id, OrganisationId, ApplicationId, ReasonId, MadeBy, MadeAt) = (id, application.OrganisationId, application.Id, reasonId, by, at);
        application.Appeal();
    }

    public Guid OrganisationId { get; private init; }
    public Guid ApplicationId { get; private init; }
    public Guid ReasonId { get; private init; }
    public Guid MadeBy { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public bool? Upheld { get; private set; }
    public Guid? DecisionReasonId { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    public static DateOnly LastDay(Application application) => WorkingDays.After(application.EndedAt!.Value, WorkingDaysToAppeal);

    public void Decide(bool upheld, Guid reasonId, Application application, Officer by, DateTimeOffset at)
    {
        Rule.Require(Upheld is null, Say.RuleAppealDecided);
        Rule.Require(application.Decisions.All(d => d.By != by.PersonId), Say.RuleAppealOtherPerson);
        application.RequireStranger(by);
        (Upheld, DecisionReasonId, DecidedBy, DecidedAt) = (upheld, reasonId, by.PersonId, at);
        Record(new AppealDecided(OrganisationId, upheld));
    }
}
