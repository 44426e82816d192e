using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A target of HMCTS stands still until the organisation has answered a question of the conversation.</summary>
public sealed record ClockPaused(Guid OrganisationId, Guid ClockId, string Rule, Guid EntryId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
