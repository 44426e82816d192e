namespace CommonPlatform.Registration;

/// <summary>
/// How the words of a name sound, roughly (the classes of Soundex, for the first letter too, vowels left out), sorted: once all of them, and once with
/// each word left out. Words of one or two letters, such as «of» and «ac», say nothing. So a name is found that is mistyped in its first letters, has its words in another order, or has one word more, less or other.
/// </summary>
internal static class NameSound
{
    private const int MostWords = 8;
    private const int Shortest = 3;

    // English and Welsh letters that are taken for each other: b f p v, c g j k q s x z, d t, l, m n, r. Vowels, h, w and y sound too different.
    private static readonly Dictionary<char, char> Classes = "bfpv,cgjkqsxz,dt,l,mn,r".Split(',').SelectMany((letters, i) => letters.Select(l => (l, (char)('1' + i)))).ToDictionary(p => p.l, p => p.Item2);

    /// <summary>Of a name in plain words; nothing where too little sounds to tell one name from another.</summary>
    public static IReadOnlyList<string> Of(string plain)
    {
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2 && w != "and").Select(Word).Where(w => w.Length > 0).Order(StringComparer.Ordinal).Take(MostWords).ToList();
        var without = words.Count > 1 ? words.Select((_, i) => words.Where((_, j) => j != i)) : [];
        return [.. without.Prepend(words).Select(w => string.Join(' ', w)).Where(s => s.Length >= Shortest).Distinct()];
    }

    /// <summary>Figures are themselves; a class that follows itself counts once.</summary>
    private static string Word(string word)
    {
        var sounds = new List<char>();
        var last = ' ';
        foreach (var letter in word)
        {
            var now = char.IsAsciiDigit(letter) ? letter : Classes.GetValueOrDefault(letter, ' ');
            if (now != ' ' && now != last) sounds.Add(now);
            last = now;
        }
        return string.Concat(sounds);
    }
}
