using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>The texts that this release issues. What was issued before keeps the words with which it was issued.</summary>
internal static class AgreementTexts
{
    public const string Version = "1.0";

    // The first version that is still good for going live: a material change of the texts raises it to the version that brought it.
    private const string OldestStanding = "1.0";

    private static readonly ConcurrentDictionary<string, string> Files = new();

    public static bool Stands(string version) => System.Version.Parse(version) >= System.Version.Parse(OldestStanding);

    public static string Source(string kind, Language language) => Read($"{kind}.{language.Tag}.md");

    public static string Hash(string kind, Language language) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Source(kind, language))));

    /// <summary>The plain summary, one sentence or two an item.</summary>
    public static IReadOnlyList<string> Summary(string kind, Language language) =>
        [.. Read($"{kind}.summary.{language.Tag}.md").Split('\n').Where(l => l.StartsWith("- ", StringComparison.Ordinal)).Select(l => l[2..].Trim())];

    internal static string Read(string name) => Files.GetOrAdd(name, static file =>
    {
        using var stream = typeof(AgreementTexts).Assembly.GetManifestResourceStream($"Templates.{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
