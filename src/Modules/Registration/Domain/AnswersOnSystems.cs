using System.Text.Json.Serialization;

namespace CommonPlatform.Registration;

/// <summary>Whether an interface is built, by whom, and how it connects; asked on three pages.</summary>
internal sealed record ApiAnswers
{
    public const string InHouse = "in-house";
    public static readonly IReadOnlyList<string> Abilities = ["none", "later", "planned", "existing"];
    public static readonly IReadOnlyList<string> BuildMethods = [InHouse, "supplier-product", "bespoke", "middleware"];
    public static readonly IReadOnlyList<string> AllInterfaces = ["submit", "materials", "results", "status"];
    public static readonly IReadOnlyList<string> Hostings = ["own-site", "cloud-uk", "cloud-abroad", "supplier"];

    public string Ability { get; init; } = "";

    public string CaseSystem { get; init; } = "";
    public string BuildMethod { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public string SupplierContact { get; init; } = "";
    public string SupplierEmail { get; init; } = "";
    public string SupplierTelephone { get; init; } = "";
    public DateOnly? ContractEnd { get; init; }

    public string LeadTimeWeeks { get; init; } = "";
    public DateOnly? EarliestStart { get; init; }
    public List<string> Interfaces { get; init; } = [];
    public string Hosting { get; init; } = "";
    public string Networks { get; init; } = "";
    public bool? MutualTls { get; init; }
    public bool? TestEnvironment { get; init; }
    public bool TestsWithSyntheticData { get; init; }

    [JsonIgnore]
    public bool Builds => Ability is "planned" or "existing";

    /// <summary>The first working day on which testing can begin: the supplier's lead time after the work starts; for those who enter cases by hand, the day itself.</summary>
    public DateOnly EarliestTesting(DateOnly today)
    {
        var start = Builds && EarliestStart > today ? EarliestStart.Value : today;
        return BuildingBlocks.Domain.WorkingDays.After(start.AddDays(Builds ? 7 * (Formats.Number(LeadTimeWeeks) ?? 0) : 0), 0);
    }
}

/// <summary>When the organisation would like to test and to go live.</summary>
internal sealed record TimingAnswers
{
    public const int MonthsAhead = 18;

    public DateOnly? TestingFrom { get; init; }
    public DateOnly? TestingTo { get; init; }

    /// <summary>A quarter of a year, such as 2027-2.</summary>
    public string GoLiveQuarter { get; init; } = "";

    public static IReadOnlyList<string> Quarters(DateOnly today) =>
        [.. Enumerable.Range(0, (MonthsAhead / 3) + 1).Select(n => today.AddMonths(3 * n)).Select(d => $"{d.Year}-{((d.Month - 1) / 3) + 1}")];

    /// <summary>The last day of the quarter.</summary>
    public static DateOnly EndOf(string quarter) => new DateOnly(int.Parse(quarter[..4]), 3 * (quarter[5] - '0'), 1).AddMonths(1).AddDays(-1);
}

internal sealed record Person
{
    public string Name { get; init; } = "";
    public string JobTitle { get; init; } = "";
    public string Email { get; init; } = "";
    public string Telephone { get; init; } = "";

    public Person Tidy() => new() { Name = Formats.Line(Name), JobTitle = Formats.Line(JobTitle), Email = Formats.Email(Email), Telephone = Formats.Line(Telephone) };
}

/// <summary>Who does what once the application is accepted; asked on two pages.</summary>
internal sealed record PeopleAnswers
{
    public Person AccountablePerson { get; init; } = new();

    /// <summary>A consultant from outside can't commit the organisation.</summary>
    public bool IsEmployed { get; init; }

    /// <summary>What gives the accountable person the authority to commit the organisation.</summary>
    public string Authority { get; init; } = "";
    public Person SecuritySignatory { get; init; } = new();
    public Person ServiceOwner { get; init; } = new();
    public Person AccountAdministrator { get; init; } = new();
    public Person Finance { get; init; } = new();
}
