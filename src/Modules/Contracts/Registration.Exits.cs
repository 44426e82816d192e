using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>Whether an organisation may submit cases and material now. Whoever takes in submissions asks it each time.</summary>
[Needs(Policy.Internal)]
public sealed record DescribeSubmissions(Guid OrganisationId) : IQuery<SubmissionsStanding>;

/// <summary>Whether submissions are taken.</summary>
/// <param name="Allowed">Whether they are.</param>
/// <param name="BecauseCode">Why not: <see cref="NotLive"/> or <see cref="Suspended"/>; null when they are allowed.</param>
public sealed record SubmissionsStanding(bool Allowed, string? BecauseCode)
{
    /// <summary>The organisation is unknown, not live yet, or no longer.</summary>
    public const string NotLive = "not-live";

    /// <summary>HMCTS has suspended its submissions.</summary>
    public const string Suspended = "suspended";
}

/// <summary>An officer asked to suspend an organisation; a senior onboarding manager decides.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="SuspensionId">The suspension.</param>
/// <param name="ScopeCode"><c>submissions</c>, <c>users</c> or <c>all</c>.</param>
/// <param name="ReasonCode">The reason of the catalogue, such as <c>security-incident</c>.</param>
public sealed record SuspensionAsked(Guid OrganisationId, Guid SuspensionId, string ScopeCode, string ReasonCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The second person refused the suspension.</summary>
public sealed record SuspensionRefused(Guid OrganisationId, Guid SuspensionId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation is suspended from now on.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="SuspensionId">The suspension.</param>
/// <param name="ScopeCode"><c>submissions</c>, <c>users</c> or <c>all</c>.</param>
/// <param name="ReasonCode">The reason of the catalogue, such as <c>security-incident</c>.</param>
/// <param name="Urgent">Whether it holds before a second person has confirmed it.</param>
public sealed record OrganisationSuspended(Guid OrganisationId, Guid SuspensionId, string ScopeCode, string ReasonCode, bool Urgent) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A second person confirmed an urgent stop.</summary>
public sealed record SuspensionConfirmed(Guid OrganisationId, Guid SuspensionId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A suspension has ended.</summary>
public sealed record OrganisationReinstated(Guid OrganisationId, Guid SuspensionId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
