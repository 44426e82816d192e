using System.Globalization;
using System.Text.RegularExpressions;

namespace CommonPlatform.Registration;

/// <summary>
/// <c>CPO-000042V</c>: six digits and a check letter. The digits are weighed 7, 6, 5, 4, 3, 2 from the left; the sum modulo 23 picks the
/// letter from an alphabet without I, O and S, which read like 1, 0 and 5. 23 is a prime above every digit and weight, so every single
/// wrong digit and every swap of two neighbours gives another letter.
/// </summary>
internal static partial class OrganisationReference
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

    public static string Of(long number)
    {
        var digits = number.ToString("D6", CultureInfo.InvariantCulture);
        return digits.Length == 6 ? $"CPO-{digits}{CheckLetter(digits)}" : throw new ArgumentOutOfRangeException(nameof(number), "References have six digits.");
    }

    public static bool IsRight(string reference) =>
        reference.Length == 11 && reference.StartsWith("CPO-", StringComparison.Ordinal) && reference[4..10].All(char.IsAsciiDigit) && reference[10] == CheckLetter(reference[4..10]);

    /// <summary>What looks like a reference in a line of text, in its one spelling, whether or not its letter is right.</summary>
    public static IReadOnlyList<string> In(string line) => [.. Pattern().Matches(line.ToUpperInvariant()).Select(m => $"CPO-{m.Groups[1].Value}").Distinct()];

    [GeneratedRegex(@"\bCPO[-\u2010\u2011\u2013 ]?([0-9]{6}[A-Z])\b")]
    private static partial Regex Pattern();

    private static char CheckLetter(string digits) => Alphabet[digits.Select((d, i) => (d - '0') * (7 - i)).Sum() % 23];
}
