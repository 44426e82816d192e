using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CommonPlatform.Registration;

/// <summary>What the answers may look like, and their one spelling in the database.</summary>
internal static partial class Formats
{
    /// <summary>NFC, no control or zero-width characters, single spaces, trimmed. Letters of every language stay: ŵ, ŷ, apostrophes.</summary>
    public static string Line(string? typed)
    {
        var letters = (typed ?? "").Normalize(NormalizationForm.FormC).Where(c => !IsInvisible(c)).Select(c => char.IsWhiteSpace(c) ? ' ' : c);
        return Spaces().Replace(string.Concat(letters), " ").Trim();
    }

    public static string Paragraphs(string? typed) =>
        string.Join('\n', (typed ?? "").ReplaceLineEndings("\n").Split('\n').Select(Line)).Trim();

    public static string Upper(string? typed) => Line(typed).ToUpperInvariant();

    /// <summary>Upper case with one space before the last three; as typed where it is no postcode.</summary>
    public static string Postcode(string? typed)
    {
        var bare = Upper(typed).Replace(" ", "", StringComparison.Ordinal);
        return bare.Length > 4 ? $"{bare[..^3]} {bare[^3..]}" : bare;
    }

    public static bool IsPostcode(string? typed) => PostcodePattern().IsMatch(Postcode(typed));

    /// <summary>Domain in lower case, local part kept.</summary>
    public static string Email(string? typed)
    {
        var line = Line(typed);
        var at = line.LastIndexOf('@');
        return at < 0 ? line : line[..at] + line[at..].ToLowerInvariant();
    }

    public static bool IsEmail(string? typed)
    {
        var email = Email(typed);
        return email.Length <= 254 && email.LastIndexOf('@') is > 0 and <= 64 && EmailPattern().IsMatch(email) && !email.Contains("..", StringComparison.Ordinal);
    }

    public static string Domain(string email) => email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>UK numbers as 01632 960 001 stay as typed; the check counts digits after +44 or 0.</summary>
    public static bool IsTelephone(string? typed)
    {
        var line = Line(typed);
        var digits = line.Count(char.IsAsciiDigit);
        return TelephonePattern().IsMatch(line) && digits is >= 10 and <= 15;
    }

    /// <summary>A number of Companies House; charities may give theirs, and local authorities the code of their area.</summary>
    public static bool IsRegisteredNumber(string? typed, string category) => Upper(typed) is var number
        && ((number.Length == 8 && RegisteredNumberPattern().IsMatch(number))
            || (category == "charity" && CharityNumberPattern().IsMatch(number))
            || (category == "local-authority" && AreaCodePattern().IsMatch(number)));

    public static bool IsIcoNumber(string? typed) => IcoNumberPattern().IsMatch(Upper(typed));

    public static bool IsRollNumber(string? typed) => RollNumberPattern().IsMatch(Line(typed));

    public static bool IsVatNumber(string? typed) => VatNumberPattern().IsMatch(Upper(typed).Replace(" ", "", StringComparison.Ordinal));

    public static bool IsShortName(string? typed) => ShortNamePattern().IsMatch(Upper(typed));

    public static bool IsOuCode(string? typed) => OuCodePattern().IsMatch(Upper(typed));

    /// <summary>A name has a letter; "Christopher" and "Siân ap Gwŷn-O'Neill" are names, 12345 isn't.</summary>
    public static bool HasLetter(string? typed) => Line(typed).Any(char.IsLetter);

    public static string Digits(string? typed) => string.Concat((typed ?? "").Where(char.IsAsciiDigit));

    public static bool IsSortCode(string? typed) => SortCodePattern().IsMatch(Line(typed)) && !BankAccount.IsDummy(Digits(typed));

    public static bool IsAccountNumber(string? typed) => AccountNumberPattern().IsMatch(Line(typed)) && !BankAccount.IsDummy(Digits(typed));

    /// <summary>The characters that Bacs carries.</summary>
    public static bool IsAccountName(string? typed) => AccountNamePattern().IsMatch(Line(typed));

    /// <summary>Offence codes, one or several a line; a whole number behind a code on its line is how many cases a year are expected of it.</summary>
    public static IReadOnlyList<(string Code, int? Cases)> OffenceLines(string? typed)
    {
        var found = new List<(string Code, int? Cases)>();
        foreach (var line in (typed ?? "").Split(['\n', '\r']))
        {
            var open = false; // a code without its number stands before
            foreach (var word in line.Split([',', ';', '\t', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Upper).Where(w => w.Length > 0))
            {
                if (open && word.All(char.IsAsciiDigit) && Number(word) is { } cases)
                {
                    found[^1] = (found[^1].Code, cases);
                    open = false;
                }
                else
                {
                    found.Add((word, null));
                    open = true;
                }
            }
        }
        return [.. found.DistinctBy(f => f.Code)];
    }

    /// <summary>A share in per cent behind a name on each line: «Gwent (EX62) 40%», «EX62, 40». No share is null.</summary>
    public static IReadOnlyList<(string Name, int? Share)> ShareLines(string? typed) =>
    [
        .. (typed ?? "").Split(['\n', '\r']).Select(Line).Where(l => l.Length > 0).Select(l => SharePattern().Match(l) is { Success: true } m
            ? (m.Groups[1].Value.TrimEnd(',', ':', ';', '\t', ' '), int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)) : (l, (int?)null)),
    ];

