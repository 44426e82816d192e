using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>The organisation has uploaded a produced notice.</summary>
public sealed record NoticeUploaded(Guid OrganisationId, Guid FileId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One side proposed dates to the other.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ProposalId">The proposal.</param>
/// <param name="DateCode"><c>testing</c> or <c>go-live</c>.</param>
/// <param name="SideCode">Who proposed: <c>organisation</c> or <c>hmcts</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; the same for a go-live date.</param>
public sealed record DatesProposed(Guid OrganisationId, Guid ProposalId, string DateCode, string SideCode, DateOnly From, DateOnly To) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The test manager recorded the results of testing; the organisation's service owner has to sign them off.</summary>
public sealed record TestResultsRecorded(Guid OrganisationId, int Scripts, int LesserDefects) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Nobody answered proposed dates in time: the proposal is void.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ProposalId">The proposal.</param>
/// <param name="DateCode"><c>testing</c> or <c>go-live</c>.</param>
public sealed record DatesProposalLapsed(Guid OrganisationId, Guid ProposalId, string DateCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

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

/// <summary>A live organisation no longer meets a condition of going live.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
public sealed record LiveGateTurnedRed(Guid OrganisationId, int Gate) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A person of HMCTS confirmed a gate by hand, with a document.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Gate">The number of the gate, 1 to 13.</param>
/// <param name="Confirmations">1 for the first person, 2 for the second, with whom it counts.</param>
public sealed record GateConfirmedByHand(Guid OrganisationId, int Gate, int Confirmations) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
