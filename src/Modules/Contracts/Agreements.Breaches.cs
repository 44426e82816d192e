using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Agreements;

/// <summary>The pack of a review shows a target that was not met; the number counts the reviews in a row.</summary>
public sealed record ServiceBreachFound(Guid OrganisationId, Guid BreachId, string Metric, int InARow) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A service owner said whose fault it was that a target was not met, and why.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="BreachId">The breach.</param>
/// <param name="Metric">The target.</param>
/// <param name="FaultCode"><c>hmcts</c>, <c>organisation</c>, <c>third-party</c>, <c>shared</c> or <c>excused</c>.</param>
public sealed record ServiceBreachAssessed(Guid OrganisationId, Guid BreachId, string Metric, string FaultCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The other side agreed that a target that was not met is excused.</summary>
public sealed record ServiceBreachExcused(Guid OrganisationId, Guid BreachId, string Metric) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A settled dispute corrected the figure of a target that was not met either way: why it was missed has to be said anew.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="BreachId">The breach.</param>
/// <param name="Metric">Which measure, such as M06.</param>
public sealed record ServiceBreachCorrected(Guid OrganisationId, Guid BreachId, string Metric) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A settled dispute corrected the figure to one that meets the target: there was no breach.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="BreachId">The breach.</param>
/// <param name="Metric">Which measure, such as M06.</param>
public sealed record ServiceBreachWithdrawn(Guid OrganisationId, Guid BreachId, string Metric) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One side commented on the minutes of a review; the words are a row of their own.</summary>
public sealed record ServiceReviewCommented(Guid OrganisationId, Guid ReviewId, string SideCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
