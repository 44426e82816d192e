using System.Collections.Frozen;
using System.Globalization;

namespace CommonPlatform.Registration;

/// <summary>One offence of the list that ships with the product; an operator's import of the full index comes later.</summary>
/// <param name="Code">The Criminal Justice System code without a suffix.</param>
/// <param name="Title">What it is called.</param>
/// <param name="From">The first day in force.</param>
/// <param name="To">The last day in force, null while it is.</param>
/// <param name="Summary">Whether only a magistrates' court tries it.</param>
/// <param name="Imprisonable">Whether prison is a possible sentence.</param>
internal sealed record Offence(string Code, string Title, DateOnly From, DateOnly? To, bool Summary, bool Imprisonable)
{
    private static readonly Lazy<FrozenDictionary<string, Offence>> Listed = new(Load);

    public static IEnumerable<Offence> All => Listed.Value.Values.OrderBy(o => o.Code, StringComparer.Ordinal);

    /// <summary>The single justice procedure is for adults, summary-only and without prison.</summary>
    public bool SuitsSjp => Summary && !Imprisonable;

    /// <summary>By its code; a suffix (attempt, aid and abet, conspire, incite) belongs to the same offence.</summary>
    public static Offence? Find(string code) => Listed.Value.GetValueOrDefault(code.Length > 7 ? code[..7] : code);

    private static FrozenDictionary<string, Offence> Load()
    {
        using var stream = typeof(Offence).Assembly.GetManifestResourceStream("Data.offences.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Read).ToFrozenDictionary(o => o.Code);
    }

    /// <summary>Our own file: six columns, no quotes, no comma inside a column.</summary>
    private static Offence Read(string line) => line.Split(',') is [var code, var title, var from, var to, var summary, var imprisonable]
        ? new Offence(code, title, Date(from), to.Length == 0 ? null : Date(to), summary == "yes", imprisonable == "yes")
        : throw new FormatException($"offences.csv: {line}");

    private static DateOnly Date(string iso) => DateOnly.ParseExact(iso, "O", CultureInfo.InvariantCulture);
}
