using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>
/// A target that the frozen pack of a review shows as not met: by how much, whose fault it was, why, and what is done about it. The same target
/// missed in two reviews in a row needs an action that improves it, in three it goes to the signatories of the memorandum (SLA reference 4.1).
/// </summary>
internal sealed class ServiceBreach : Entity
{
    public const int RowForAPlan = 2;
    public const int RowForTheSignatories = 3;
    public const string Excused = "excused";

    private ServiceBreach()
    {
    }

    /// <param name="id">Its id.</param>
    /// <param name="review">The review whose pack shows it.</param>
    /// <param name="figure">The frozen figure.</param>
    /// <param name="before">The breach of the same target in the review before; null when there was none.</param>
    public ServiceBreach(Guid id, ServiceReview review, Figure figure, ServiceBreach? before)
    {
        (Id, OrganisationId, ReviewId, Measure, Consecutive) = (id, review.OrganisationId, review.Id, figure.Measure, 1 + (before?.Consecutive ?? 0));
        (Value, Target, Cases) = (figure.ValueWords(), figure.Target?.ToString("0.##", CultureInfo.InvariantCulture), figure.Missed);
        Record(new ServiceBreachFound(OrganisationId, id, Measure, Consecutive));
    }

    /// <summary>Whose fault it was; the codes of the form.</summary>
    public static IReadOnlyList<string> Faults { get; } = ["hmcts", "organisation", "third-party", "shared", Excused];

    public Guid OrganisationId { get; private init; }
    public Guid ReviewId { get; private init; }
    public string Measure { get; private init; } = "";

    /// <summary>In how many reviews in a row, with this one.</summary>
    public int Consecutive { get; private init; }
    public string Value { get; private set; } = "";
    public string? Target { get; private init; }
    public int? Cases { get; private init; }
    public string? Fault { get; private set; }
    public string? RootCause { get; private set; }
    public string? Excuse { get; private set; }
    public Guid? ActionId { get; private set; }
    public ReviewSide? AssessedFor { get; private set; }
    public Guid? AssessedBy { get; private set; }
    public DateTimeOffset? AssessedAt { get; private set; }
    public Guid? ExcuseApprovedBy { get; private set; }
    public DateTimeOffset? ExcuseApprovedAt { get; private set; }


    /// <summary>When a correction of the figure showed that the target was met after all.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public string TargetWords(Language language) =>
        ServiceMeasure.Find(Measure)!.TargetWords(Target is null ? null : decimal.Parse(Target, CultureInfo.InvariantCulture), language);

    public bool NeedsAPlan => WithdrawnAt is null && Consecutive >= RowForAPlan;

    public bool WaitsForApproval => WithdrawnAt is null && Fault == Excused && ExcuseApprovedAt is null;

    /// <summary>Whether it stands in the way of signing the review off.</summary>
    public bool IsOpen => NeedsAPlan && (Fault is null || WaitsForApproval);

    /// <summary>A dispute corrected the figure: the breach is withdrawn when the target was met, and assessed anew when it was missed by another number.</summary>
    public void Correct(Figure corrected, DateTimeOffset at)
    {
        Value = corrected.ValueWords();
        (Fault, RootCause, Excuse, ActionId, AssessedFor, AssessedBy, AssessedAt, ExcuseApprovedBy, ExcuseApprovedAt) = (null, null, null, null, null, null, null, null, null);
        WithdrawnAt = corrected.Standing == FigureStanding.Met ? at : null;
        if (WithdrawnAt is null) Record(new ServiceBreachCorrected(OrganisationId, Id, Measure));
        else Record(new ServiceBreachWithdrawn(OrganisationId, Id, Measure));
    }

    /// <summary>Whether the service owners can still say why: until the first of them has signed the review off.</summary>
    public bool IsOpenIn(ServiceReview review) => WithdrawnAt is null && review is { SignedForHmctsAt: null, SignedForOrganisationAt: null };

    public void Assess(string fault, string rootCause, string? excuse, Guid? actionId, ReviewParty by, DateTimeOffset at)
    {
        Rule.Require(WithdrawnAt is null, Say.BreachRuleWithdrawn);
        Rule.Require(!NeedsAPlan || fault == Excused || actionId is not null, Say.BreachRulePlan(Consecutive));
        (Fault, RootCause, Excuse, ActionId) = (fault, rootCause, fault == Excused ? excuse : null, actionId);
        (AssessedFor, AssessedBy, AssessedAt, ExcuseApprovedBy, ExcuseApprovedAt) = (by.Side, by.PersonId, at, null, null);
        Record(new ServiceBreachAssessed(OrganisationId, Id, Measure, fault));
    }

    /// <summary>The other side agrees that nobody is to blame.</summary>
    public void ApproveExcuse(ReviewParty by, DateTimeOffset at)
    {
        Rule.Require(WaitsForApproval, Say.BreachRuleNoExcuse);
        Rule.Require(AssessedFor != by.Side && AssessedBy != by.PersonId, Say.BreachRuleOtherSide);
        (ExcuseApprovedBy, ExcuseApprovedAt) = (by.PersonId, at);
        Record(new ServiceBreachExcused(OrganisationId, Id, Measure));
    }
}
