using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>The forecast of an organisation's go-live is more than ten working days later than the one that its officer was last told of.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ForecastId">The forecast, as it was frozen.</param>
/// <param name="WorkingDays">By how many working days it slipped.</param>
/// <param name="On">The day by which going live is now as likely as not.</param>
public sealed record GoLiveForecastSlipped(Guid OrganisationId, Guid ForecastId, int WorkingDays, DateOnly On) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
