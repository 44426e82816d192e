namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Words inside a drawing, where nothing wraps by itself: broken into lines by how wide their letters are in Arial of 14 pixels.</summary>
internal static class DrawnWords
{
    /// <summary>From one line to the next.</summary>
    public const int LineHeight = 17;

    private const double Em = 14 * 1.02;

    /// <summary>As few lines as fit; a word that is too long for any line breaks behind its hyphen, if it has one.</summary>
    public static IReadOnlyList<string> Lines(string words, int width)
    {
        var lines = new List<string>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {word}") <= width) lines[^1] += $" {word}";
            else lines.Add(word);
            if (Width(lines[^1]) <= width || lines[^1].IndexOf('-', StringComparison.Ordinal) is not (> 0 and var hyphen)) continue;
            var rest = lines[^1][(hyphen + 1)..];
            lines[^1] = lines[^1][..(hyphen + 1)];
            lines.Add(rest);
        }
        return lines;
    }

    /// <summary>Rather too wide than too narrow.</summary>
    public static int Width(string words) => (int)Math.Ceiling(words.Sum(Letter) * Em);

    private static double Letter(char letter) => letter switch
    {
        'i' or 'j' or 'l' or '\'' or '|' or '.' or ',' or ':' or ';' or '!' or ' ' => 0.28,
        'f' or 't' or 'r' or '(' or ')' or '-' or '/' or 'I' => 0.36,
        'm' or 'M' => 0.84,
        'W' => 0.95,
        'w' or (>= 'A' and <= 'Z') => 0.74,
        _ => 0.56,
    };
}
