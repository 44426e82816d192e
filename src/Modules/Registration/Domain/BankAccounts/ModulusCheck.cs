namespace CommonPlatform.Registration;

/// <summary>What the arithmetic can say of an account; that the account exists is never among it.</summary>
internal enum AccountCheck
{
    LooksRight,
    DoesNotMatch,
    CouldNotBeChecked,
}

/// <summary>
/// The check of sort code and account number that UK banks publish (Vocalink, "Validating account numbers", §2.2, with exceptions 1–14).
/// The fourteen digits u v w x y z a b c d e f g h are the sort code and the number; a–h are named after that document here too.
/// </summary>
internal static class ModulusCheck
{
    private const string LloydsEuro = "309634";
    private const string Exception8SortCode = "090126";
    private const int A = 6, B = 7, C = 8, G = 12, H = 13;
    private static readonly int[] EuroWeights = [0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1];
    private static readonly int[] EuroWeightsWhereGIs9 = [0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1];

    /// <param name="table">The weights by sort code.</param>
    /// <param name="account">The account in eight-digit form.</param>
    public static AccountCheck Of(ModulusTable table, BankAccount account)
    {
        var rows = table.Of(account.SortCode);
        var typed = Digits(account.SortCode, account.Number);
        if (rows.Count == 0 || (rows.Any(r => r.Exception == 6) && typed[A] is >= 4 and <= 8 && typed[G] == typed[H])) return AccountCheck.CouldNotBeChecked;
        return Passes(table, rows, account, typed) ? AccountCheck.LooksRight : AccountCheck.DoesNotMatch;
    }

    private static bool Passes(ModulusTable table, IReadOnlyList<ModulusRow> rows, BankAccount account, int[] typed)
    {
        var first = PassesRow(table, rows[0], account, typed);
        return (rows[0].Exception, rows.Count > 1 ? rows[1].Exception : 0) switch
        {
            (2, 9) or (10, 11) or (12, 13) => first || PassesRow(table, rows[1], account, typed),
            (14, _) => first || PassesAsCoutts(rows[0], account, typed),
            (_, 3) when typed[C] is 6 or 9 => first,
            _ => first && rows.Skip(1).All(r => PassesRow(table, r, account, typed)),
        };
    }

    private static bool PassesRow(ModulusTable table, ModulusRow row, BankAccount account, int[] typed)
    {
        var digits = row.Exception switch
        {
            5 => Digits(table.Substitute(account.SortCode), account.Number),
            8 => Digits(Exception8SortCode, account.Number),
            9 => Digits(LloydsEuro, account.Number),
            _ => typed,
        };
        var total = Total(row, Weights(row, typed), digits);
        return (row.Exception, row.Method) switch
        {
            (4, _) => total % 11 == (typed[G] * 10) + typed[H],
            (5, ModulusMethod.Mod11) => IsCheckDigit(total, 11, typed[G]),
            (5, _) => IsCheckDigit(total, 10, typed[H]),
            (1, _) => (total + 27) % 10 == 0,
            (_, ModulusMethod.Mod11) => total % 11 == 0,
            _ => total % 10 == 0,
        };
    }

    private static IReadOnlyList<int> Weights(ModulusRow row, int[] typed) => row.Exception switch
    {
        2 when typed[A] != 0 => typed[G] == 9 ? EuroWeightsWhereGIs9 : EuroWeights,
        7 when typed[G] == 9 => WithoutSortCodeAndBranch(row),
        10 when typed[G] == 9 && typed[B] == 9 && typed[A] is 0 or 9 => WithoutSortCodeAndBranch(row),
        _ => row.Weights,
    };

    private static int[] WithoutSortCodeAndBranch(ModulusRow row) => [.. Enumerable.Repeat(0, C), .. row.Weights.Skip(C)];

    private static int Total(ModulusRow row, IReadOnlyList<int> weights, int[] digits)
    {
        var products = digits.Zip(weights, (d, w) => d * w);
        return row.Method == ModulusMethod.DoubleAlternate ? products.Sum(p => (p / 10) + (p % 10)) : products.Sum();
    }

    /// <summary>Exception 5: the digit that makes the total up to the next multiple; a remainder of 1 has none in modulus 11.</summary>
    private static bool IsCheckDigit(int total, int modulus, int digit) => total % modulus == 0 ? digit == 0 : modulus - (total % modulus) == digit;

    /// <summary>Exception 14: an eighth digit of 0, 1 or 9 is dropped and a 0 put in front.</summary>
    private static bool PassesAsCoutts(ModulusRow row, BankAccount account, int[] typed) =>
        typed[H] is 0 or 1 or 9 && Total(row, row.Weights, Digits(account.SortCode, "0" + account.Number[..7])) % 11 == 0;

    private static int[] Digits(string sortCode, string number) => [.. (sortCode + number).Select(c => c - '0')];
}
