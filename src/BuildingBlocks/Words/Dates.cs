namespace CommonPlatform.BuildingBlocks.Words;

/// <summary>Dates and times as GOV.UK style words them: 5 January 2026, 9am, 5:30pm; civil time is Europe/London.</summary>
public static class Dates
{
    /// <summary>The civil time zone of England and Wales.</summary>
    public static TimeZoneInfo London { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Welsh =
        ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"];

    /// <summary>The civil date of an instant in London.</summary>
    public static DateOnly CivilDate(this DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, London).DateTime);

    /// <summary>The instant of a civil date and time in London.</summary>
    public static DateTimeOffset InLondon(this DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, London.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>5 January 2026, or 5 Ionawr 2026.</summary>
    public static string Word(DateOnly date, Language language) =>
        $"{date.Day} {(language == Language.Welsh ? Welsh : English)[date.Month - 1]} {date.Year}";

    /// <summary>5 January 2026 at 5:30pm, in London time.</summary>
    public static string Word(DateTimeOffset instant, Language language)
    {
        var local = TimeZoneInfo.ConvertTime(instant, London);
        return $"{Word(DateOnly.FromDateTime(local.DateTime), language)} {(language == Language.Welsh ? "am" : "at")} {Word(TimeOnly.FromDateTime(local.DateTime), language)}";
    }

    /// <summary>9am, 5:30pm, midday, midnight.</summary>
    public static string Word(TimeOnly time, Language language)
    {
        if (time is { Hour: 0, Minute: 0 }) return language == Language.Welsh ? "hanner nos" : "midnight";
        if (time is { Hour: 12, Minute: 0 }) return language == Language.Welsh ? "hanner dydd" : "midday";
        var hour = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        var half = (time.Hour < 12, language) switch
        {
            (true, Language.English) => "am",
            (false, Language.English) => "pm",
            (true, _) => "yb",
            (false, _) => "yh",
        };
        return time.Minute == 0 ? $"{hour}{half}" : $"{hour}:{time.Minute:00}{half}";
    }
}
