using System.Globalization;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>Bank holidays of England and Wales in the layout that the government publishes: divisions with events of a title and a date.</summary>
internal sealed class BankHolidayList : IReferenceList
{
    private const string Division = "england-and-wales";

    private BankHolidayList(IReadOnlyDictionary<DateOnly, string> days) => Days = days;

    public IReadOnlyDictionary<DateOnly, string> Days { get; }

    public IReadOnlyDictionary<string, string> Entries => Days.ToDictionary(d => d.Key.ToString("O", CultureInfo.InvariantCulture), d => d.Value);

    /// <exception cref="InvalidInputException">It isn't such a file, or has no day of England and Wales.</exception>
    public static BankHolidayList Read(Stream content, string field)
    {
        try
        {
            using var json = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 8 });
            var days = json.RootElement.GetProperty(Division).GetProperty("events").EnumerateArray().ToDictionary(
                e => DateOnly.ParseExact(e.GetProperty("date").GetString()!, "O", CultureInfo.InvariantCulture), e => Formats.Line(e.GetProperty("title").GetString()));
            if (days.Count is > 0 and < 1000) return new BankHolidayList(days);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            // not the published layout: said below in words
        }
        throw new InvalidInputException([(field, Say.ListsNoHolidays)]);
    }
}