    public static string OffenceText(IEnumerable<(string Code, int? Cases)> lines) => string.Join('\n', lines.Select(l => l.Cases is { } cases ? $"{l.Code} {cases}" : l.Code));

    public static IReadOnlyList<string> Codes(string? typed) => [.. OffenceLines(typed).Select(l => l.Code)];

    public static bool IsOffenceCode(string code) => OffenceCodePattern().IsMatch(code);

    public static IReadOnlyList<(string Method, int? Cases)> Volumes(VolumeAnswers answers) =>
    [
        (MethodAnswers.Sjp, Number(answers.Sjp)), (MethodAnswers.PostalRequisition, Number(answers.PostalRequisition)), (MethodAnswers.Summons, Number(answers.Summons)),
        (MethodAnswers.Charge, Number(answers.Charge)),
    ];

    /// <summary>A whole number, with or without commas or spaces; nothing typed is none; null is no number.</summary>
    public static int? Number(string? typed)
    {
        var bare = Line(typed).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (bare.Length == 0) return 0;
        return int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Pounds with two decimals, as 85.00; as typed where it is no amount.</summary>
    public static string Pounds(string? typed) => Amount(typed) is { } pence ? string.Create(CultureInfo.InvariantCulture, $"{pence / 100}.{pence % 100:D2}") : Line(typed);

    /// <summary>Pence; null is no amount.</summary>
    public static long? Amount(string? typed)
    {
        var bare = Line(typed).Replace(",", "", StringComparison.Ordinal).TrimStart('£').Trim();
        if (!AmountPattern().IsMatch(bare)) return null;
        var parts = bare.Split('.');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture) * 100) + (parts.Length > 1 ? int.Parse(parts[1].PadRight(2, '0'), CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>For searching: lower case, no accents, words of letters and digits.</summary>
    public static IReadOnlyList<string> SearchWords(string? text)
    {
        var plain = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’')) plain.Append(' ');
        }
        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    private static bool IsInvisible(char c) =>
        (char.IsControl(c) && !char.IsWhiteSpace(c)) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    [GeneratedRegex(@"^(.+?)[ ,:;]+([0-9]{1,3}) ?%?\z")]
    private static partial Regex SharePattern();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?:[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}|GIR 0AA)\z")]
    private static partial Regex PostcodePattern();

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\z")]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^\+?[0-9 ()-]+\z")]
    private static partial Regex TelephonePattern();

    [GeneratedRegex(@"^(?:\d{8}|(?:SC|NI|OC|SO|LP|R|IP|SP|FC|GE|AC)[A-Z0-9]{5,7})\z")]
    private static partial Regex RegisteredNumberPattern();

    [GeneratedRegex(@"^\d{6,7}\z")]
    private static partial Regex CharityNumberPattern();

    [GeneratedRegex(@"^[EW]\d{8}\z")]
    private static partial Regex AreaCodePattern();

    [GeneratedRegex(@"^Z[A-Z0-9]{7}\z")]
    private static partial Regex IcoNumberPattern();

    [GeneratedRegex(@"^[A-Za-z0-9 ./-]{1,18}\z")]
    private static partial Regex RollNumberPattern();

    [GeneratedRegex(@"^(?:GB)?(?:\d{9}|\d{12})\z")]
    private static partial Regex VatNumberPattern();

    [GeneratedRegex(@"^\d{1,9}(?:\.\d{1,2})?\z")]
    private static partial Regex AmountPattern();

    [GeneratedRegex(@"^[A-Z0-9]{2,10}\z")]
    private static partial Regex ShortNamePattern();

    [GeneratedRegex(@"^[A-Z0-9]{7}\z")]
    private static partial Regex OuCodePattern();

    [GeneratedRegex(@"^\d{2}[ -]?\d{2}[ -]?\d{2}\z")]
    private static partial Regex SortCodePattern();

    [GeneratedRegex(@"^\d(?:[ -]?\d){5,9}\z")]
    private static partial Regex AccountNumberPattern();

    [GeneratedRegex(@"^[A-Za-z0-9 .&/-]{1,18}\z")]
    private static partial Regex AccountNamePattern();

    [GeneratedRegex(@"^(?:[A-Z]{2}\d{5}|COML\d{3}|XX00\d{3})[ABCI]?\z")]
    private static partial Regex OffenceCodePattern();
}
