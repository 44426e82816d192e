using System.Text.RegularExpressions;

namespace CommonPlatform.Tests.Web;

/// <summary>The short forms of docs/glossary.md, and whether a page spells each out where it uses it first.</summary>
internal static partial class Glossary
{
    private static readonly IReadOnlyList<(string Short, string Long, string ShortInWelsh, string LongInWelsh)> Rows = [.. Read()];
    private static readonly Dictionary<string, string[]> English = LongForms(Rows.Select(r => (r.Short, r.Long)));
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

    private static IEnumerable<(string, string, string, string)> Read()
    {
        var inTable = false;
        foreach (var cells in File.ReadLines(Repository.File("docs/glossary.md")).Select(l => l.Split('|', StringSplitOptions.TrimEntries)))
        {
            inTable = cells.Length == 6 && (inTable || cells[1] == "Long form");
            if (!inTable || cells[2].Length == 0 || cells[4].Contains("needs no explanation", StringComparison.Ordinal)) continue;
            var (longForm, welsh) = (cells[1].Split(',')[0], InBrackets().Match(cells[3]));
            yield return (cells[2], longForm, welsh.Success ? welsh.Groups[2].Value : cells[2], welsh.Success ? welsh.Groups[1].Value : cells[3]);
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

    [GeneratedRegex(@"^(.+) \((.+)\)$")]
    private static partial Regex InBrackets();

    [GeneratedRegex("^[A-Z][A-Za-z]*[A-Z0-9]+$")]
    private static partial Regex Abbreviation();

    [GeneratedRegex("^([Yy]r? )?(Gw|[B-DF-HJ-NP-TV-Z]{1,2})?", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();
}
