using System.Collections.Frozen;
using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CsvHelper;

namespace CommonPlatform.Registration;

/// <summary>The offence index as comma-separated values. The list that ships is a small illustrative one; an operator loads the full index.</summary>
internal sealed class OffenceList : IReferenceList
{
    private const int MostEntries = 50_000;
    private const int MostFaults = 20;
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd MMM yyyy", "yyyyMMdd"];
    private static readonly Lazy<OffenceList> ShippedList = new(LoadShipped);
    private readonly FrozenDictionary<string, Offence> byCode;
    private readonly (Offence Offence, string Words)[] searched;

    private OffenceList(IEnumerable<Offence> offences)
    {
        byCode = offences.ToFrozenDictionary(o => o.Code);
        searched = [.. byCode.Values.OrderBy(o => o.Code, StringComparer.Ordinal).Select(o => (o, " " + string.Join(' ', Formats.SearchWords($"{o.Code} {o.Title} {o.Legislation}"))))];
    }

    public static OffenceList Shipped => ShippedList.Value;

    public IEnumerable<Offence> All => searched.Select(s => s.Offence);

    public IReadOnlyDictionary<string, string> Entries => byCode.ToDictionary(o => o.Key, o => string.Create(
        CultureInfo.InvariantCulture, $"{o.Value.Title} · {o.Value.Legislation} · {o.Value.Category}{(o.Value.Imprisonable ? " · custodial" : "")} · {o.Value.From:O} – {o.Value.To:O}"));

    /// <summary>By its code; a suffix (attempt, aid and abet, conspire, incite) belongs to the same offence.</summary>
    public Offence? Find(string code) => byCode.GetValueOrDefault(code.Length > 7 ? code[..7] : code);

    /// <summary>Offences in force that have, among code, title, Act and section, a word beginning with each word typed.</summary>
    public IReadOnlyList<Offence> Search(string? typed, DateOnly today, int most)
    {
        var words = Formats.SearchWords(typed).Select(w => " " + w).ToList();
        return words.Count == 0 ? [] : [.. searched.Where(s => s.Offence.IsInForce(today) && words.All(w => s.Words.Contains(w, StringComparison.Ordinal))).Take(most).Select(s => s.Offence)];
    }

