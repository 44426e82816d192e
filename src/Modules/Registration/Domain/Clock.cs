using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>A clock that an event starts or stops; without a rule all of the organisation's stop.</summary>
internal sealed record ClockMove(string? Rule, string? Matter, bool Starts, DateOnly? On = null, bool Pauses = false);

/// <summary>A clock of one organisation: from when to when it ran, and whether it ran out. The intervals are what "days with us, days with them" is counted from.</summary>
internal sealed class Clock : Entity
{
    private readonly List<ClockPause> pauses = [];

    private Clock()
    {
    }

    public Guid OrganisationId { get; private init; }
    public string Rule { get; private init; } = "";

    /// <summary>Tells apart clocks of one rule: the agreement, testing or go-live; else empty.</summary>
    public string Matter { get; private init; } = "";
    public Side Side { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>Who did what it waits for a second person about; null where nobody of the platform did.</summary>
    public Guid? StartedBy { get; private init; }
    public DateOnly? On { get; private init; }

    /// <summary>The days of its steps where the operator had set others when it started; they hold for it whatever is set later.</summary>
    public string? Days { get; private init; }
    public DateTimeOffset? StoppedAt { get; private init; }
    public DateTimeOffset? RanOutAt { get; private set; }

    /// <summary>When it stood still, and why.</summary>
    public IReadOnlyList<ClockPause> Pauses => pauses;

    public bool IsPaused => pauses.Any(p => p.ResumedAt is null);

    /// <summary>The day that it runs towards, else that by which it should have stopped: its last step's, or that on which it runs out.</summary>
    public DateOnly DueOn => DueOnAt(StartedAt);

    /// <summary>The same for a clock that is paused, if it ran on now.</summary>
    public DateOnly DueOnAt(DateTimeOffset now) => Plan.DueOn(StartedAt, On, PausedDays(now));

    /// <summary>The working days on which it stood still.</summary>
    public int PausedDays(DateTimeOffset now) => pauses.Sum(p => p.WorkingDaysUntil(now));

    public bool IsAboutDates => Rule.StartsWith("t9-", StringComparison.Ordinal);

    public ClockRule Plan => ClockRule.Of(Rule, Days);

    /// <summary>Stands still until the organisation has answered this question.</summary>
    public void PauseFor(Guid entryId)
    {
        CommonPlatform.BuildingBlocks.Domain.Rule.Require(Plan.CanPause && StoppedAt is null && !IsPaused, Say.ClockRuleCannotPause);
        Record(new ClockPaused(OrganisationId, Id, Rule, entryId));
    }

    public void RunOut(DateTimeOffset at)
    {
        if (RanOutAt is not null) return;
        RanOutAt = at;
        Record(new ClockRanOut(OrganisationId, Id, Rule));
    }

    /// <summary>Working days on which at least one clock of this side ran, or one of the other side stood still for this one.</summary>
    public static int DaysWith(Side side, IEnumerable<Clock> clocks, DateTimeOffset now)
    {
        var days = new HashSet<DateOnly>();
        foreach (var clock in clocks.Where(c => !c.Plan.RunsTowardsADay))
            for (var day = clock.StartedAt.CivilDate().AddDays(1); day <= (clock.StoppedAt ?? now).CivilDate(); day = day.AddDays(1))
                if (WorkingDays.Is(day) && clock.Side == side != clock.pauses.Any(p => p.Covers(day, now))) days.Add(day);
        return days.Count;
    }
}
