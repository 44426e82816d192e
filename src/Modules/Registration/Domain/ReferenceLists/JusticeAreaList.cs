using CommonPlatform.BuildingBlocks.Domain;
using CsvHelper;

namespace CommonPlatform.Registration;

/// <summary>A local justice area, and which of the regions of <see cref="RegionAnswers"/> it lies in.</summary>
internal sealed record JusticeArea(string Code, string Name, string WelshName, string Region);

/// <summary>The local justice areas of England and Wales. The list that ships is a small illustrative one; an operator loads the whole as comma-separated values.</summary>
internal sealed class JusticeAreaList : IReferenceList
{
    private const int MostRows = 1000;
    private static readonly Lazy<JusticeAreaList> ShippedList = new(LoadShipped);
    private readonly Dictionary<string, JusticeArea> byKey = [];

    private JusticeAreaList(IReadOnlyList<JusticeArea> areas)
    {
        All = [.. areas.OrderBy(a => a.Name, StringComparer.Ordinal)];
        foreach (var area in areas)
            foreach (var name in new[] { area.Code, area.Name, area.WelshName, $"{area.Name} {area.Code}" }.Where(n => n.Length > 0)) byKey.TryAdd(Key(name), area);
    }

    public static JusticeAreaList Shipped => ShippedList.Value;

    public IReadOnlyList<JusticeArea> All { get; }

    public IReadOnlyDictionary<string, string> Entries => All.ToDictionary(a => a.Code, a => $"{a.Name} · {a.WelshName} · {a.Region}");

    /// <summary>By its code, its name in either language, or its name with its code, whatever the case and accents.</summary>
    public JusticeArea? Find(string typed) => byKey.GetValueOrDefault(Key(typed));

    /// <exception cref="InvalidInputException">A column is missing, or a cell isn't what its column holds; nothing is kept.</exception>
    public static JusticeAreaList Read(Stream content, string field)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = 4096, FieldCountMismatch = CsvFieldCountHandling.Allow, MissingField = CsvMissingFieldHandling.ReturnEmpty });
        var areas = new Dictionary<string, JusticeArea>();
        try
        {
            var headers = csv.Headers.Select(h => string.Concat(h.Where(char.IsLetter)).ToLowerInvariant()).ToList();
            int[] at = [.. new[] { "code", "name", "welshname", "region" }.Select(name => headers.IndexOf(name))];
            if (at.Contains(-1)) throw new InvalidInputException([(field, Say.ListsColumnsMissing("code, name, welsh name, region"))]);
            while (csv.Read())
            {
                if (areas.Count >= MostRows) throw new InvalidInputException([(field, Say.ListsTooManyRows(MostRows))]);
                string Cell(int column) => at[column] < csv.FieldCount ? Formats.Line(csv.GetString(at[column])) : "";
                InvalidInputException Wrong(string column, string cell) => new([(field, Say.ListsCellWrong(csv.LineNumber, column, cell.Length > 60 ? cell[..60] : cell))]);
                var code = Cell(0).ToUpperInvariant();
                if (code.Length is < 2 or > 10 || !code.All(char.IsAsciiLetterOrDigit)) throw Wrong("code", code);
                if (Cell(1) is not { Length: >= 2 and <= 120 } name || !char.IsLetter(name[0])) throw Wrong("name", Cell(1));
                if (Cell(2) is { Length: > 0 } welsh && (welsh.Length > 120 || !char.IsLetter(welsh[0]))) throw Wrong("welsh name", welsh);
                var region = Cell(3).ToLowerInvariant().Replace(' ', '-');
                if (!RegionAnswers.Regions.Contains(region)) throw Wrong("region", Cell(3));
                if (!areas.TryAdd(code, new JusticeArea(code, name, Cell(2), region))) throw new InvalidInputException([(field, Say.ListsRowTwice(csv.LineNumber, code))]);
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvValidationException)
        {
            throw new InvalidInputException([(field, Say.ListsNotCsv(csv.LineNumber))]);
        }
        return areas.Count > 0 ? new JusticeAreaList([.. areas.Values]) : throw new InvalidInputException([(field, Say.ListsNoRows)]);
    }

    private static string Key(string typed) => string.Join(' ', Formats.SearchWords(typed));

    private static JusticeAreaList LoadShipped()
    {
        using var stream = typeof(JusticeAreaList).Assembly.GetManifestResourceStream("Data.justice-areas.csv")!;
        return Read(stream, "");
    }
}
