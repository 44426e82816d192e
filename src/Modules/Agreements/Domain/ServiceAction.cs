using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>Which of the two parties somebody acts for.</summary>
internal enum ReviewSide
{
    Organisation,
    Hmcts,
}

/// <summary>A service owner who acts for one side.</summary>
internal sealed record ReviewParty(ReviewSide Side, Guid PersonId);

/// <summary>What one named person is to do by a day. It is carried over from review to review until it is done, or dropped with a reason.</summary>
internal sealed class ServiceAction : Entity
{
    public const string Done = "done";
    public const string Dropped = "dropped";

    private ServiceAction()
    {
    }

    public ServiceAction(Guid id, ServiceReview review, string what, ReviewSide side, string who, DateOnly due, ReviewParty by, DateTimeOffset at, DateOnly today)
    {
        Rule.Require(review.IssuedAt is not null && !review.IsSignedOff, Say.ActionRuleWhen);
        Rule.Require(due > today, Say.ActionRuleFuture);
        Id = id;
        (OrganisationId, ReviewId, What, Side, Who, DueOn, AgreedBy, AgreedAt) = (review.OrganisationId, review.Id, what, side, who, due, by.PersonId, at);
        review.Agree(this);
    }

    public Guid OrganisationId { get; private set; }

    /// <summary>The organisation that had agreed it, if that was merged into this one.</summary>
    public Guid? PassedFrom { get; private set; }
    public DateTimeOffset? PassedAt { get; private set; }
    public Guid ReviewId { get; private init; }
    public string What { get; private set; } = "";
    public ReviewSide Side { get; private init; }
    public string Who { get; private set; } = "";
    public DateOnly DueOn { get; private init; }
    public Guid AgreedBy { get; private init; }
    public DateTimeOffset AgreedAt { get; private init; }
    public string? Outcome { get; private set; }
    public string? OutcomeText { get; private set; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOpen => Outcome is null;

    public bool IsLate(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>It doesn't end with its organisation: the one into which that is merged goes on with it.</summary>
    public void PassTo(Guid organisationId, DateTimeOffset at)
    {
        Rule.Require(IsOpen, Say.ActionRuleEnded);
        Record(new ServiceActionPassed(organisationId, Id, OrganisationId));
        (PassedFrom, PassedAt, OrganisationId) = (PassedFrom ?? OrganisationId, at, organisationId);
    }

    public void End(string outcome, string? text, ReviewParty by, DateTimeOffset at)
    {
        Rule.Require(IsOpen, Say.ActionRuleEnded);
        (Outcome, OutcomeText, EndedBy, EndedAt) = (outcome, text, by.PersonId, at);
        Record(new ServiceActionEnded(OrganisationId, Id, outcome));
    }
}
