using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum Track
{
    Agreements,
    Security,
    Technical,
    SetUp,
}

/// <summary>One readiness review: it confirms that the organisation may go live, or sends the case back to one track.</summary>
internal sealed class ReadinessReview
{
    private ReadinessReview()
    {
    }

    public ReadinessReview(Guid id, Guid organisationId, int number, DateTimeOffset at) => (Id, OrganisationId, Number, BeganAt) = (id, organisationId, number, at);

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public DateTimeOffset BeganAt { get; private init; }
    public bool? Confirmed { get; private set; }
    public Track? BackTo { get; private set; }
    public Guid? ReasonId { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public DateTimeOffset? AskedAgainAt { get; private set; }

    public bool IsOpen => DecidedAt is null;

    public void Decide(Track? backTo, Guid? reasonId, Guid by, DateTimeOffset at) =>
        (Confirmed, BackTo, ReasonId, DecidedBy, DecidedAt) = (backTo is null, backTo, reasonId, by, at);

    public void AskAgain(DateTimeOffset at) => AskedAgainAt = at;
}

/// <summary>The last part of the way: readiness, the day of cut-over, early life support, live. Its id is the organisation's.</summary>
internal sealed class GoLive : Entity
{
    public const int EarlyLifeDays = 30;

    private readonly List<ReadinessReview> reviews = [];

    private GoLive()
    {
    }

    public GoLive(Guid organisationId, DateTimeOffset at)
    {
        (Id, OpenedAt) = (organisationId, at);
        Record(new TracksOpened(organisationId));
    }

    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? ChangedAt { get; private set; }
    public DateTimeOffset? CutOverBeganAt { get; private set; }
    public Guid? CutOverBy { get; private set; }
    public DateTimeOffset? CutOverAt { get; private set; }
    public DateTimeOffset? LiveAt { get; private set; }
    public DateTimeOffset? EarlyLifeProlongedAt { get; private set; }
    public DateTimeOffset? EarlyLifeEndedAt { get; private set; }
    public IReadOnlyList<ReadinessReview> Reviews => reviews;

    public ReadinessReview? Latest => reviews.MaxBy(r => r.Number);

    /// <summary>The number of the review that is open; a further one begins when there is none.</summary>
    public int BeginReview(Guid reviewId, DateTimeOffset at)
    {
        if (Latest is { IsOpen: true } open) return open.Number;
        var review = new ReadinessReview(reviewId, Id, reviews.Count + 1, at);
        reviews.Add(review);
        ChangedAt = at;
        Record(new ReadinessReviewBegan(Id, review.Number));
        return review.Number;
    }

    public void Confirm(IReadOnlyList<GateRow> gates, Guid by, DateTimeOffset at)
    {
        Rule.Require(Latest is { IsOpen: true }, Say.ReadyRuleNoReview);
        Rule.Require(gates.Count == Gates.All.Count && !gates.Any(g => g.Stops), Say.ReadyRuleGatesRed(Gates.Names(gates.Where(g => g.Stops))));
        Latest!.Decide(null, null, by, at);
        ChangedAt = at;
        Record(new ReadinessConfirmed(Id, Latest.Number));
    }

    public void SendBack(Track track, Guid reasonId, Guid by, DateTimeOffset at)
    {
        Rule.Require(Latest is { IsOpen: true }, Say.ReadyRuleNoReview);
        Latest!.Decide(track, reasonId, by, at);
        ChangedAt = at;
        Record(new ReadinessSentBack(Id, Latest.Number, track.Code()));
    }

    public void AskAgain(DateTimeOffset at)
    {
        Rule.Require(Latest is { Confirmed: false, AskedAgainAt: null }, Say.ReadyRuleNotSentBack);
        Latest!.AskAgain(at);
        ChangedAt = at;
        Record(new ReadinessAskedAgain(Id, Latest.Number));
    }

    public void BeginCutOver(DateTimeOffset at)
    {
        CutOverBeganAt = at;
        Record(new CutOverBegun(Id));
    }

    public void CutOver(Guid by, DateTimeOffset at)
    {
        Rule.Require(CutOverBeganAt is not null, Say.CutoverRuleNotToday);
        Rule.Require(CutOverAt is null, Say.CutoverRuleDone);
        (CutOverBy, CutOverAt) = (by, at);
        Record(new CutOverDone(Id));
    }

    public void BeginEarlyLife(DateTimeOffset at)
    {
        Rule.Require(CutOverAt is not null, Say.CutoverRuleChecklistFirst);
        LiveAt = at;
        Record(new OrganisationWentLive(Id));
    }

    /// <summary>False while a gate that has turned red since keeps early life support going.</summary>
    public bool EndEarlyLife(IReadOnlyList<GateRow> gates, DateTimeOffset at)
    {
        Rule.Require(LiveAt is not null, Say.CutoverRuleNotLive);
        if (gates.Any(g => g.Stops))
        {
            EarlyLifeProlongedAt = at;
            Record(new EarlyLifeProlonged(Id));
            return false;
        }
        EarlyLifeEndedAt = at;
        Record(new EarlyLifeEnded(Id));
        return true;
    }

    /// <summary>No gate is red any more: early life support that went on for that reason can end.</summary>
    public void GatesAreMet()
    {
        if (EarlyLifeProlongedAt is not null && EarlyLifeEndedAt is null) Record(new GatesMetAgain(Id));
    }
}
