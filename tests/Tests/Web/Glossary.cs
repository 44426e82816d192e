using System.Text.RegularExpressions;

namespace CommonPlatform.Tests.Web;

/// <summary>The short forms of docs/glossary.md, and whether a page spells each out where it uses it first.</summary>
internal static partial class Glossary
{
    private static readonly IReadOnlyList<(string Short, string Long, string ShortInWelsh, string LongInWelsh)> Rows = [.. Read()];
    private static readonly Dictionary<string, string[]> English = LongForms(Rows.Select(r => (r.Short, r.Long)));
    private static readonly HashSet<string> Known = [.. Cells().SelectMany(c => $"{c[2]} {InBrackets().Match(c[3]).Groups[2].Value}".Split([' ', ',', ';']))];
    // In Welsh, an English short form is as unexplained as a Welsh one; of one that both have, the Welsh long form stands before it.
    private static readonly Dictionary<string, string[]> Welsh = English.Concat(LongForms(Rows.Select(r => (r.ShortInWelsh, r.LongInWelsh)))).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>All short forms, in both languages.</summary>
    public static IEnumerable<string> ShortForms => Welsh.Keys;

    /// <summary>
    /// The short forms that a page uses before it says what they mean: «service level agreement (SLA)», «organisation unit code (OU code)»
    /// or «organisation unit (OU) code». A reference such as CPO-000001C/SLA/1 is no use of one.
    /// </summary>
    public static IEnumerable<string> Unexplained(string page, string language)
    {
        var text = Spaces().Replace(page, " ");
        foreach (var (abbreviation, longForms) in language == "cy" ? Welsh : English)
            if (Regex.Match(text, $@"(?<![\w/-]){abbreviation}s?(?![\w/-])") is { Success: true } first
                && !longForms.Any(l => Regex.IsMatch(text[..first.Index], $@"(^|\W)\w{{0,2}}{l}s? \(([\p{{Ll}}]+ )*$", RegexOptions.IgnoreCase)))
                yield return $"{abbreviation} («…{text[Math.Max(0, first.Index - 40)..Math.Min(text.Length, first.Index + 20)]}…»)";
    }

    private const string Typed = "what people of the demonstration typed: short names, and bank accounts as banks write them";

    /// <summary>What has two capitals or more and is no short form, each with its reason.</summary>
    private static readonly Dictionary<string, string> NoShortForms = new()
    {
        ["HM"] = "the style of HM Courts and Tribunals Service, part of its name",
        ["EF"] = "the same in Welsh",
        ["MB"] = "a unit of measurement",
        ["AA"] = "a level of the accessibility guidelines",
        ["QR"] = "«QR code» is the thing's name",
        ["ISO"] = "part of a standard's number",
        ["IEC"] = "part of a standard's number",
        ["XLSX"] = "the name of a kind of file, where it is offered",
        ["NWTR"] = "an example of an organisation's short name",
        ["GOV"] = "GOV.UK is the site's name",
        ["NORTHMOOR"] = Typed,
        ["PENWITH"] = Typed,
        ["HENDRE"] = Typed,
        ["FELLSIDE"] = Typed,
        ["SALTMARSH"] = Typed,
        ["PROSECUTIONS"] = Typed,
    };

    /// <summary>
    /// What looks like a short form and stands neither in the glossary nor in the list above. A code has digits (RT88023, LL57), and so has a
    /// reference (CPO-000001C/SLA/1): these are none.
    /// </summary>
    public static IEnumerable<string> Unknown(string text) =>
        Capitals().Matches(References().Replace(text, " ")).Select(m => m.Value).Where(w => !w.Any(char.IsDigit)).Select(w => w.TrimEnd('s')).Distinct()
            .Where(w => !Known.Contains(w) && !NoShortForms.ContainsKey(w));

    private static IEnumerable<(string, string, string, string)> Read()
    {
        foreach (var cells in Cells().Where(c => !c[4].Contains("needs no explanation", StringComparison.Ordinal)))
        {
            var (longForm, welsh) = (cells[1].Split(',')[0], InBrackets().Match(cells[3]));
            yield return (cells[2], longForm, welsh.Success ? welsh.Groups[2].Value : cells[2], welsh.Success ? welsh.Groups[1].Value : cells[3]);
        }
    }

    /// <summary>The rows of the glossary's tables that have a short form.</summary>
    private static IEnumerable<string[]> Cells()
    {
        var inTable = false;
        foreach (var cells in File.ReadLines(Repository.File("docs/glossary.md")).Select(l => l.Split('|', StringSplitOptions.TrimEntries)))
        {
            inTable = cells.Length == 6 && (inTable || cells[1] == "Long form");
            if (inTable && cells[2].Length > 0) yield return cells;
        }
    }

    /// <summary>The abbreviations among the words of a short form, with what may stand before the bracket: the long form, or what of it they stand for.</summary>
    private static Dictionary<string, string[]> LongForms(IEnumerable<(string Short, string Long)> rows) =>
        (from row in rows
         let rest = row.Short.Split(' ').SkipWhile(w => !row.Long.Split(' ').Contains(w))
         from word in row.Short.Split(' ').Except(row.Long.Split(' '))
         where Abbreviation().IsMatch(word)
         from longForm in new[] { row.Long, row.Long.EndsWith(" " + string.Join(' ', rest), StringComparison.Ordinal) ? row.Long[..^(string.Join(' ', rest).Length + 1)] : row.Long }
         group Anyhow(longForm) by word).ToDictionary(g => g.Key, g => g.Distinct().ToArray());

    /// <summary>As a pattern without the article and the first letters, which Welsh changes after many words.</summary>
    private static string Anyhow(string longForm) => Regex.Escape(Beginning().Replace(longForm, "")).Replace("\\ ", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])\p{Lu}{2,}[\p{L}\p{N}]*")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\b[A-Z]{2,}-[0-9]\S*")]
    private static partial Regex References();

    [GeneratedRegex(@"^(.+) \((.+)\)$")]
    private static partial Regex InBrackets();

    [GeneratedRegex("^[A-Z][A-Za-z]*[A-Z0-9]+$")]
    private static partial Regex Abbreviation();

    [GeneratedRegex("^([Yy]r? )?(Gw|[B-DF-HJ-NP-TV-Z]{1,2})?", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();
}
