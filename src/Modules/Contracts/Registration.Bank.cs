using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A second person has confirmed the bank details.</summary>
public sealed record BankDetailsConfirmed(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An organisation proposed another bank account.</summary>
public sealed record BankChangeProposed(Guid OrganisationId, Guid BankChangeId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A finance officer confirmed another bank account; from the second confirmation on it is the account.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="BankChangeId">The change.</param>
/// <param name="Number">1 or 2.</param>
public sealed record BankChangeConfirmed(Guid OrganisationId, Guid BankChangeId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>HMCTS refused another bank account; the one of before goes on.</summary>
public sealed record BankChangeRefused(Guid OrganisationId, Guid BankChangeId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>No bank details are needed: the organisation claims nothing that would be paid to it.</summary>
public sealed record BankDetailsNotNeeded(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
