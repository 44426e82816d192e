using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>
/// DejaVu Sans, cut down to Latin letters (with ŵ, ŷ and all of Latin Extended-A), embedded in every sealed PDF: PDF/UA wants every font
/// embedded, and the base-14 ones have no ŵ. A character outside the cut loses its accent, or shows as '?'.
/// </summary>
internal sealed class SealFont
{
    private static readonly Lazy<SealFont> Loaded = new(() => new SealFont());
    private readonly byte[] file;
    private readonly Dictionary<char, ushort> glyphs;
    private readonly int[] widths;
    private readonly byte[] compressed;
    private readonly byte[] toUnicode;

    private SealFont()
    {
        using var stream = typeof(SealFont).Assembly.GetManifestResourceStream("Documents.DejaVuSans.ttf")!;
        file = new byte[stream.Length];
        stream.ReadExactly(file);
        glyphs = ReadCharacterMap();
        widths = ReadWidths();
        compressed = Compress(file);
        toUnicode = Compress(Encoding.ASCII.GetBytes(WriteToUnicode()));
    }

    public static SealFont Instance => Loaded.Value;

    /// <summary>Adds the font's objects and returns the one that resources name.</summary>
    public PdfReference AddTo(PdfUpdate update)
    {
        const string name = "CPSEAL+DejaVuSans";
        var program = update.AddStream(string.Create(CultureInfo.InvariantCulture, $"/Filter /FlateDecode /Length1 {file.Length}"), compressed);
        var unicode = update.AddStream("/Filter /FlateDecode", toUnicode);
        var descriptor = update.Reserve();
        update.Put(descriptor, string.Create(CultureInfo.InvariantCulture, $"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [-1021 -463 1793 1232] /ItalicAngle 0 /Ascent 928 /Descent -236 /CapHeight 729 /StemV 80 /FontFile2 {program} >>"));
        var descendant = update.Reserve();
        update.Put(descendant, string.Create(CultureInfo.InvariantCulture, $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} /CIDToGIDMap /Identity /DW 600 /W [0 [{string.Join(' ', widths)}]] >>"));
        var font = update.Reserve();
        update.Put(font, $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant}] /ToUnicode {unicode} >>");
        return font;
    }

    /// <summary>The text as this font can show it.</summary>
    public string Showable(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.IsBmp && glyphs.ContainsKey((char)rune.Value)) shown.Append((char)rune.Value);
            else if (Rune.IsWhiteSpace(rune)) shown.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark) continue;
            else shown.Append(Plain(rune));
        }
        return shown.ToString();
    }

    /// <summary>In thousandths of the font size.</summary>
    public int Width(string showable) => showable.Sum(c => widths[glyphs[c]]);

    /// <summary>As a hexadecimal string for <c>Tj</c>.</summary>
    public string Encode(string showable) => "<" + string.Concat(showable.Select(c => glyphs[c].ToString("X4", CultureInfo.InvariantCulture))) + ">";

    private char Plain(Rune rune)
    {
        var first = rune.ToString().Normalize(NormalizationForm.FormD)[0];
        return glyphs.ContainsKey(first) ? first : '?';
    }

    private Dictionary<char, ushort> ReadCharacterMap()
    {
        var table = Table("cmap");
        var count = U16(table, 2);
        for (var i = 0; i < count; i++)
        {
            var sub = table[(int)U32(table, 4 + (8 * i) + 4)..];
            if (U16(sub, 0) == 4) return ReadFormat4(sub);
        }
        throw new InvalidDataException("The seal's font has no character map of format 4.");
    }

    private static Dictionary<char, ushort> ReadFormat4(ReadOnlySpan<byte> table)
    {
        var map = new Dictionary<char, ushort>();
        var twice = U16(table, 6);
        for (var i = 0; i < twice; i += 2)
        {
            int end = U16(table, 14 + i), start = U16(table, 16 + twice + i), delta = U16(table, 16 + (2 * twice) + i);
            var place = 16 + (3 * twice) + i;
            int range = U16(table, place);
            for (var c = start; c <= end && c < 0xFFFF; c++)
            {
                var glyph = range == 0 ? c + delta : U16(table, place + range + (2 * (c - start))) is var g and not 0 ? g + delta : 0;
                if ((ushort)glyph != 0) map[(char)c] = (ushort)glyph;
            }
        }
        return map;
    }

    private int[] ReadWidths()
    {
        int perEm = U16(Table("head"), 18), measured = U16(Table("hhea"), 34), all = U16(Table("maxp"), 4);
        var metrics = Table("hmtx");
        var read = new int[all];
        for (var i = 0; i < all; i++) read[i] = (int)Math.Round(1000.0 * U16(metrics, 4 * Math.Min(i, measured - 1)) / perEm);
        return read;
    }

    private string WriteToUnicode()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var some in glyphs.GroupBy(g => g.Value).Select(g => g.MinBy(c => c.Key)).OrderBy(g => g.Value).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (character, glyph) in some) map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)character:X4}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private ReadOnlySpan<byte> Table(string tag)
    {
        for (var i = 0; i < U16(file, 4); i++)
        {
            var record = file.AsSpan(12 + (16 * i), 16);
            if (Encoding.ASCII.GetString(record[..4]) == tag) return file.AsSpan((int)U32(record, 8), (int)U32(record, 12));
        }
        throw new InvalidDataException($"The seal's font has no table {tag}.");
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var zip = new ZLibStream(output, CompressionLevel.SmallestSize)) zip.Write(content);
        return output.ToArray();
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);
}
