using System.Text.Json;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>One version of a family's pack in one language, from its first day on.</summary>
internal sealed record PackVersion(string Family, string Language, string Version, DateOnly From, IReadOnlyList<string> Facts)
{
    public Text FamilyName => Words.PackFamily(Family);

    /// <summary>What is new in it.</summary>
    public Text Changes => Words.PackChanges(Family, Version);
}

/// <summary>
/// The notice packs that HMCTS issues: one for each family of offences, in English and Welsh, in versions with a first day. They are a file of this
/// product, all of it illustrative text.
/// </summary>
internal static class NoticePacks
{
    public const string General = "general";

    /// <summary>What was given before packs had families.</summary>
    public const string FirstVersion = "1.0";

    private static readonly IReadOnlyList<Family> Families = Read();

    /// <summary>Every version of every pack, the families in their order, the newest version first.</summary>
    public static IReadOnlyList<PackVersion> All { get; } =
        [.. Families.SelectMany(f => f.Versions.SelectMany(v => v.Facts.Select(facts => new PackVersion(f.Id, facts.Key, v.Version, v.From, facts.Value)).OrderByDescending(p => p.Language)).OrderByDescending(p => p.From))];

    /// <summary>The words of the law by which a family is chosen; none for the general one.</summary>
    public static IReadOnlyList<string> LawsOf(string family) => Families.Single(f => f.Id == family).Laws;

    /// <summary>The packs in force on a day for these offences, in each language; an offence that no family names, or that isn't in the list, has the general one.</summary>
    public static IReadOnlyList<PackVersion> For(IEnumerable<Offence?> offences, DateOnly day)
    {
        var families = offences.Select(FamilyOf).DefaultIfEmpty(General).Distinct().ToList();
        return [.. All.Where(p => families.Contains(p.Family) && p.From <= day).GroupBy(p => (p.Family, p.Language)).Select(g => g.MaxBy(p => p.From)!)];
    }

    public static PackVersion Find(string family, string language, string version) => All.Single(p => p.Family == family && p.Language == language && p.Version == version);

    private static string FamilyOf(Offence? offence) =>
        Families.FirstOrDefault(f => offence is not null && f.Laws.Any(law => offence.Legislation.Contains(law, StringComparison.OrdinalIgnoreCase)))?.Id ?? General;

    private static List<Family> Read()
    {
        using var stream = typeof(NoticePacks).Assembly.GetManifestResourceStream("Templates.notice-packs.json")!;
        return JsonDocument.Parse(stream).RootElement.GetProperty("families").Deserialize<List<Family>>(JsonSerializerOptions.Web)!;
    }

    private sealed record Family(string Id, IReadOnlyList<string> Laws, IReadOnlyList<FamilyVersion> Versions);

    private sealed record FamilyVersion(string Version, DateOnly From, Dictionary<string, IReadOnlyList<string>> Facts);
}