    /// <summary>Reads the columns code, title, legislation, category, custodial flag, start date and, where there is one, end date, in any order.</summary>
    /// <exception cref="InvalidInputException">A column is missing, a cell isn't what its column holds, or there are too many rows; nothing is kept.</exception>
    public static OffenceList Read(Stream content, string field)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = 64 * 1024, FieldCountMismatch = CsvFieldCountHandling.Allow, MissingField = CsvMissingFieldHandling.ReturnEmpty });
        var faults = new List<Text>();
        var offences = new Dictionary<string, Offence>();
        try
        {
            var columns = Columns.Find(csv.Headers, field);
            while (csv.Read() && faults.Count < MostFaults)
            {
                if (offences.Count >= MostEntries) throw new InvalidInputException([(field, Say.ListsTooManyRows(MostEntries))]);
                if (Columns.IsFooter(csv)) continue;
                try
                {
                    var offence = columns.Offence(csv);
                    if (!offences.TryAdd(offence.Code, offence)) faults.Add(Say.ListsRowTwice(csv.LineNumber, offence.Code));
                }
                catch (WrongCellException e)
                {
                    faults.Add(Say.ListsCellWrong(csv.LineNumber, e.Column, e.Value));
                }
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvValidationException)
        {
            faults.Add(Say.ListsNotCsv(csv.LineNumber));
        }
        if (offences.Count == 0 && faults.Count == 0) faults.Add(Say.ListsNoRows);
        return faults.Count == 0 ? new OffenceList(offences.Values) : throw new InvalidInputException([.. faults.Select(f => (field, f))]);
    }

    private static OffenceList LoadShipped()
    {
        using var stream = typeof(OffenceList).Assembly.GetManifestResourceStream("Data.offences.csv")!;
        return Read(stream, "");
    }

    /// <summary>Where the file has each column; the published sheet and its conversions name them in more than one way.</summary>
    private sealed record Columns(int Code, int Title, int Legislation, int Category, int Custodial, int Start, int End)
    {
        public static Columns Find(IReadOnlyList<string> names, string field)
        {
            var headers = names.Select(h => string.Concat(h.Where(char.IsLetter)).ToLowerInvariant()).ToList();
            int Of(params string[] names) => headers.FindIndex(names.Contains);
            var columns = new Columns(
                Of("code", "offencecode", "cjscode", "cjsoffencecode"), Of("title", "offencetitle", "cjstitle"), Of("legislation", "actandsection", "offencelegislation"),
                Of("category", "offencecategory", "modeoftrial", "offencetype"), Of("custodialflag", "custodial", "custodialindicator", "custodialindicatorcode"),
                Of("startdate", "offencestartdate", "datefrom", "from"), Of("enddate", "offenceenddate", "dateto", "to"));
            string[] missing =
            [
                .. new[] { ("code", columns.Code), ("title", columns.Title), ("legislation", columns.Legislation), ("category", columns.Category), ("custodial flag", columns.Custodial), ("start date", columns.Start) }
                    .Where(c => c.Item2 < 0).Select(c => c.Item1),
            ];
            return missing.Length == 0 ? columns : throw new InvalidInputException([(field, Say.ListsColumnsMissing(string.Join(", ", missing)))]);
        }

        /// <summary>The published sheet ends in a row that says "Success".</summary>
        public static bool IsFooter(CsvReader csv) => Enumerable.Range(0, csv.FieldCount).Count(i => !csv.IsEmpty(i)) <= 1;

        public Offence Offence(CsvReader csv)
        {
            var code = Cell(csv, Code, "code").ToUpperInvariant();
            if (code.Length != 7 || !Formats.IsOffenceCode(code)) throw new WrongCellException("code", code);
            return new Offence(
                code, Words(csv, Title, "title"), Words(csv, Legislation, "legislation"), CategoryOf(Cell(csv, Category, "category")),
                Flag(Cell(csv, Custodial, "custodial flag")), Date(Cell(csv, Start, "start date"), "start date")!.Value, End < 0 || End >= csv.FieldCount ? null : Date(Formats.Line(csv.GetString(End)), "end date"));
        }

        private static string Cell(CsvReader csv, int index, string column) =>
            index < csv.FieldCount && Formats.Line(csv.GetString(index)) is { Length: > 0 } cell ? cell : throw new WrongCellException(column, "");

        /// <summary>A cell that a spreadsheet would run as a formula isn't a title.</summary>
        private static string Words(CsvReader csv, int index, string column)
        {
            var cell = Cell(csv, index, column);
            return cell.Length <= 500 && cell[0] is not ('=' or '+' or '-' or '@') ? cell : throw new WrongCellException(column, cell.Length > 60 ? cell[..60] : cell);
        }

        private static OffenceCategory CategoryOf(string cell) => string.Concat(cell.Where(char.IsLetter)).ToLowerInvariant() switch
        {
            "summary" or "summaryonly" or "s" => OffenceCategory.Summary,
            "eitherway" or "triableeitherway" or "ew" or "e" => OffenceCategory.EitherWay,
            "indictable" or "indictableonly" or "i" => OffenceCategory.IndictableOnly,
            _ => throw new WrongCellException("category", cell),
        };

        private static bool Flag(string cell) => cell.ToLowerInvariant() switch
        {
            "y" or "yes" or "true" or "1" => true,
            "n" or "no" or "false" or "0" => false,
            _ => throw new WrongCellException("custodial flag", cell),
        };

        private static DateOnly? Date(string cell, string column)
        {
            if (cell.Length == 0) return null;
            return DateOnly.TryParseExact(cell, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw new WrongCellException(column, cell);
        }
    }

    private sealed class WrongCellException(string column, string value) : Exception
    {
        public string Column => column;

        public string Value => value;
    }
}
