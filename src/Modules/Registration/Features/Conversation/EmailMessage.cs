using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CommonPlatform.Registration;

/// <summary>
/// Stands in for a mail library (MimeKit isn't served; ADR 0001): the header (RFC 5322, RFC 2047) and the first plain text of a message (RFC 2045, 2046).
/// It reads what is there, up to <see cref="Deepest"/> levels, and never unpacks an attachment.
/// </summary>
internal sealed partial record EmailMessage(string From, string Subject, DateTimeOffset Date, string Text, string MessageId = "")
{
    private const int Deepest = 10;
    private const int LongestHeader = 256 * 1024;
    private const int LongestLine = 4000;
    private static readonly string[] DateFormats = ["d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm zzz"];

    /// <summary>Null where it has no sender or date: then it is no email.</summary>
    public static EmailMessage? Read(byte[] content)
    {
        var (header, body) = Split(Encoding.Latin1.GetString(content));
        var date = OffsetWithoutColon().Replace(ZoneName().Replace(DayOrComment().Replace(header.GetValueOrDefault("date", ""), ""), "+00:00").Trim(), "$1:$2");
        if (!header.TryGetValue("from", out var from) || from.Trim().Length == 0) return null;
        if (!DateTimeOffset.TryParseExact(date, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var sent)) return null;
        return new(Words(from), Words(header.GetValueOrDefault("subject", "")), sent.ToUniversalTime(), PlainText(header, body, 0) ?? "", header.GetValueOrDefault("message-id", ""));
    }

    /// <summary>Header lines unfolded and cut where nobody writes so much, names in lower case, the first of each name; and what follows the empty line.</summary>
    internal static (Dictionary<string, string> Header, string Body) Split(string part)
    {
        var end = EmptyLine().Match(part);
        var head = Fold().Replace(part[..Math.Min(end.Success ? end.Index : part.Length, LongestHeader)], " ");
        var header = new Dictionary<string, string>();
        foreach (var line in head.Split('\n'))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) header.TryAdd(line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..Math.Min(line.Length, colon + 1 + LongestLine)].Trim());
        return (header, end.Success ? part[(end.Index + end.Length)..] : "");
    }

    private static string? PlainText(Dictionary<string, string> header, string body, int depth)
    {
        var type = header.GetValueOrDefault("content-type", "text/plain");
        if (header.GetValueOrDefault("content-disposition", "").StartsWith("attachment", StringComparison.OrdinalIgnoreCase) || depth > Deepest) return null;
        if (type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            return Charset(Parameter(type, "charset")).GetString(Bytes(body, header.GetValueOrDefault("content-transfer-encoding", "").Trim().ToLowerInvariant()));
        if (!type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || Parameter(type, "boundary") is not { Length: > 0 } boundary) return null;
        return body.Split("--" + boundary).Skip(1).Take(50).Where(p => !p.StartsWith("--", StringComparison.Ordinal)).Select(p =>
        {
            var (inner, text) = Split(p.TrimStart('\r', '\n'));
            return PlainText(inner, text, depth + 1);
        }).FirstOrDefault(t => t is not null);
    }

    private static byte[] Bytes(string body, string encoding)
    {
        if (encoding == "quoted-printable") return Quoted(SoftBreak().Replace(body, ""));
        if (encoding != "base64") return Encoding.Latin1.GetBytes(body);
        var bare = string.Concat(body.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        return Convert.FromBase64String(bare[..(bare.Length / 4 * 4)] + (bare.Length % 4 > 1 ? bare[(bare.Length / 4 * 4)..].PadRight(4, '=') : ""));
    }

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else bytes.Add((byte)text[i]);
        }
        return [.. bytes];
    }

    /// <summary>=?charset?B or Q?words?= of a header; anything else as it stands, in UTF-8 where it is that.</summary>
    private static string Words(string header) => EncodedWord().Replace(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(BetweenEncodedWords().Replace(header, "$1$2"))), m =>
        Charset(m.Groups[1].Value).GetString(m.Groups[2].Value is "B" or "b" ? Bytes(m.Groups[3].Value, "base64") : Quoted(m.Groups[3].Value.Replace('_', ' '))));

    internal static string? Parameter(string type, string name) =>
        Regex.Match(type, $"""(?:;|\s){name}\s*=\s*(?:"([^"]*)"|([^;\s]+))""", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) is { Success: true } found ? found.Groups[1].Value + found.Groups[2].Value : null;

    private static Encoding Charset(string? name)
    {
        try
        {
            return Encoding.GetEncoding(name ?? "utf-8");
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1;
        }
    }

    [GeneratedRegex(@"\r?\n\r?\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"\r?\n[ \t]+|\r(?=\n)")]
    private static partial Regex Fold();

    [GeneratedRegex(@"=[ \t]*\r?\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex(@"=\?([\w-]{1,40})\?([BbQq])\?([^?]{0,500})\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(=\?)")]
    private static partial Regex BetweenEncodedWords();

    [GeneratedRegex(@"\([^)]*\)|^\s*\w+,")]
    private static partial Regex DayOrComment();

    [GeneratedRegex(@"\b(?:GMT|UTC|UT|Z)\b")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"([+-]\d\d)(\d\d)$")]
    private static partial Regex OffsetWithoutColon();
}
