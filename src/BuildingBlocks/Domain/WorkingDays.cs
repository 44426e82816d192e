using System.Collections.Frozen;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>Working days in England and Wales: not a Saturday, a Sunday or a bank holiday of <c>bank-holidays.json</c>.</summary>
public static class WorkingDays
{
    private const int EndOfDay = 17;

    private static readonly Lazy<FrozenSet<DateOnly>> Shipped = new(Load);
    private static FrozenSet<DateOnly>? known;

    private static FrozenSet<DateOnly> Holidays => known ?? Shipped.Value;

    /// <summary>The last day for which the bank holidays are known; after it only weekends count, so the file has to grow in time.</summary>
    public static DateOnly KnownUntil => new(Holidays.Max().Year, 12, 31);

    /// <summary>Whether people work on that day.</summary>
    public static bool Is(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>The n-th working day after a day; 0 is the day itself, or the next working day.</summary>
    public static DateOnly After(DateOnly day, int workingDays)
    {
        while (!Is(day)) day = day.AddDays(1);
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (Is(day)) left--;
        }
        return day;
    }

    /// <summary>The n-th working day after something came in; what comes after 5pm in London counts from the next working day.</summary>
    public static DateOnly After(DateTimeOffset at, int workingDays) =>
        After(TimeZoneInfo.ConvertTime(at, Dates.London).Hour < EndOfDay ? at.CivilDate() : at.CivilDate().AddDays(1), workingDays);

    /// <summary>The n-th working day before a day.</summary>
    public static DateOnly Before(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(-1);
            if (Is(day)) left--;
        }
        return day;
    }

    /// <summary>How many working days lie after the first day, up to and including the last; negative when the last is earlier.</summary>
    public static int Between(DateOnly first, DateOnly last)
    {
        if (last < first) return -Between(last, first);
        var count = 0;
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
            if (Is(day)) count++;
        return count;
    }

    /// <summary>
    /// Takes the operator's list for this process: it says what holds in each year that it has, and the file that ships in the other years.
    /// </summary>
    public static void Know(IEnumerable<DateOnly> holidays)
    {
        var given = holidays.ToHashSet();
        var years = given.Select(d => d.Year).ToHashSet();
        given.UnionWith(Shipped.Value.Where(d => !years.Contains(d.Year)));
        if (!given.SetEquals(Holidays)) known = given.ToFrozenSet();
    }

    private static FrozenSet<DateOnly> Load()
    {
        using var file = typeof(WorkingDays).Assembly.GetManifestResourceStream("Domain.bank-holidays.json")!;
        return JsonDocument.Parse(file).RootElement.GetProperty("dates").EnumerateArray()
            .Select(d => DateOnly.ParseExact(d.GetString()!, "O")).ToFrozenSet();
    }
}
