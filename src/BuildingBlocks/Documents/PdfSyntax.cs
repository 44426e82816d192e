using System.Globalization;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>The bytes aren't a PDF of the narrow form that this platform makes and reads.</summary>
public sealed class PdfSyntaxException(string message) : Exception(message);

internal abstract record PdfValue
{
    public abstract void Write(StringBuilder target);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }
}

/// <summary>A number, string, keyword: kept as written. Start and End are its place in the file.</summary>
internal sealed record PdfToken(string Written, int Start = 0, int End = 0) : PdfValue
{
    public override void Write(StringBuilder target) => target.Append(Written);
}

internal sealed record PdfName(string Name) : PdfValue
{
    public override void Write(StringBuilder target) => target.Append('/').Append(Name);
}

internal sealed record PdfReference(int Number) : PdfValue
{
    public override void Write(StringBuilder target) => target.Append(CultureInfo.InvariantCulture, $"{Number} 0 R");
}

internal sealed record PdfArray(List<PdfValue> Items) : PdfValue
{
    public override void Write(StringBuilder target)
    {
        target.Append('[');
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0) target.Append(' ');
            Items[i].Write(target);
        }
        target.Append(']');
    }
}

internal sealed record PdfDictionary(List<KeyValuePair<string, PdfValue>> Entries) : PdfValue
{
    public PdfValue? this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value;

    /// <summary>The same entries with one replaced or added.</summary>
    public PdfDictionary With(string key, PdfValue value) => new([.. Entries.Where(e => e.Key != key), new(key, value)]);

    public override void Write(StringBuilder target)
    {
        target.Append("<<");
        foreach (var (key, value) in Entries)
        {
            target.Append(" /").Append(key).Append(' ');
            value.Write(target);
        }
        target.Append(" >>");
    }
}

/// <summary>Reads PDF tokens; refuses whatever our own writer and WeasyPrint's don't write.</summary>
internal sealed class PdfParser(byte[] bytes, int position)
{
    private const int DeepestNesting = 64;

    public int Position { get; private set; } = position;

    public bool AtEnd => Position >= bytes.Length;

    public PdfValue Value(int depth = 0)
    {
        if (depth > DeepestNesting) throw Fault("values nest too deeply");
        SkipSpace();
        return Peek() switch
        {
            (byte)'/' => new PdfName(NameAt()),
            (byte)'[' => ArrayAt(depth),
            (byte)'<' when Peek(1) == '<' => DictionaryAt(depth),
            (byte)'<' => HexAt(),
            (byte)'(' => StringAt(),
            >= (byte)'0' and <= (byte)'9' => NumberOrReference(),
            _ => Keyword(),
        };
    }

    public int Integer()
    {
        SkipSpace();
        var start = Position;
        while (!AtEnd && bytes[Position] is >= (byte)'0' and <= (byte)'9') Position++;
        return int.TryParse(bytes.AsSpan(start, Position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Fault("a number is missing");
    }

    public bool Next(string word)
    {
        var before = Position;
        SkipSpace();
        if (Matches(word))
        {
            Position += word.Length;
            return true;
        }
        Position = before;
        return false;
    }

    public void Expect(string word)
    {
        if (!Next(word)) throw Fault($"'{word}' is missing");
    }

    /// <summary>Exactly these bytes, without skipping anything.</summary>
    public void Exactly(string word)
    {
        if (!Matches(word)) throw Fault($"'{word.Trim()}' is missing");
        Position += word.Length;
    }

    public bool NextIsDigit()
    {
        SkipSpace();
        return Peek() is >= (byte)'0' and <= (byte)'9';
    }

    public void Skip(int count)
    {
        if (count < 0 || count > bytes.Length - Position) throw Fault("a stream is longer than the file");
        Position += count;
    }

    public void SkipSpace()
    {
        while (!AtEnd && IsSpace(bytes[Position])) Position++;
    }

    public PdfSyntaxException Fault(string what) => new($"At byte {Position}: {what}.");

    private bool Matches(string word)
    {
        if (bytes.Length - Position < word.Length) return false;
        for (var i = 0; i < word.Length; i++)
            if (bytes[Position + i] != word[i]) return false;
        return true;
    }

    private int Peek(int ahead = 0) => Position + ahead < bytes.Length ? bytes[Position + ahead] : throw Fault("the file ends too early");

    private string NameAt()
    {
        var start = ++Position;
        while (!AtEnd && !IsSpace(bytes[Position]) && !IsDelimiter(bytes[Position])) Position++;
        var name = Text(start);
        // A name may be spelt in several ways with #xx; nobody who writes our files does, and two spellings could hide a key.
        return name.Length > 0 && !name.Contains('#', StringComparison.Ordinal) ? name : throw Fault("a name is empty or has an escape");
    }

    private PdfArray ArrayAt(int depth)
    {
        Position++;
        var items = new List<PdfValue>();
        for (SkipSpace(); Peek() != ']'; SkipSpace()) items.Add(Value(depth + 1));
        Position++;
        return new PdfArray(items);
    }

    private PdfDictionary DictionaryAt(int depth)
    {
        Position += 2;
        var entries = new List<KeyValuePair<string, PdfValue>>();
        for (SkipSpace(); Peek() != '>'; SkipSpace())
        {
            if (Peek() != '/') throw Fault("a dictionary has something that isn't a key");
            var key = NameAt();
            foreach (var entry in entries)
                if (entry.Key == key) throw Fault($"a dictionary has the key {key} twice");
            entries.Add(new(key, Value(depth + 1)));
        }
        Position++;
        if (Peek() != '>') throw Fault("a dictionary doesn't end");
        Position++;
        return new PdfDictionary(entries);
    }

    private PdfToken HexAt()
    {
        var start = Position;
        var end = bytes.AsSpan(start).IndexOf((byte)'>');
        if (end < 0) throw Fault("a string doesn't end");
        if (bytes.AsSpan(start + 1, end - 1).IndexOfAnyExcept(HexDigits) >= 0) throw Fault("a hexadecimal string has another character");
        Position = start + end + 1;
        return new PdfToken(Text(start), start, Position);
    }

    private PdfToken StringAt()
    {
        var start = Position++;
        for (var open = 1; open > 0; Position++)
            switch (Peek())
            {
                case '\\': Position++; break;
                case '(': open++; break;
                case ')': open--; break;
            }
        return new PdfToken(Text(start), start, Position);
    }

    private PdfValue NumberOrReference()
    {
        var start = Position;
        var number = Keyword();
        var after = Position;
        if (number.Written.All(char.IsAsciiDigit) && !AtEnd && bytes[Position] == ' ')
        {
            Position++;
            if (Matches("0 R") && (Position + 3 >= bytes.Length || IsSpace(bytes[Position + 3]) || IsDelimiter(bytes[Position + 3])))
            {
                Position += 3;
                return new PdfReference(int.TryParse(number.Written, NumberStyles.None, CultureInfo.InvariantCulture, out var target) ? target : throw Fault("a reference is too large"));
            }
        }
        Position = after;
        return number with { Start = start, End = after };
    }

    private PdfToken Keyword()
    {
        var start = Position;
        while (!AtEnd && !IsSpace(bytes[Position]) && !IsDelimiter(bytes[Position])) Position++;
        return Position > start ? new PdfToken(Text(start), start, Position) : throw Fault("a value is missing");
    }

    private string Text(int start) => Encoding.Latin1.GetString(bytes, start, Position - start);

    private static readonly System.Buffers.SearchValues<byte> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static bool IsSpace(byte b) => b is 0x0A or 0x0D or 0x20 or 0x09;

    private static bool IsDelimiter(byte b) => b is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';
}
