using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CsvHelper;

namespace CommonPlatform.Registration;

/// <summary>Days on which at most so many organisations may start testing, and so many go live, in each week; none at all is a freeze.</summary>
internal sealed record ServiceSpan(DateOnly From, DateOnly To, int MostAWeek, string Why)
{
    public bool IsFreeze => MostAWeek == 0;
}

/// <summary>
/// When the service takes organisations on: freezes (Christmas, releases) and how many in a week. The operator loads it as comma-separated
/// values with the columns from, to, most a week and why; days that no row names have no limit.
/// </summary>
internal sealed class ServiceCalendar : IReferenceList
{
    private const int MostRows = 1000;
    private static readonly Lazy<ServiceCalendar> ShippedCalendar = new(LoadShipped);
    private readonly ServiceSpan[] spans;

    private ServiceCalendar(IEnumerable<ServiceSpan> spans) => this.spans = [.. spans.OrderBy(s => s.From)];

    public static ServiceCalendar Shipped => ShippedCalendar.Value;

    public IReadOnlyDictionary<string, string> Entries => spans.ToDictionary(
        s => string.Create(CultureInfo.InvariantCulture, $"{s.From:O} – {s.To:O}"), s => string.Create(CultureInfo.InvariantCulture, $"{s.MostAWeek} · {s.Why}"));

    /// <summary>The first freeze that touches these days.</summary>
    public ServiceSpan? Freeze(DateOnly from, DateOnly to) => spans.FirstOrDefault(s => s.IsFreeze && s.From <= to && from <= s.To);

    public IEnumerable<ServiceSpan> FreezesWithinAYearOf(DateOnly day) => spans.Where(s => s.IsFreeze && s.To >= day && s.From <= day.AddYears(1));

    /// <summary>How many organisations may start in the week of this day; null where nothing limits it.</summary>
    public int? MostInWeekOf(DateOnly day) => spans.Where(s => !s.IsFreeze && s.From <= day && day <= s.To).Select(s => (int?)s.MostAWeek).Min();

    /// <exception cref="InvalidInputException">A column is missing, or a cell isn't what its column holds; nothing is kept.</exception>
    public static ServiceCalendar Read(Stream content, string field)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = 4096, FieldCountMismatch = CsvFieldCountHandling.Allow, MissingField = CsvMissingFieldHandling.ReturnEmpty });
        var spans = new Dictionary<DateOnly, ServiceSpan>();
        try
        {
            var headers = csv.Headers.Select(h => string.Concat(h.Where(char.IsLetter)).ToLowerInvariant()).ToList();
            int[] at = [.. new[] { "from", "to", "mostaweek", "why" }.Select(name => headers.IndexOf(name))];
            if (at.Contains(-1)) throw new InvalidInputException([(field, Say.ListsColumnsMissing("from, to, most a week, why"))]);
            while (csv.Read())
            {
                if (spans.Count >= MostRows) throw new InvalidInputException([(field, Say.ListsTooManyRows(MostRows))]);
                string Cell(int column) => at[column] < csv.FieldCount ? Formats.Line(csv.GetString(at[column])) : "";
                InvalidInputException Wrong(string column, string cell) => new([(field, Say.ListsCellWrong(csv.LineNumber, column, cell.Length > 60 ? cell[..60] : cell))]);
                DateOnly Day(int column, string name) => DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Wrong(name, Cell(column));
                var (from, to) = (Day(0, "from"), Day(1, "to"));
                if (to < from) throw Wrong("to", Cell(1));
                if (!int.TryParse(Cell(2), NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most > 1000) throw Wrong("most a week", Cell(2));
                if (Cell(3) is not { Length: > 0 and <= 200 } why || why[0] is '=' or '+' or '-' or '@') throw Wrong("why", Cell(3));
                if (!spans.TryAdd(from, new ServiceSpan(from, to, most, why))) throw new InvalidInputException([(field, Say.ListsRowTwice(csv.LineNumber, Cell(0)))]);
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvValidationException)
        {
            throw new InvalidInputException([(field, Say.ListsNotCsv(csv.LineNumber))]);
        }
        return spans.Count > 0 ? new ServiceCalendar(spans.Values) : throw new InvalidInputException([(field, Say.ListsNoRows)]);
    }

    private static ServiceCalendar LoadShipped()
    {
        using var stream = typeof(ServiceCalendar).Assembly.GetManifestResourceStream("Data.service-calendar.csv")!;
        return Read(stream, "");
    }
}
