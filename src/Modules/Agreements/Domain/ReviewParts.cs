using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Agreements.Domain;

internal enum ReviewState
{
    Booked,
    Collecting,
    Issued,
    Held,
    SignedOff,
    Cancelled,
}

/// <summary>What was said and agreed at the meeting.</summary>
internal sealed record Minutes(string Present, string Summary, string Unusual, string Decisions, int SatisfactionOrganisation, int SatisfactionHmcts);

internal enum ReviewAnswer
{
    Accepted,
    Replaced,
}

/// <summary>What one side says to the minutes, within the days for comments.</summary>
internal sealed record ReviewComment(Guid Id, Guid ServiceReviewId, ReviewSide Side, string Words, Guid By, DateTimeOffset At);

/// <summary>A date for the meeting that one side proposed to the other.</summary>
internal sealed class ReviewProposal
{
    private ReviewProposal()
    {
    }

    public ReviewProposal(Guid id, Guid serviceReviewId, DateOnly on, ReviewSide side, string reason, Guid by, DateTimeOffset at) =>
        (Id, ServiceReviewId, On, Side, Reason, ProposedBy, ProposedAt) = (id, serviceReviewId, on, side, reason, by, at);

    public Guid Id { get; private init; }
    public Guid ServiceReviewId { get; private init; }
    public DateOnly On { get; private init; }
    public ReviewSide Side { get; private init; }
    public string Reason { get; private set; } = "";
    public Guid ProposedBy { get; private init; }
    public DateTimeOffset ProposedAt { get; private init; }
    public ReviewAnswer? Answer { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public bool IsOpen => Answer is null;

    public void Close(ReviewAnswer answer, Guid by, DateTimeOffset at) => (Answer, AnsweredBy, AnsweredAt) = (answer, by, at);
}

/// <summary>A figure of the pack that one side disputes, and what the other side said to it. The frozen figure stays as it is.</summary>
internal sealed class FigureDispute
{
    public const string Held = "held";
    public const string Corrected = "corrected";
    public const string Noted = "noted";

    private FigureDispute()
    {
    }

    public FigureDispute(Guid id, Guid serviceReviewId, string measure, ReviewSide side, string reason, Guid by, DateTimeOffset at) =>
        (Id, ServiceReviewId, Measure, Side, Reason, RaisedBy, RaisedAt) = (id, serviceReviewId, measure, side, reason, by, at);

    public static IReadOnlyList<string> Outcomes { get; } = [Held, Corrected, Noted];

    public Guid Id { get; private init; }
    public Guid ServiceReviewId { get; private init; }
    public string Measure { get; private init; } = "";
    public ReviewSide Side { get; private init; }
    public string Reason { get; private set; } = "";
    public Guid RaisedBy { get; private init; }
    public DateTimeOffset RaisedAt { get; private init; }
    public string? Outcome { get; private set; }
    public string? CorrectedValue { get; private set; }
    public string? OutcomeReason { get; private set; }
    public Guid? SettledBy { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    public bool IsOpen => Outcome is null;

    public void Settle(string outcome, string? corrected, string reason, Guid by, DateTimeOffset at) =>
        (Outcome, CorrectedValue, OutcomeReason, SettledBy, SettledAt) = (outcome, corrected, reason, by, at);
}

internal static class ReviewSides
{
    public static string Code(this ReviewSide side) => side == ReviewSide.Hmcts ? "hmcts" : "organisation";

    /// <summary>For whom a service owner acts in the reviews of an organisation.</summary>
    /// <exception cref="NotFoundException">They are the service owner of neither side.</exception>
    public static ReviewParty ForReviewsOf(this Actor actor, Guid organisationId) => actor.PersonId is { } person && actor.SideIn(organisationId) is { } side
        ? new ReviewParty(side, person)
        : throw new NotFoundException();

    /// <summary>The side whose service owner this is; null for everybody else, and for one of HMCTS who is of the organisation in another role.</summary>
    public static ReviewSide? SideIn(this Actor actor, Guid organisationId)
    {
        if (actor.IsFor(organisationId, Roles.OrganisationServiceOwner)) return ReviewSide.Organisation;
        return !actor.IsFor(organisationId) && actor.Held.Any(h => h is { Role: Roles.HmctsServiceOwner, OrganisationId: null }) ? ReviewSide.Hmcts : null;
    }

    /// <summary>Whether somebody may read the service levels and reviews of an organisation: its own people, and those of HMCTS who see onboarding.</summary>
    public static bool MayReadReviewsOf(this Actor actor, Guid organisationId) => Policy.ReadOnboarding.Allows(actor) || actor.IsFor(organisationId);
}
