using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Reads what a forecast is made from.</summary>
internal sealed class Forecasts(RegistrationDbContext db, PlatformDbContext platform, ReferenceLists lists, TimeProvider clock)
{
    /// <summary>What is known of a case between its first submission and its go-live; null before and after.</summary>
    public async Task<Situation?> Situation(Guid organisationId, CancellationToken cancellationToken)
    {
        var parts = await Progressed(organisationId, cancellationToken);
        if (parts[Part.Registration].From is null || parts[Part.Countdown].IsDone) return null;
        var today = clock.GetUtcNow().CivilDate();
        var schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == organisationId, cancellationToken);
        var (application, calendar) = (await db.Applications.AsNoTracking().Of(organisationId).FirstAsync(cancellationToken), await lists.Calendar(cancellationToken));
        var plan = Planning.Of(application, calendar, today);
        return new(
            KindOf(application), plan.BuildsInterface, today, parts, schedule?.TestingTo,
            schedule?.TestingTo is null && plan.Earliest is { } ready ? WorkingDays.After(ready, plan.ShortestTesting) : null, schedule?.GoLiveOn);
    }

    /// <summary>In the order in which things happened; what has no place in it yet happened last.</summary>
    public async Task<IReadOnlyDictionary<Part, Stretch>> Progressed(Guid organisationId, CancellationToken cancellationToken) => Progress.Of(
        (await platform.Events.AsNoTracking().Where(e => e.Subject == organisationId && Progress.Events.Contains(e.Name))
            .Select(e => new { e.Id, e.Name, e.At, Position = platform.EventPositions.Where(p => p.EventId == e.Id).Select(p => (long?)p.Position).FirstOrDefault() }).ToListAsync(cancellationToken))
        .OrderBy(e => e.Position ?? long.MaxValue).ThenBy(e => e.Id).Select(e => (e.Name, e.At.CivilDate())));

    /// <summary>How long every other organisation took that went live before today.</summary>
    public async Task<List<FinishedCase>> History(CancellationToken cancellationToken)
    {
        var today = clock.GetUtcNow().CivilDate();
        return await db.FinishedCases.AsNoTracking().Where(f => f.LiveOn < today).ToListAsync(cancellationToken);
    }

    public static string KindOf(Application application) => (application.Latest?.Answers ?? application.Answers).Organisation?.Category ?? "";
}
