using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>What isn't six digits is no guess: it is said and not counted.</summary>
internal static class CodeFormat
{
    /// <exception cref="InvalidInputException">Nothing, or something else than six digits, was typed.</exception>
    public static void Require(string typed, string field)
    {
        var digits = Totp.Digits(typed);
        if (digits.Length == 0) throw new InvalidInputException([(field, Say.EnterACode)]);
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit)) throw new InvalidInputException([(field, Say.CodeSixDigits)]);
    }
}
