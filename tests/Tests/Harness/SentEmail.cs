using System.Text;
using System.Text.RegularExpressions;

namespace CommonPlatform.Tests.Harness;

/// <summary>An email as it went out.</summary>
public sealed partial record SentEmail(string MessageId, string To, string Subject, string Body)
{
    /// <summary>The path of the one link in it.</summary>
    public string Link => new Uri(Links().Match(Body).Value).PathAndQuery;

    internal static SentEmail Read(string file)
    {
        var parts = File.ReadAllText(file).Split("\r\n\r\n", 2);
        var headers = parts[0].Split("\r\n").Select(h => h.Split(": ", 2)).ToDictionary(h => h[0], h => h[1]);
        return new(headers["Message-ID"].Trim('<', '>'), headers["To"].Trim('<', '>'), Decoded(headers["Subject"]), parts[1].ReplaceLineEndings("\n").Trim());
    }

    private static string Decoded(string header) =>
        header.StartsWith("=?utf-8?B?", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(header[10..^2])) : header;

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Links();
}
