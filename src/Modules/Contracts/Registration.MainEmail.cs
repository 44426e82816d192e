using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A link was sent to the organisation's main email address, by which whoever reads it confirms it.</summary>
public sealed record MainEmailLinkSent(Guid OrganisationId, Guid CheckId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Somebody who reads the organisation's main email address confirmed it.</summary>
public sealed record MainEmailConfirmed(Guid OrganisationId, Guid CheckId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
