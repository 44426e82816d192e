using System.Globalization;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>One object as written: its value, and where its stream's bytes lie (length -1 without a stream).</summary>
internal sealed record PdfObject(int Number, PdfValue Value, int StreamStart, int StreamLength)
{
    public PdfDictionary Dictionary => Value as PdfDictionary ?? throw new PdfSyntaxException($"Object {Number} isn't a dictionary.");
}

/// <summary>The objects that one save added or replaced; End is the byte after its <c>%%EOF</c> line.</summary>
internal sealed record PdfRevision(IReadOnlyDictionary<int, PdfObject> Objects, PdfDictionary Trailer, int CrossReference, int End)
{
    public int Size => PdfFile.Number(Trailer["Size"]);

    public int Root => (Trailer["Root"] as PdfReference)?.Number ?? throw new PdfSyntaxException("A trailer has no root.");
}

/// <summary>
/// A PDF read from its first byte to its last: header, then one or more saves of objects, cross-reference table and trailer, with
/// nothing between them that isn't accounted for. Readers that follow the table and readers that scan see the same objects,
/// because the table has to name exactly the objects that are there.
/// </summary>
internal sealed class PdfFile
{
    private PdfFile(byte[] bytes, List<PdfRevision> revisions) => (Bytes, Revisions) = (bytes, revisions);

    public byte[] Bytes { get; }

    public IReadOnlyList<PdfRevision> Revisions { get; }

    public PdfRevision Last => Revisions[^1];

    /// <exception cref="PdfSyntaxException">Anything that WeasyPrint or <see cref="PdfSeal"/> doesn't write.</exception>
    public static PdfFile Read(byte[] bytes)
    {
        var parser = new PdfParser(bytes, 0);
        parser.Exactly("%PDF-1.7\n");
        if (!parser.AtEnd && bytes[parser.Position] == '%') parser.Skip(bytes.AsSpan(parser.Position).IndexOf((byte)'\n') + 1);
        var revisions = new List<PdfRevision>();
        while (!parser.AtEnd) revisions.Add(Revision(parser, revisions));
        return revisions.Count > 0 ? new PdfFile(bytes, revisions) : throw parser.Fault("there is nothing in the file");
    }

    /// <summary>An object as it was after the given save (the last one when not given).</summary>
    public PdfObject Object(int number, int? revision = null)
    {
        for (var i = revision ?? Revisions.Count - 1; i >= 0; i--)
            if (Revisions[i].Objects.TryGetValue(number, out var found)) return found;
        throw new PdfSyntaxException($"Object {number} is missing.");
    }

    /// <summary>The value itself, or what it refers to.</summary>
    public PdfValue? Follow(PdfValue? value) => value is PdfReference reference ? Object(reference.Number).Value : value;

