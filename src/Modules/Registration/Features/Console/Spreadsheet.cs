using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CommonPlatform.Registration;

/// <summary>
/// A list as an Office Open XML workbook of one sheet: dates are dates, numbers are numbers, all else is text that no spreadsheet runs as a
/// formula, not even after it was edited.
/// </summary>
internal static class Spreadsheet
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const uint Plain = 0, Heading = 1, Date = 2, Quoted = 3;
    private const uint ShortDate = 14; // the reader's own way of writing a date

    public static byte[] Of(string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(sheet)) Write(writer, [headings, .. rows]);
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = name, SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        }
        return file.ToArray();
    }

    private static void Write(OpenXmlWriter writer, IEnumerable<IReadOnlyList<object?>> rows)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteStartElement(new SheetData());
        var isHeading = true;
        foreach (var row in rows)
        {
            writer.WriteStartElement(new Row());
            foreach (var value in row) writer.WriteElement(CellOf(value, isHeading));
            writer.WriteEndElement();
            isHeading = false;
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell CellOf(object? value, bool isHeading) => value switch
    {
        DateOnly date => new Cell { StyleIndex = Date, CellValue = new CellValue(date.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)) },
        int number => new Cell { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) },
        null => new Cell(),
        _ => Text(Clean(value.ToString() ?? ""), isHeading),
    };

    private static Cell Text(string words, bool isHeading) => new(new InlineString(new Text(words) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = isHeading ? Heading : IsFormula(words) ? Quoted : Plain,
    };

    /// <summary>What a spreadsheet would take for a formula.</summary>
    public static bool IsFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    /// <summary>Without characters that XML can't carry.</summary>
    private static string Clean(string text) => string.Concat(text.Where(c => c >= ' ' || c is '\t' or '\n' or '\r'));

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = ShortDate, ApplyNumberFormat = true }, new CellFormat { QuotePrefix = true }));
}
