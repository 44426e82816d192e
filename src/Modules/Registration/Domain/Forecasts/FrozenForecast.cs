namespace CommonPlatform.Registration;

/// <summary>
/// A forecast as it was made, never changed: what it said, what it was drawn from, and what was known then. After go-live it is judged by the
/// day on which the organisation went live. Several of one day stand when something moved several times: officers read and were told each.
/// </summary>
internal sealed record FrozenForecast(
    Guid Id, Guid OrganisationId, DateTimeOffset MadeAt, DateOnly MadeOn, Stage Stage, DateOnly MedianOn, DateOnly LikelyOn, DateOnly NaiveOn, Comparable From, int Cases,
    Part? MovesMost, int DaysSaved, string Inputs, string InputsHash, int SlippedBy)
{
    /// <summary>A slip of more working days than this is told to the officer (onboarding reference, T15).</summary>
    public const int Tolerated = 10;

    public bool IsSlip => SlippedBy > Tolerated;
}
