using System.Text.Json.Serialization;

namespace CommonPlatform.Registration;

/// <summary>The sections of the questionnaire, in the order in which they are asked.</summary>
internal enum Section
{
    Organisation,
    Address,
    Contacts,
    Remittance,
    Volumes,
    Method,
    Offences,
    Api,
    People,
}

/// <summary>All answers of one questionnaire; a section that hasn't been saved is null.</summary>
internal sealed record Answers
{
    public OrganisationAnswers? Organisation { get; init; }
    public AddressAnswers? Address { get; init; }
    public ContactAnswers? Contacts { get; init; }
    public RemittanceAnswers? Remittance { get; init; }
    public VolumeAnswers? Volumes { get; init; }
    public MethodAnswers? Method { get; init; }
    public OffenceAnswers? Offences { get; init; }
    public ApiAnswers? Api { get; init; }
    public PeopleAnswers? People { get; init; }

    public bool Has(Section section) => Of(section) is not null;

    [JsonIgnore]
    public bool AreComplete => Enum.GetValues<Section>().All(Has);

    private object? Of(Section section) => section switch
    {
        Section.Organisation => Organisation,
        Section.Address => Address,
        Section.Contacts => Contacts,
        Section.Remittance => Remittance,
        Section.Volumes => Volumes,
        Section.Method => Method,
        Section.Offences => Offences,
        Section.Api => Api,
        _ => People,
    };
}

internal sealed record OrganisationAnswers
{
    public static readonly IReadOnlyList<string> Categories =
        ["police", "government-department", "local-authority", "transport-operator", "regulator", "charity", "private-prosecutor"];

    public string LegalName { get; init; } = "";
    public string ShortName { get; init; } = "";
    public string WelshName { get; init; } = "";
    public string Category { get; init; } = "";
    public string RegisteredNumber { get; init; } = "";
    public string LegalPower { get; init; } = "";
    public string OuCode { get; init; } = "";

    [JsonIgnore]
    public bool IsCompany => Category is "transport-operator" or "private-prosecutor";
}

internal sealed record AddressAnswers
{
    public string Line1 { get; init; } = "";
    public string Line2 { get; init; } = "";
    public string Line3 { get; init; } = "";
    public string Town { get; init; } = "";
    public string County { get; init; } = "";
    public string Postcode { get; init; } = "";

    [JsonIgnore]
    public IEnumerable<string> Lines => new[] { Line1, Line2, Line3, Town, County, Postcode }.Where(l => l.Length > 0);
}

internal sealed record ContactAnswers
{
    public string MainEmail { get; init; } = "";
    public string Telephone { get; init; } = "";
    public string LeadName { get; init; } = "";
    public string LeadJobTitle { get; init; } = "";
    public string LeadEmail { get; init; } = "";
    public string LeadTelephone { get; init; } = "";
}

/// <summary>The account number is encrypted under the application's id; only its last digits are ever shown again.</summary>
internal sealed record RemittanceAnswers
{
    public string AccountName { get; init; } = "";
    public string SortCode { get; init; } = "";
    public string ProtectedNumber { get; init; } = "";
    public string LastDigits { get; init; } = "";

    /// <summary>What the modulus check said when the account was saved, and from when the weights were that it used.</summary>
    public AccountCheck Check { get; init; } = AccountCheck.CouldNotBeChecked;
    public DateOnly? CheckedAgainst { get; init; }
}

/// <summary>Cases a year by method, as typed; numbers may have been typed with commas or spaces.</summary>
internal sealed record VolumeAnswers
{
    public const int Most = 5_000_000;

    public string Sjp { get; init; } = "";
    public string PostalRequisition { get; init; } = "";
    public string Summons { get; init; } = "";

    [JsonIgnore]
    public int Total => Formats.Volumes(this).Sum(v => v.Cases ?? 0);

    public int Of(string method) => Formats.Volumes(this).Single(v => v.Method == method).Cases ?? 0;
}

internal sealed record MethodAnswers
{
    public const string Sjp = "sjp";
    public const string PostalRequisition = "postal-requisition";
    public const string Summons = "summons";
    public static readonly IReadOnlyList<string> All = [Sjp, PostalRequisition, Summons];

    public List<string> Methods { get; init; } = [];
    public bool? SjpAuthorised { get; init; }
    public string SjpAuthority { get; init; } = "";

    [JsonIgnore]
    public bool UsesSjp => Methods.Contains(Sjp);
}

/// <summary>Offence codes as typed, one a line.</summary>
internal sealed record OffenceAnswers
{
    public string Codes { get; init; } = "";

    [JsonIgnore]
    public IReadOnlyList<string> List => Formats.Codes(Codes);
}

internal sealed record ApiAnswers
{
    public static readonly IReadOnlyList<string> Abilities = ["none", "later", "planned", "existing"];
    public static readonly IReadOnlyList<string> BuildMethods = ["in-house", "supplier-product", "bespoke", "middleware"];

    public string Ability { get; init; } = "";
    public string CaseSystem { get; init; } = "";
    public string BuildMethod { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public string SupplierEmail { get; init; } = "";
    public DateOnly? ContractEnd { get; init; }
    public string LeadTimeWeeks { get; init; } = "";
    public DateOnly? EarliestStart { get; init; }

    [JsonIgnore]
    public bool Builds => Ability is "planned" or "existing";
}

internal sealed record Person
{
    public string Name { get; init; } = "";
    public string JobTitle { get; init; } = "";
    public string Email { get; init; } = "";
}

internal sealed record PeopleAnswers
{
    public Person AccountablePerson { get; init; } = new();
    public Person SecuritySignatory { get; init; } = new();
    public Person ServiceOwner { get; init; } = new();
    public Person AccountAdministrator { get; init; } = new();
}