    public static int Number(PdfValue? value) =>
        value is PdfToken token && int.TryParse(token.Written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PdfSyntaxException("A number is missing.");

    private static PdfRevision Revision(PdfParser parser, List<PdfRevision> earlier)
    {
        var objects = new Dictionary<int, PdfObject>();
        var offsets = new Dictionary<int, int>();
        while (parser.NextIsDigit())
        {
            var offset = parser.Position;
            var found = ObjectAt(parser);
            if (!objects.TryAdd(found.Number, found)) throw parser.Fault($"object {found.Number} stands twice in one save");
            offsets.Add(found.Number, offset);
        }
        var table = parser.Position;
        parser.Exactly("xref\n");
        Table(parser, offsets, freeHead: earlier.Count == 0);
        parser.Exactly("trailer\n");
        var trailer = parser.Value() as PdfDictionary ?? throw parser.Fault("the trailer isn't a dictionary");
        Trailer(parser, trailer, objects, earlier);
        parser.Expect("startxref");
        if (parser.Integer() != table) throw parser.Fault("startxref names another place");
        parser.Exactly("\n%%EOF\n");
        return new PdfRevision(objects, trailer, table, parser.Position);
    }

    private static void Trailer(PdfParser parser, PdfDictionary trailer, Dictionary<int, PdfObject> objects, List<PdfRevision> earlier)
    {
        if (trailer["Encrypt"] is not null || trailer["XRefStm"] is not null) throw parser.Fault("the file is encrypted or has a second cross-reference");
        if (objects.Keys.Any(n => n >= Number(trailer["Size"]))) throw parser.Fault("an object lies outside the trailer's size");
        if (earlier.Count == 0)
        {
            if (trailer["Prev"] is not null) throw parser.Fault("the first save refers to an earlier one");
            return;
        }
        if (Number(trailer["Prev"]) != earlier[^1].CrossReference) throw parser.Fault("a save doesn't follow the one before it");
        if (trailer["Root"] != earlier[^1].Trailer["Root"] || trailer["Info"] != earlier[^1].Trailer["Info"]) throw parser.Fault("a save changes the root of the document");
        if (Number(trailer["Size"]) < earlier[^1].Size) throw parser.Fault("a save makes the file smaller");
    }

    private static PdfObject ObjectAt(PdfParser parser)
    {
        var number = parser.Integer();
        parser.Exactly(" 0 obj\n");
        var value = parser.Value();
        var (start, length) = (0, -1);
        if (parser.Next("stream"))
        {
            parser.Exactly("\n");
            length = Number((value as PdfDictionary)?["Length"]);
            start = parser.Position;
            parser.Skip(length);
            parser.Exactly("\nendstream");
        }
        parser.Exactly("\nendobj\n");
        return new PdfObject(number, value, start, length);
    }

    private static void Table(PdfParser parser, Dictionary<int, int> offsets, bool freeHead)
    {
        var named = 0;
        while (parser.NextIsDigit())
        {
            var (first, count) = (parser.Integer(), 0);
            parser.Exactly(" ");
            count = parser.Integer();
            parser.Exactly("\n");
            for (var number = first; number < first + count; number++)
            {
                if (number == 0 && freeHead)
                {
                    parser.Exactly("0000000000 65535 f \n");
                    continue;
                }
                if (!offsets.TryGetValue(number, out var offset)) throw parser.Fault($"the cross-reference names object {number}, which isn't there");
                parser.Exactly(offset.ToString("0000000000", CultureInfo.InvariantCulture) + " 00000 n \n");
                named++;
            }
        }
        if (named != offsets.Count) throw parser.Fault("the cross-reference doesn't name every object once");
    }
}

/// <summary>Adds one save to a PDF.</summary>
internal sealed class PdfUpdate(PdfFile file)
{
    private readonly SortedDictionary<int, byte[]> objects = [];
    private int next = file.Last.Size;

    public PdfReference Reserve() => new(next++);

    public PdfReference Add(PdfValue value)
    {
        var reference = Reserve();
        Put(reference, value);
        return reference;
    }

    public PdfReference AddStream(string dictionary, byte[] content)
    {
        var reference = Reserve();
        objects[reference.Number] = [.. Latin($"<< {dictionary} /Length {content.Length} >>\nstream\n"), .. content, .. "\nendstream"u8];
        return reference;
    }

    public void Put(PdfReference reference, PdfValue value) => Put(reference, value.ToString());

    public void Put(PdfReference reference, string written) => objects[reference.Number] = Latin(written);

    /// <summary>What is to be written for an object, which may be changed.</summary>
    internal byte[] this[PdfReference reference]
    {
        get => objects[reference.Number];
        set => objects[reference.Number] = value;
    }

    /// <summary>The whole file with the new save at its end.</summary>
    public byte[] Write(string identity)
    {
        using var output = new MemoryStream(file.Bytes.Length + objects.Values.Sum(o => o.Length + 40) + 1024);
        output.Write(file.Bytes);
        var offsets = new List<(int Number, long Offset)>();
        foreach (var (number, content) in objects)
        {
            offsets.Add((number, output.Length));
            output.Write(Latin($"{number} 0 obj\n"));
            output.Write(content);
            output.Write("\nendobj\n"u8);
        }
        var table = output.Length;
        output.Write("xref\n"u8);
        output.Write(Latin(Table(offsets)));
        output.Write(Latin($"trailer\n<< /Size {next} /Root {file.Last.Trailer["Root"]} /Info {file.Last.Trailer["Info"]} /Prev {file.Last.CrossReference} /ID {identity} >>\nstartxref\n{table}\n%%EOF\n"));
        return output.ToArray();
    }

    private static string Table(List<(int Number, long Offset)> offsets)
    {
        var table = new StringBuilder();
        for (var i = 0; i < offsets.Count;)
        {
            var run = 1;
            while (i + run < offsets.Count && offsets[i + run].Number == offsets[i].Number + run) run++;
            table.Append(CultureInfo.InvariantCulture, $"{offsets[i].Number} {run}\n");
            for (var end = i + run; i < end; i++) table.Append(CultureInfo.InvariantCulture, $"{offsets[i].Offset:0000000000} 00000 n \n");
        }
        return table.ToString();
    }

    private static byte[] Latin(FormattableString text) => Encoding.Latin1.GetBytes(FormattableString.Invariant(text));

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
