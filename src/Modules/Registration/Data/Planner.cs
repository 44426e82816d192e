using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Finds what limits the dates of an organisation, and whether a week has room for one more.</summary>
internal sealed class Planner(RegistrationDbContext db, UnitOfWork unit, ReferenceLists lists, TimeProvider clock)
{
    public async Task<Planning> Of(Guid organisationId, CancellationToken cancellationToken) => Planning.Of(
        await db.Applications.Of(organisationId).FirstAsync(cancellationToken), await lists.Calendar(cancellationToken), clock.GetUtcNow().CivilDate());

    /// <summary>Refuses a day in a week that is full. Whoever asks about a week waits for whoever asked before, until that one's dates are written.</summary>
    public async Task RequireRoom(Guid organisationId, DateKind kind, DateOnly day, CancellationToken cancellationToken)
    {
        await unit.Execute(
            "insert into registration_service_weeks (monday, kind) values (@monday, @kind) on conflict (monday, kind) do update set kind = excluded.kind",
            cancellationToken, ("@monday", Monday(day)), ("@kind", kind.ToString()));
        var calendar = await lists.Calendar(cancellationToken);
        if (!await HasRoom(calendar, organisationId, kind, day, cancellationToken)) throw new RuleBrokenException(Say.DatesRuleWeekFull(Monday(day), calendar.MostInWeekOf(day)));
    }

    /// <summary>The first day from this one on that is a working day outside freezes in a week with room for going live.</summary>
    public async Task<DateOnly> FirstGoLive(Guid organisationId, DateOnly from, CancellationToken cancellationToken)
    {
        var calendar = await lists.Calendar(cancellationToken);
        for (var day = from; ; day = day.AddDays(1))
            if (WorkingDays.Is(day) && calendar.Freeze(day, day) is null && await HasRoom(calendar, organisationId, DateKind.GoLive, day, cancellationToken)) return day;
    }

    private async Task<bool> HasRoom(ServiceCalendar calendar, Guid organisationId, DateKind kind, DateOnly day, CancellationToken cancellationToken)
    {
        if (calendar.MostInWeekOf(day) is not { } most) return true;
        var (first, last) = (Monday(day), Monday(day).AddDays(6));
        var others = db.Schedules.Where(s => s.Id != organisationId);
        var taken = await (kind == DateKind.Testing
            ? others.CountAsync(s => s.TestingFrom >= first && s.TestingFrom <= last, cancellationToken)
            : others.CountAsync(s => s.GoLiveOn >= first && s.GoLiveOn <= last, cancellationToken));
        return taken < most;
    }

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}

/// <summary>A week that somebody asked about; its row is locked while dates in it are being agreed.</summary>
internal sealed class ServiceWeek
{
    public DateOnly Monday { get; private init; }
    public DateKind Kind { get; private init; }
}
