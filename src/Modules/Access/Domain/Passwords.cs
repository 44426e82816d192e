using System.Collections.Frozen;
using System.Text;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Access.Domain;

/// <summary>Length, and not one that everybody tries first; no rule about kinds of characters, and never cut, trimmed or folded.</summary>
internal static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 256;

    private static readonly string[] Context = ["commonplatform", "hmcts", "cjscp", "court", "justice", "prosecutor", "organisation", "password", "welcome"];
    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    /// <summary>Why the password can't be used, null when it can.</summary>
    public static Text? Fault(string password, string email)
    {
        var characters = password.EnumerateRunes().Count();
        if (characters == 0) return Say.EnterAPassword;
        if (characters < Shortest) return Say.PasswordTooShort(Shortest);
        if (characters > Longest) return Say.PasswordTooLong(Longest);
        return IsEasy(password.ToLowerInvariant(), email.ToLowerInvariant()) ? Say.PasswordCommon : null;
    }

    private static bool IsEasy(string password, string email) =>
        Common.Value.Contains(password) || IsContextOnly(password) || password.Distinct().Count() < 3 || password.Contains(email, StringComparison.Ordinal);

    /// <summary>Nothing but words that this service suggests, digits and punctuation: CommonPlatform2026!</summary>
    private static bool IsContextOnly(string password)
    {
        var letters = string.Concat(password.Normalize(NormalizationForm.FormC).Where(char.IsLetter));
        foreach (var word in Context) letters = letters.Replace(word, "", StringComparison.Ordinal);
        return letters.Length == 0 && password.Any(char.IsLetter);
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(Passwords).Assembly.GetManifestResourceStream("CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }
}
