using System.Collections.Concurrent;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// The folder into which a mail gateway delivers: INBOX_DIR, else <c>inbox</c> in the data folder. Each <c>*.eml</c> in it is taken in and then
/// moved to <c>taken</c> below it; nothing is deleted.
/// </summary>
internal sealed class Inbox(IConfiguration configuration, DataFolder data)
{
    private static readonly EnumerationOptions OwnFilesOnly = new() { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, DateTimeOffset> stuck = new();

    public string Folder { get; } = Path.GetFullPath(configuration["INBOX_DIR"] ?? data.In("inbox"));

    /// <summary>The address whose email the gateway delivers here, INBOX_ADDRESS; organisations are told of it.</summary>
    public string? Address { get; } = configuration["INBOX_ADDRESS"] ?? (configuration["DEMO"] == "1" ? "onboarding@common-platform.example" : null);

    public string Taken => Path.Combine(Folder, "taken");

    /// <summary>What lies there, but for files that couldn't be taken in a moment ago: they don't stand in others' way.</summary>
    public IEnumerable<string> Waiting(DateTimeOffset now, int most)
    {
        Directory.CreateDirectory(Taken);
        return Directory.EnumerateFiles(Folder, "*.eml", OwnFilesOnly).Where(f => !stuck.TryGetValue(f, out var until) || until <= now).Order(StringComparer.Ordinal).Take(most).ToList();
    }

    public void LeaveFor(string file, DateTimeOffset now) => stuck[file] = now + Pause;

    public void Move(string file, DateTimeOffset now)
    {
        File.Move(file, Path.Combine(Taken, $"{Guid.CreateVersion7(now):N}.eml"));
        stuck.TryRemove(file, out _);
    }

    /// <summary>The address in «Siân O'Neill &lt;sian@tram.example&gt;».</summary>
    public static string AddressOf(string sender) =>
        sender.LastIndexOf('<') is >= 0 and var open && sender.IndexOf('>', open) is > 0 and var close ? sender[(open + 1)..close].Trim() : sender.Trim();
}
