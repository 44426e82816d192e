namespace CommonPlatform.Registration;

/// <summary>
/// A sort code of six digits and an account number of eight, the form in which Vocalink's "Validating account numbers" (§2.1.2)
/// checks them. Numbers of six, seven, nine and ten digits are turned into it as their banks say.
/// </summary>
internal sealed record BankAccount(string SortCode, string Number)
{
    /// <summary>Null where the number has a length that this bank doesn't use.</summary>
    public static BankAccount? Read(string? sortCode, string? number)
    {
        var (sort, digits) = (Formats.Digits(sortCode), Formats.Digits(number));
        if (sort.Length != 6) return null;
        return digits.Length switch
        {
            >= 6 and <= 8 => new(sort, digits.PadLeft(8, '0')),
            9 when IsSantander(sort) => new(sort[..5] + digits[0], digits[1..]),
            9 => new(sort, digits[1..]),
            10 when IsNatWest(sort) => new(sort, digits[2..]),
            10 when IsCoOperative(sort) => new(sort, digits[..8]),
            _ => null,
        };
    }

    /// <summary>The account number typed where the sort code belongs, and the other way round.</summary>
    public static bool AreSwapped(string? sortCode, string? number) =>
        Formats.Digits(sortCode).Length is >= 7 and <= 10 && Formats.Digits(number).Length == 6;

    /// <summary>What no bank gives out: one digit repeated, or digits counted up or down.</summary>
    public static bool IsDummy(string digits) =>
        digits.Length > 0 && (digits.Distinct().Count() == 1 || "0123456789".Contains(digits, StringComparison.Ordinal) || "9876543210".Contains(digits, StringComparison.Ordinal));

    private static bool IsSantander(string sort) =>
        Lies(sort, "090000", "091900") || Lies(sort, "720000", "729999") || Lies(sort, "890000", "892999") || sort == "165710";

    private static bool IsNatWest(string sort) => Lies(sort, "500000", "669999") || sort.StartsWith("01", StringComparison.Ordinal);

    private static bool IsCoOperative(string sort) => sort.StartsWith("08", StringComparison.Ordinal);

    private static bool Lies(string sort, string from, string to) =>
        string.CompareOrdinal(sort, from) >= 0 && string.CompareOrdinal(sort, to) <= 0;
}
