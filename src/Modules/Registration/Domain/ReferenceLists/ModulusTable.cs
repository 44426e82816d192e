using System.Collections.Frozen;
using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

internal enum ModulusMethod
{
    Mod10,
    Mod11,
    DoubleAlternate,
}

/// <summary>One row of the table: which sort codes, which arithmetic, fourteen weights, and the exception where there is one (0 is none).</summary>
internal sealed record ModulusRow(string From, string To, ModulusMethod Method, IReadOnlyList<int> Weights, int Exception);

/// <summary>
/// The weights by which banks check their account numbers, in the layout of Vocalink's two text files (valacdos, scsubtab). They change
/// several times a year: the operator loads them; the small table that ships covers the published test cases only.
/// </summary>
internal sealed class ModulusTable : IReferenceList
{
    private readonly ModulusRow[] rows;
    private readonly FrozenDictionary<string, string> substitutes;

    private static readonly Lazy<ModulusTable> ShippedTable = new(LoadShipped);

    /// <summary>The rows for the published test cases, as of version 6.40 of the document.</summary>
    public static ModulusTable Shipped => ShippedTable.Value;

    private ModulusTable(DateOnly validFrom, ModulusRow[] rows, FrozenDictionary<string, string> substitutes) =>
        (ValidFrom, this.rows, this.substitutes) = (validFrom, rows, substitutes);

    public DateOnly ValidFrom { get; }

    public IReadOnlyDictionary<string, string> Entries => rows
        .GroupBy(r => $"{r.From}–{r.To}")
        .ToDictionary(g => g.Key, g => string.Join(" · ", g.Select(r => $"{r.Method} {string.Join(' ', r.Weights)} {(r.Exception > 0 ? $"({r.Exception})" : "")}")))
        .Concat(substitutes.Select(s => KeyValuePair.Create($"{s.Key} →", s.Value))).ToDictionary();

    /// <exception cref="InvalidInputException">The file has a line that is neither a row nor a substitution, or no row.</exception>
    public static ModulusTable Read(Stream content, DateOnly validFrom, string field)
    {
        try
        {
            using var reader = new StreamReader(content);
            if (Parse(reader.ReadToEnd(), validFrom) is { rows.Length: > 0 } table) return table;
        }
        catch (FormatException e)
        {
            throw new InvalidInputException([(field, Say.ListsLineWrong(e.Message))]);
        }
        throw new InvalidInputException([(field, Say.ListsNoRows)]);
    }

    /// <param name="text">Lines of the weight table (from, to, method, 14 weights, exception) and of the substitutions (two sort codes), in any order; # begins a comment.</param>
    /// <param name="validFrom">The day from which the banks use it.</param>
    /// <exception cref="FormatException">Names the first line that is neither.</exception>
    public static ModulusTable Parse(string text, DateOnly validFrom)
    {
        var rows = new List<ModulusRow>();
        var substitutes = new Dictionary<string, string>();
        foreach (var (line, number) in text.ReplaceLineEndings("\n").Split('\n').Select((l, i) => (l, i + 1)))
        {
            var cells = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 0) continue;
            if (cells.Length == 2 && cells.All(IsSortCode)) substitutes[cells[0]] = cells[1];
            else rows.Add(Row(cells) ?? throw new FormatException(number.ToString(CultureInfo.InvariantCulture)));
        }
        return new(validFrom, [.. rows], substitutes.ToFrozenDictionary());
    }

    /// <summary>At most two rows, in the order of the file.</summary>
    public IReadOnlyList<ModulusRow> Of(string sortCode) =>
        [.. rows.Where(r => string.CompareOrdinal(r.From, sortCode) <= 0 && string.CompareOrdinal(sortCode, r.To) <= 0).Take(2)];

    public string Substitute(string sortCode) => substitutes.GetValueOrDefault(sortCode, sortCode);

    private static ModulusTable LoadShipped()
    {
        using var stream = typeof(ModulusTable).Assembly.GetManifestResourceStream("Data.bank-weights.txt")!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), new DateOnly(2020, 10, 12));
    }

    private static ModulusRow? Row(string[] cells)
    {
        if (cells.Length is not (17 or 18) || !IsSortCode(cells[0]) || !IsSortCode(cells[1]) || Method(cells[2]) is not { } method) return null;
        var numbers = cells.Skip(3).Select(c => int.TryParse(c, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && Math.Abs(n) < 100 ? n : (int?)null).ToArray();
        if (numbers.Contains(null)) return null;
        return new(cells[0], cells[1], method, [.. numbers.Take(14).Select(n => n!.Value)], numbers.ElementAtOrDefault(14) ?? 0);
    }

    private static ModulusMethod? Method(string name) => name switch
    {
        "MOD10" => ModulusMethod.Mod10,
        "MOD11" => ModulusMethod.Mod11,
        "DBLAL" => ModulusMethod.DoubleAlternate,
        _ => null,
    };

    private static bool IsSortCode(string cell) => cell.Length == 6 && cell.All(char.IsAsciiDigit);
}
