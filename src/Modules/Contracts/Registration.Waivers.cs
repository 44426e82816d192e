using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A person of HMCTS asked to waive a gate for a time.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="WaiverId">The waiver.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
public sealed record GateWaiverAsked(Guid OrganisationId, Guid WaiverId, int Gate) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A second person of HMCTS approved the waiver: the gate passes until its last day.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="WaiverId">The waiver.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
/// <param name="ExpiresOn">Its last day.</param>
public sealed record GateWaiverApproved(Guid OrganisationId, Guid WaiverId, int Gate, DateOnly ExpiresOn) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The second person refused the waiver.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="WaiverId">The waiver.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
public sealed record GateWaiverRefused(Guid OrganisationId, Guid WaiverId, int Gate) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The waiver was ended before its last day, or another one took its place after it.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="WaiverId">The waiver.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
public sealed record GateWaiverEnded(Guid OrganisationId, Guid WaiverId, int Gate) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
