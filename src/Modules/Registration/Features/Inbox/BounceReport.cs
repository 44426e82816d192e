using System.Text;
using System.Text.RegularExpressions;

namespace CommonPlatform.Registration;

/// <summary>A report of a mail server that an email of ours could not be delivered (RFC 3464, as multipart/report of RFC 6522).</summary>
/// <param name="MessageId">The Message-ID of that email, without brackets; empty where the report doesn't have it.</param>
/// <param name="Status">The enhanced status code (RFC 3463), such as 5.1.1.</param>
internal sealed partial record BounceReport(string MessageId, string Status)
{
    private const int MostParts = 20;

    /// <summary>Null for every other email, and for a report of a delay or a delivery: nothing has failed then.</summary>
    public static BounceReport? Read(byte[] content)
    {
        var (header, body) = EmailMessage.Split(Encoding.Latin1.GetString(content));
        var type = header.GetValueOrDefault("content-type", "");
        if (!type.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) || EmailMessage.Parameter(type, "boundary") is not { Length: > 0 } boundary) return null;
        var parts = body.Split("--" + boundary).Skip(1).Take(MostParts).Select(p => EmailMessage.Split(p.TrimStart('\r', '\n'))).ToList();
        var report = parts.Find(p => TypeOf(p.Header, "message/delivery-status", "message/global-delivery-status")).Body;
        if (report is null || !Failed().IsMatch(report)) return null;
        var original = parts.Find(p => TypeOf(p.Header, "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")).Body;
        var id = original is null ? "" : EmailMessage.Split(original.TrimStart('\r', '\n')).Header.GetValueOrDefault("message-id", "");
        return new(id.Trim().Trim('<', '>'), FailureCode().Match(report) is { Success: true } found ? found.Groups[1].Value : "5.0.0");
    }

    /// <summary>The key of the email of ours that it is about; null where it is about none.</summary>
    public string? KeyAt(string domain) => OurId().Match(MessageId) is { Success: true } ours && ours.Groups[2].Value.Equals(domain, StringComparison.OrdinalIgnoreCase) ? ours.Groups[1].Value : null;

    private static bool TypeOf(Dictionary<string, string>? header, params string[] types) => header?.GetValueOrDefault("content-type") is { } type && types.Any(t => type.Split(';')[0].Trim().Equals(t, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^Action:[ \t]*failed", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^Status:[ \t]*(5\.\d{1,3}\.\d{1,3})", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex FailureCode();

    [GeneratedRegex(@"^([0-9a-f]{32})@(.+)$")]
    private static partial Regex OurId();
}
