using System.Globalization;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>One date of a calendar file.</summary>
/// <param name="Uid">The same for as long as it is the same date, however often it moves.</param>
/// <param name="Sequence">0 at first, greater after each change (RFC 5545, 3.8.7.4).</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="First">The first day, in London.</param>
/// <param name="Last">The last day.</param>
/// <param name="From">The hour in London at which it begins on the first day; without one it is about whole days.</param>
/// <param name="Summary">What it is, in the reader's language.</param>
/// <param name="Link">Where to read on.</param>
/// <param name="IsCancelled">Whether it holds no longer.</param>
public sealed record CalendarDate(string Uid, int Sequence, DateTimeOffset ChangedAt, DateOnly First, DateOnly Last, TimeOnly? From, string Summary, string Link, bool IsCancelled);

/// <summary>Writes iCalendar files (RFC 5545), for download or as a feed that calendar programs fetch.</summary>
public static class CalendarFile
{
    /// <summary>The media type.</summary>
    public const string Type = "text/calendar; charset=utf-8";

    private const int MostOctets = 75;
    private const string Zone = "Europe/London";

    /// <summary>Summer time since 1996, which is all that is needed of London.</summary>
    private static readonly string[] London =
    [
        "BEGIN:VTIMEZONE", $"TZID:{Zone}",
        "BEGIN:DAYLIGHT", "DTSTART:19960331T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT", "END:STANDARD",
        "END:VTIMEZONE",
    ];

    /// <summary>The file in UTF-8, lines folded at 75 octets.</summary>
    public static byte[] Write(string name, IEnumerable<CalendarDate> dates)
    {
        var file = new StringBuilder();
        string[] head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Common Platform//Onboarding//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", $"X-WR-CALNAME:{Escape(name)}", $"X-WR-TIMEZONE:{Zone}"];
        foreach (var line in head.Concat(London).Concat(dates.SelectMany(Lines)).Append("END:VCALENDAR")) Fold(file, line);
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static IEnumerable<string> Lines(CalendarDate date) =>
    [
        "BEGIN:VEVENT", $"UID:{date.Uid}", $"SEQUENCE:{date.Sequence.ToString(CultureInfo.InvariantCulture)}",
        $"DTSTAMP:{date.ChangedAt.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
        .. date.From is { } from
            ? (string[])[$"DTSTART;TZID={Zone}:{Day(date.First)}T{from.ToString("HHmmss", CultureInfo.InvariantCulture)}", $"DTEND;TZID={Zone}:{Day(date.Last)}T{from.AddHours(1).ToString("HHmmss", CultureInfo.InvariantCulture)}"]
            : [$"DTSTART;VALUE=DATE:{Day(date.First)}", $"DTEND;VALUE=DATE:{Day(date.Last.AddDays(1))}"],
        $"SUMMARY:{Escape(date.Summary)}", $"URL:{date.Link}", $"STATUS:{(date.IsCancelled ? "CANCELLED" : "CONFIRMED")}", "TRANSP:TRANSPARENT", "END:VEVENT",
    ];

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line that goes on begins with a space; no character is cut in two.</summary>
    private static void Fold(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                file.Append("\r\n ");
                octets = 1;
            }
            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }
}
