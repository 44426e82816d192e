using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>What has to be seen to before an organisation's account on the platform is closed.</summary>
internal enum DepartureItem
{
    OpenCases,
    Keys,
    FinalReview,
    DataExport,
    Agreements,
    Accounts,
}

/// <summary>How one item of the checklist stands.</summary>
internal sealed record DepartureFinding(DepartureItem Item, bool Done, DepartureCheck? ByHand);

/// <summary>An officer saw that an item is done which no fact of the platform shows yet; how, in words that can be erased.</summary>
internal sealed record DepartureCheck(Guid Id, Guid DepartureId, DepartureItem Item, Guid ReasonId, Guid By, DateTimeOffset At);

/// <summary>
/// An organisation leaves the platform: notice by either side with a last day, from which on the service is shut to it; then a checklist, and a
/// second person of HMCTS closes. Nothing is deleted.
/// </summary>
internal sealed class Departure : Entity
{
    /// <summary>What no part of the platform knows yet, or may not have come about: an officer says how it was seen to.</summary>
    public static readonly IReadOnlyList<DepartureItem> ByHand = [DepartureItem.OpenCases, DepartureItem.Keys, DepartureItem.FinalReview];

    private readonly List<DepartureCheck> checks = [];

    private Departure()
    {
    }

    public Departure(Guid id, Guid organisationId, Party by, string? role, DateOnly lastDay, Guid reasonId, DateTimeOffset at)
    {
        var today = at.CivilDate();
        Rule.Require(lastDay > today && lastDay <= today.AddYears(1), Say.LeavingRuleLastDay(today.AddDays(1), today.AddYears(1)));
        (Id, OrganisationId, Side, NoticeBy, NoticeRole, LastDay, ReasonId, NoticeAt) = (id, organisationId, by.Side, by.PersonId, role, lastDay, reasonId, at);
        Record(new DepartureNoticeGiven(organisationId, id, Side.Code(), lastDay));
    }

    public Guid OrganisationId { get; private init; }
    public Side Side { get; private init; }
    public Guid NoticeBy { get; private init; }
    /// <summary>In which role somebody of the organisation gave it; null for HMCTS, and where it was given before that was kept.</summary>
    public string? NoticeRole { get; private init; }
    public DateTimeOffset NoticeAt { get; private init; }
    public DateOnly LastDay { get; private init; }
    public Guid ReasonId { get; private init; }
    public DateTimeOffset? TakenBackAt { get; private set; }
    public Guid? TakenBackBy { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public Guid? ClosedBy { get; private set; }
    public IReadOnlyList<DepartureCheck> Checks => checks;

    public bool IsPlanned => TakenBackAt is null && LeftAt is null;
    public bool IsOffBoarding => LeftAt is not null && ClosedAt is null;

    /// <summary>Whoever gave the notice may take it back while the organisation is still there.</summary>
    public void TakeBack(Party by, DateTimeOffset at)
    {
        Rule.Require(IsPlanned, Say.LeavingRuleTooLate);
        Rule.Require(by.Side == Side, Say.LeavingRuleOtherSide);
        (TakenBackAt, TakenBackBy) = (at, by.PersonId);
        Record(new DepartureNoticeTakenBack(OrganisationId, Id));
    }

    /// <summary>The organisation is merged into another one instead: the notice no longer says anything.</summary>
    public void GiveWay(Guid by, DateTimeOffset at)
    {
        (TakenBackAt, TakenBackBy) = (at, by);
        Record(new DepartureNoticeTakenBack(OrganisationId, Id));
    }

    public void Leave(DateTimeOffset at)
    {
        LeftAt = at;
        Record(new OrganisationLeft(OrganisationId, Id));
    }

    public void Check(DepartureCheck check)
    {
        Rule.Require(IsOffBoarding, Say.LeavingRuleNotYet);
        Rule.Require(ByHand.Contains(check.Item) && checks.All(c => c.Item != check.Item), Say.LeavingRuleCheckedAlready);
        checks.Add(check);
        Record(new DepartureItemChecked(OrganisationId, Id, Words.Kebab(check.Item.ToString())));
    }

    /// <summary>By somebody else than gave the notice, once everything on the checklist is done.</summary>
    public void Close(IReadOnlyList<DepartureFinding> findings, Guid by, DateTimeOffset at)
    {
        Rule.Require(IsOffBoarding, Say.LeavingRuleNotYet);
        Rule.Require(by != NoticeBy && checks.All(c => c.By != by), Say.LeavingRuleSecondPerson);
        Rule.Require(findings.All(f => f.Done), Say.LeavingRuleOpenItems(string.Join(", ", findings.Where(f => !f.Done).Select(f => f.Item.Name()))));
        (ClosedAt, ClosedBy) = (at, by);
        Record(new OrganisationClosed(OrganisationId, Id));
    }
}
