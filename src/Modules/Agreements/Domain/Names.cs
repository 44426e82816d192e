using System.Text;

namespace CommonPlatform.Agreements.Domain;

/// <summary>Compares a typed name with the one on record: case, accents, apostrophes, hyphens and spaces don't tell people apart.</summary>
internal static class Names
{
    public static bool Same(string typed, string onRecord) => Folded(typed) is { Length: > 0 } folded && folded == Folded(onRecord);

    private static string Folded(string name)
    {
        var letters = new StringBuilder();
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) letters.Append(Rune.ToUpperInvariant(rune).ToString());
        return letters.ToString();
    }
}
