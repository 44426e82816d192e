using System.Globalization;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>One measure with its standard target, as the table in the text of the service level agreement says it in both languages.</summary>
internal sealed partial record ServiceLevelMetric(string Id, Bilingual What, Bilingual Target)
{
    private static readonly Lazy<IReadOnlyList<ServiceLevelMetric>> Read = new(() =>
    {
        var (english, welsh) = (Rows(Language.English), Rows(Language.Welsh));
        return [.. english.Keys.Select(id => new ServiceLevelMetric(id, new(english[id][2], welsh[id][2]), new(english[id][3], welsh[id][3])))];
    });

    public static IReadOnlyList<ServiceLevelMetric> All => Read.Value;

    /// <summary>Those with a number to agree on; the others are only reported.</summary>
    public static IEnumerable<ServiceLevelMetric> Negotiable => All.Where(m => m.Standard is not null);

    public static ServiceLevelMetric? Find(string? id) => Negotiable.FirstOrDefault(m => m.Id == id);

    public decimal? Standard => Number().Match(Target.En) is { Success: true } found ? decimal.Parse(found.Value, CultureInfo.InvariantCulture) : null;

    public bool IsPercentage => Target.En.Contains('%', StringComparison.Ordinal);

    /// <summary>The target's words with another number in them.</summary>
    public Bilingual With(string value) => new(Number().Replace(Target.En, value, 1), Number().Replace(Target.Cy, value, 1));

    private static Dictionary<string, string[]> Rows(Language language) => AgreementTexts.Source(AgreementKinds.Sla, language).Split('\n')
        .Where(line => line.StartsWith("| M", StringComparison.Ordinal) && char.IsAsciiDigit(line[3]))
        .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0]);

    [GeneratedRegex("[0-9]+(\\.[0-9]+)?")]
    private static partial Regex Number();
}
