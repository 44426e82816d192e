using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A person made a secret address at which a calendar program fetches dates.</summary>
/// <param name="FeedId">The feed.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="OrganisationId">Whose dates it has; null for somebody of HMCTS.</param>
public sealed record CalendarFeedMade(Guid FeedId, Guid PersonId, Guid? OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId ?? PersonId;
}

/// <summary>The secret address of a calendar feed holds no longer.</summary>
/// <param name="FeedId">The feed.</param>
/// <param name="PersonId">Whose it was.</param>
/// <param name="OrganisationId">Whose dates it had; null for somebody of HMCTS.</param>
public sealed record CalendarFeedRevoked(Guid FeedId, Guid PersonId, Guid? OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId ?? PersonId;
}
