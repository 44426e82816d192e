using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>Who signs, as the box on the last page and the signature's own entries say it. Any text is safe; long ones shrink to fit.</summary>
/// <param name="Name">The person, as typed.</param>
/// <param name="Capacity">The office or authority by which they sign, such as Chief Executive.</param>
/// <param name="Organisation">On whose behalf.</param>
/// <param name="Reference">Of the agreement, such as AGR-2026-00042; also in the signature's reason.</param>
/// <param name="Language">Of the words around these.</param>
public sealed record SealAppearance(string Name, string Capacity, string Organisation, string Reference, Language Language)
{
    private const double Padding = 8;

    /// <summary>The content stream of the box, of the given size in points.</summary>
    internal string Draw(double width, double height, DateTimeOffset at)
    {
        var font = SealFont.Instance;
        List<(string Text, double Size)> lines =
        [
            (Say(Common.PdfSignedBy(Name)), 11), (Capacity, 9), (Say(Common.PdfSignedOnBehalf(Organisation)), 9),
            (Say(Common.PdfSignedAt(at)), 9), (Say(Common.PdfSignedReference(Reference)), 9),
        ];
        var scale = 1.0;
        List<(string Text, double Size)> set;
        do
        {
            set = [.. lines.SelectMany(l => Wrap(font.Showable(l.Text), l.Size * scale, width - (2 * Padding)))];
            scale -= 0.05;
        }
        while (scale > 0.4 && set.Sum(l => l.Size * 1.4) > height - (2 * Padding));
        var drawn = new StringBuilder("q 0.043 0.047 0.047 rg BT\n");
        var y = height - Padding;
        foreach (var (text, size) in set)
        {
            y -= size * 1.4;
            drawn.Append(CultureInfo.InvariantCulture, $"/F1 {size:0.##} Tf 1 0 0 1 {Padding:0.##} {y + (size * 0.3):0.##} Tm {font.Encode(text)} Tj\n");
        }
        return drawn.Append("ET Q\n").ToString();
    }

    private string Say(Text text) => text.In(Language);

    private static IEnumerable<(string Text, double Size)> Wrap(string text, double size, double width)
    {
        var font = SealFont.Instance;
        bool Fits(string s) => font.Width(s) * size / 1000 <= width;
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Fits(line + " " + word))
            {
                line += " " + word;
                continue;
            }
            if (line.Length > 0) yield return (line, size);
            line = word;
            while (!Fits(line))
            {
                var cut = line.Length - 1;
                while (cut > 1 && !Fits(line[..cut])) cut--;
                yield return (line[..cut], size);
                line = line[cut..];
            }
        }
        if (line.Length > 0) yield return (line, size);
    }
}
