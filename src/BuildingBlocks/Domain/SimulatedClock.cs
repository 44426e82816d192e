namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>The clock of stories, demonstrations and tests: it stands still until it is moved.</summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Moves the clock forward, or back to test a clock that was set wrong.</summary>
    public void Advance(TimeSpan by) => now += by;

    /// <summary>Sets the clock.</summary>
    public void Set(DateTimeOffset to) => now = to;
}
