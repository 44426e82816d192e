using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>A time during which a clock of HMCTS stood still, since the organisation was asked something: the days on it are the organisation's.</summary>
/// <param name="ReasonCode">Why: <see cref="Returned"/> or <see cref="Question"/>.</param>
/// <param name="EntryId">The question of the conversation that it waits for.</param>
internal sealed record ClockPause(Guid Id, Guid ClockId, string ReasonCode, Guid? EntryId, DateTimeOffset PausedAt, DateTimeOffset? ResumedAt)
{
    public const string Returned = "returned";
    public const string Question = "question";

    /// <summary>Whether this day counts as a day on which the clock stood: the days after the one on which it began, up to its last.</summary>
    public bool Covers(DateOnly day, DateTimeOffset now) => day > PausedAt.CivilDate() && day <= (ResumedAt ?? now).CivilDate();

    public int WorkingDaysUntil(DateTimeOffset now) => Math.Max(0, WorkingDays.Between(PausedAt.CivilDate(), (ResumedAt ?? now).CivilDate()));
}
