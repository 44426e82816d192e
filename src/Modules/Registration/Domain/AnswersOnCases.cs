using System.Text.Json.Serialization;

namespace CommonPlatform.Registration;

/// <summary>Offence codes as typed, one a line, each with its expected cases a year where they were typed behind it.</summary>
internal sealed record OffenceAnswers
{
    public string Codes { get; init; } = "";

    [JsonIgnore]
    public IReadOnlyList<string> List => [.. Lines.Select(l => l.Code)];

    [JsonIgnore]
    public IReadOnlyList<(string Code, int? Cases)> Lines => Formats.OffenceLines(Codes);
}

/// <summary>How the cases are spread over the regions of England and Wales, in whole per cent as typed.</summary>
internal sealed record RegionAnswers
{
    public string London { get; init; } = "";
    public string Midlands { get; init; } = "";
    public string NorthEast { get; init; } = "";
    public string NorthWest { get; init; } = "";
    public string SouthEast { get; init; } = "";
    public string SouthWest { get; init; } = "";
    public string Wales { get; init; } = "";

    /// <summary>One local justice area a line with its share in per cent; the regions then follow from it. Null where only regions were answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Areas { get; init; }

    /// <summary>The regions by their keys, in the order in which they are asked.</summary>
    public static readonly IReadOnlyList<string> Regions = ["london", "midlands", "north-east", "north-west", "south-east", "south-west", "wales"];

    [JsonIgnore]
    public IReadOnlyList<(string Area, int? Share)> Lines => Formats.ShareLines(Areas);

    /// <summary>The shares of the areas, each under its full name, and what they come to by region. Every line names an area of the list.</summary>
    public static RegionAnswers Of(IReadOnlyList<(JusticeArea Area, int Share)> shares)
    {
        string In(string region) => $"{shares.Where(s => s.Area.Region == region).Sum(s => s.Share)}";
        return new()
        {
            London = In("london"),
            Midlands = In("midlands"),
            NorthEast = In("north-east"),
            NorthWest = In("north-west"),
            SouthEast = In("south-east"),
            SouthWest = In("south-west"),
            Wales = In("wales"),
            Areas = string.Join('\n', shares.Select(s => $"{s.Area.Name} ({s.Area.Code}) {s.Share}")),
        };
    }

    [JsonIgnore]
    public IReadOnlyList<(string Region, string Typed)> All =>
    [
        ("london", London), ("midlands", Midlands), ("north-east", NorthEast), ("north-west", NorthWest), ("south-east", SouthEast), ("south-west", SouthWest), ("wales", Wales),
    ];

    [JsonIgnore]
    public int Total => All.Sum(r => Formats.Number(r.Typed) ?? 0);

    [JsonIgnore]
    public bool InWales => Formats.Number(Wales) > 0;
}

/// <summary>What is claimed in court beside the fine; amounts in pounds as typed.</summary>
internal sealed record MoneyAnswers
{
    public bool? ClaimsCosts { get; init; }
    public string UsualCosts { get; init; } = "";
    public bool? ClaimsCompensation { get; init; }
    public string MostCompensation { get; init; } = "";

    /// <summary>Asked of departments of government only.</summary>
    public bool? ClaimsBackDuty { get; init; }
    public string LeastBackDuty { get; init; } = "";
    public string MostBackDuty { get; init; } = "";
}

/// <summary>Who produces and posts the notices, and in which languages.</summary>
internal sealed record NoticeAnswers
{
    public const string English = "en";
    public const string Welsh = "cy";
    public const string InHouse = "in-house";
    public static readonly IReadOnlyList<string> Producers = [InHouse, "print-supplier", "bulk-print-house"];
    public static readonly IReadOnlyList<string> Posters = ["organisation", "producer"];

    public string Producer { get; init; } = "";
    public string ProducerName { get; init; } = "";
    public string PostedBy { get; init; } = "";
    public List<string> Languages { get; init; } = [];
}

/// <summary>Which documents prove the legal power and the accountable person's authority; the files are rows of their own.</summary>
internal sealed record ProofAnswers
{
    public const string LegalPower = "legal-power";
    public const string Authority = "authority";
    public static readonly IReadOnlyList<string> Kinds = [LegalPower, Authority];

    public List<ProofFile> Files { get; init; } = [];

    [JsonIgnore]
    public bool IsComplete => Kinds.All(k => Files.Any(f => f.Kind == k));
}

/// <summary>One document of proof.</summary>
internal sealed record ProofFile(Guid Id, string Kind, string FileName);

/// <summary>A document of proof as it lies in the store; a later one of the same kind takes its place in the answers, and both are kept.</summary>
internal sealed record ApplicationFile(
    Guid Id, Guid ApplicationId, string Kind, string FileName, string Address, string Sha256, long Length, Guid UploadedBy, DateTimeOffset UploadedAt) : BuildingBlocks.Documents.IUpload;

/// <summary>Who answers for personal data, and the registration with the Information Commissioner.</summary>
internal sealed record DataProtectionAnswers
{
    public static readonly IReadOnlyList<string> Roles = ["controller", "joint-controller"];

    public string Role { get; init; } = "";
    public string Statement { get; init; } = "";
    public string IcoNumber { get; init; } = "";
    public DateOnly? IcoExpires { get; init; }
}
