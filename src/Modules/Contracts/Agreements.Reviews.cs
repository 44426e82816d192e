using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Agreements;

/// <summary>Opens the review of a quarter that is over, once the organisation is live; until then it says when to ask again.</summary>
[Needs(Policy.Internal)]
public sealed record OpenServiceReview(Guid OrganisationId) : ICommand<ReviewTurn>;

/// <summary>Books the review that follows one that both service owners have signed off.</summary>
[Needs(Policy.Internal)]
public sealed record BookNextServiceReview(Guid OrganisationId) : ICommand<ReviewTurn>;

/// <summary>Where the review is that is to be held next.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Opened">Whether its quarter is over and its figures are being collected.</param>
/// <param name="QuarterOver">The morning after its quarter.</param>
public sealed record ReviewTurn(int Number, bool Opened, DateTimeOffset QuarterOver);

/// <summary>The quarterly reviews whose meeting is on one of these days, the earliest first.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
[Needs(Policy.Internal)]
public sealed record FindReviewDays(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<ReviewDay>>;

/// <summary>The day of one quarterly review.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="On">The day of the meeting.</param>
public sealed record ReviewDay(Guid OrganisationId, int Number, DateOnly On);

/// <summary>A figure that the platform does not compute was entered, with its source.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Metric"><c>M01</c> to <c>M22</c>.</param>
/// <param name="Ends">The last day of the quarter.</param>
public sealed record ServiceFigureEntered(Guid OrganisationId, Guid EntryId, string Metric, DateOnly Ends) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A review has another date: both service owners agreed on it, or the organisation went live in another quarter than was thought.</summary>
public sealed record ServiceReviewMoved(Guid OrganisationId, Guid ReviewId, int Number, DateOnly On) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}

/// <summary>The quarter is over: the figures of its review are collected.</summary>
public sealed record ServiceReviewOpened(Guid OrganisationId, Guid ReviewId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}

/// <summary>The pack is frozen, stored and with both service owners.</summary>
public sealed record ServiceReviewPackIssued(Guid OrganisationId, Guid ReviewId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}

/// <summary>One service owner proposed another date for the meeting.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ReviewId">The review.</param>
/// <param name="On">The date.</param>
/// <param name="SideCode"><c>hmcts</c> or <c>organisation</c>.</param>
public sealed record ServiceReviewDateProposed(Guid OrganisationId, Guid ReviewId, DateOnly On, string SideCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One service owner disputes a figure of the pack.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Metric">The figure.</param>
/// <param name="SideCode"><c>hmcts</c> or <c>organisation</c>.</param>
public sealed record ServiceFigureDisputed(Guid OrganisationId, Guid DisputeId, string Metric, string SideCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The other side has settled a dispute.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Metric">The figure.</param>
/// <param name="OutcomeCode"><c>held</c>, <c>corrected</c> or <c>noted</c>.</param>
public sealed record ServiceDisputeSettled(Guid OrganisationId, Guid DisputeId, string Metric, string OutcomeCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation was merged into another one: its open review won't be held.</summary>
public sealed record ServiceReviewCancelled(Guid OrganisationId, Guid ReviewId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}

/// <summary>The meeting was held and its minutes are there.</summary>
public sealed record ServiceReviewHeld(Guid OrganisationId, Guid ReviewId, int Number, DateOnly On) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}

/// <summary>The minutes were put right before anybody signed them off.</summary>
public sealed record ServiceReviewMinutesCorrected(Guid OrganisationId, Guid ReviewId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An action was agreed, with its person and date.</summary>
public sealed record ServiceActionAgreed(Guid OrganisationId, Guid ActionId, DateOnly DueOn) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An action is over.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ActionId">The action.</param>
/// <param name="OutcomeCode"><c>done</c> or <c>dropped</c>.</param>
public sealed record ServiceActionEnded(Guid OrganisationId, Guid ActionId, string OutcomeCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An open action went over to the organisation into which the one that had agreed it was merged.</summary>
/// <param name="OrganisationId">The organisation that goes on, whose reviews carry it from then on.</param>
/// <param name="ActionId">The action.</param>
/// <param name="FromId">The organisation that ended.</param>
public sealed record ServiceActionPassed(Guid OrganisationId, Guid ActionId, Guid FromId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation's service owner has signed the review off.</summary>
public sealed record ServiceReviewSignedByOrganisation(Guid OrganisationId, Guid ReviewId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}

/// <summary>The service owner of HMCTS has signed the review off.</summary>
public sealed record ServiceReviewSignedByHmcts(Guid OrganisationId, Guid ReviewId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"review:{Number}";
}
