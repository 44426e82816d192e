using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>An officer asked to merge an accepted organisation into another one; a senior onboarding manager decides.</summary>
/// <param name="OrganisationId">The organisation that ends.</param>
/// <param name="MergerId">The merger.</param>
/// <param name="IntoId">The organisation that goes on.</param>
public sealed record MergerAsked(Guid OrganisationId, Guid MergerId, Guid IntoId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The second person refused the merger.</summary>
public sealed record MergerRefused(Guid OrganisationId, Guid MergerId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>
/// The organisation is merged into another one, for good: an accepted one by two people, or one whose application duplicates the other's and wasn't decided
/// on. What is in force with it passes to the other one (onboarding reference, 2.6), its open service review is cancelled, and nothing goes on.
/// </summary>
/// <param name="OrganisationId">The organisation that ends.</param>
/// <param name="MergerId">The merger.</param>
/// <param name="IntoId">The organisation that goes on.</param>
/// <param name="Reissue">Whether the agreements of the one that goes on are issued anew; else a novation note is enough.</param>
public sealed record OrganisationMerged(Guid OrganisationId, Guid MergerId, Guid IntoId, bool Reissue) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Another organisation was merged into this one.</summary>
/// <param name="OrganisationId">The organisation that goes on.</param>
/// <param name="MergerId">The merger.</param>
/// <param name="MergedId">The organisation that ended.</param>
public sealed record OrganisationTakenIn(Guid OrganisationId, Guid MergerId, Guid MergedId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
