using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CsvHelper;

namespace CommonPlatform.Registration;

/// <summary>One row of a file of offences: its line, what it says, and what is wrong with it.</summary>
internal sealed record OffenceRow(long Line, string Code, string Cases, Text? Fault);

/// <summary>A file of offences with the columns code and cases a year, in any order, judged row by row.</summary>
internal static class OffenceFile
{
    public const int MostMegabytes = 2;
    private const int Longest = 40;

    /// <exception cref="InvalidInputException">A column is missing, the file has too many rows or none, or it isn't comma-separated values.</exception>
    public static IReadOnlyList<OffenceRow> Read(Stream content, OffenceList list, DateOnly today, string field)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = 4096, FieldCountMismatch = CsvFieldCountHandling.Allow, MissingField = CsvMissingFieldHandling.ReturnEmpty });
        var rows = new List<OffenceRow>();
        var seen = new HashSet<string>();
        try
        {
            var headers = csv.Headers.Select(h => string.Concat(h.Where(char.IsLetter)).ToLowerInvariant()).ToList();
            var (code, cases) = (headers.FindIndex(h => h is "code" or "offencecode" or "cjscode"), headers.FindIndex(h => h is "cases" or "casesayear" or "expectedcases" or "volume"));
            if (code < 0 || cases < 0) throw new InvalidInputException([(field, Say.ListsColumnsMissing("code, cases a year"))]);
            while (csv.Read())
            {
                if (rows.Count >= SaveOffences.Most) throw new InvalidInputException([(field, Say.TooManyOffences(SaveOffences.Most))]);
                string Cell(int column) => column < csv.FieldCount && Formats.Line(csv.GetString(column)) is var cell ? cell[..Math.Min(cell.Length, Longest)] : "";
                var (written, number) = (Cell(code).ToUpperInvariant(), Cell(cases));
                if (written.Length + number.Length > 0) rows.Add(new OffenceRow(csv.LineNumber, written, number, Fault(written, number, seen, list, today)));
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvValidationException)
        {
            throw new InvalidInputException([(field, Say.ListsNotCsv(csv.LineNumber))]);
        }
        return rows.Count > 0 ? rows : throw new InvalidInputException([(field, Say.ListsNoRows)]);
    }

    private static Text? Fault(string code, string cases, HashSet<string> seen, OffenceList list, DateOnly today)
    {
        if (IsFormula(code) || IsFormula(cases)) return Say.OffenceRowFormula;
        if (Questionnaire.Fault(code, list, today, onlySjp: false) is { } fault) return fault;
        if (!seen.Add(code)) return Say.OffenceRowTwice(code);
        return Formats.Number(cases) is null or > VolumeAnswers.Most ? Say.VolumeFormat : null;
    }

    /// <summary>A spreadsheet would run it.</summary>
    private static bool IsFormula(string cell) => cell is ['=' or '+' or '-' or '@', ..];
}
