using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommonPlatform.BuildingBlocks.Data;

namespace CommonPlatform.Registration;

/// <summary>The sections of the questionnaire, in the order in which they are asked.</summary>
internal enum Section
{
    Organisation,
    Address,
    Contacts,
    Proof,
    DataProtection,
    Method,
    Volumes,
    Regions,
    Offences,
    Money,
    Remittance,
    Notices,
    Api,
    Supplier,
    Connection,
    Timing,
    People,
    Service,
}

/// <summary>All answers of one questionnaire; a section that hasn't been saved is null. Answers that were stored before a question existed stay readable: it is then unanswered.</summary>
internal sealed record Answers
{
    public OrganisationAnswers? Organisation { get; init; }
    public AddressAnswers? Address { get; init; }
    public ContactAnswers? Contacts { get; init; }
    public ProofAnswers? Proof { get; init; }
    public DataProtectionAnswers? DataProtection { get; init; }
    public MethodAnswers? Method { get; init; }
    public VolumeAnswers? Volumes { get; init; }
    public RegionAnswers? Regions { get; init; }
    public OffenceAnswers? Offences { get; init; }
    public MoneyAnswers? Money { get; init; }
    public RemittanceAnswers? Remittance { get; init; }
    public NoticeAnswers? Notices { get; init; }
    public ApiAnswers? Api { get; init; }
    public TimingAnswers? Timing { get; init; }
    public PeopleAnswers? People { get; init; }

    /// <summary>Every telephone number that they give.</summary>
    public IEnumerable<string> Telephones() => new[]
        {
            Contacts?.Telephone, Contacts?.LeadTelephone, Api?.SupplierTelephone,
            People?.AccountablePerson.Telephone, People?.SecuritySignatory.Telephone, People?.ServiceOwner.Telephone, People?.AccountAdministrator.Telephone, People?.Finance.Telephone,
        }.OfType<string>().Where(t => Formats.Digits(t).Length > 0);

    /// <summary>The sections that are asked: the account only of those who claim something that is paid to it, the supplier and the connection only of those who build an interface.</summary>
    public static IEnumerable<Section> Asked(Answers answers) => Enum.GetValues<Section>().Where(s => s switch
    {
        Section.Remittance => answers.PaymentsAreDue,
        Section.Supplier or Section.Connection => answers.Api?.Builds == true,
        _ => true,
    });

    /// <summary>Whether anything is claimed in court that the platform then pays to the organisation; until it is answered, that is taken to be so.</summary>
    [JsonIgnore]
    public bool PaymentsAreDue => Money is not { ClaimsCosts: false, ClaimsCompensation: false, ClaimsBackDuty: not true };

    /// <summary>Whether a section has all its answers.</summary>
    public bool Has(Section section) => section switch
    {
        Section.Proof => Proof?.IsComplete == true,
        Section.Volumes => Volumes is { PeakCases.Length: > 0 },
        Section.Supplier => Api is { BuildMethod.Length: > 0 },
        Section.Connection => Api is { TestsWithSyntheticData: true },
        Section.People => People is { Authority.Length: > 0 },
        Section.Service => People is { Finance.Name.Length: > 0 },
        _ => Of(section) is not null,
    };

    /// <summary>Whether anything of a section was saved.</summary>
    public bool Began(Section section) => Of(section) is not null && section is not (Section.Supplier or Section.Connection or Section.Service);

    /// <summary>What an applicant gets back for a machine: everything but the account number, which nobody gets back.</summary>
    public byte[] Copy() => JsonSerializer.SerializeToUtf8Bytes(WithoutNumber(), Json.Options);

    public Answers WithoutNumber() => this with { Remittance = Remittance is { } account ? account with { ProtectedNumber = "" } : null };

    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Copy()));

    [JsonIgnore]
    public bool AreComplete => Asked(this).All(Has);

    /// <summary>What was saved of a section; sections asked on several pages share it.</summary>
    public object? Of(Section section) => section switch
    {
        Section.Organisation => Organisation,
        Section.Address => Address,
        Section.Contacts => Contacts,
        Section.Proof => Proof,
        Section.DataProtection => DataProtection,
        Section.Method => Method,
        Section.Volumes => Volumes,
        Section.Regions => Regions,
        Section.Offences => Offences,
        Section.Money => Money,
        Section.Remittance => Remittance,
        Section.Notices => Notices,
        Section.Api or Section.Supplier or Section.Connection => Api,
        Section.Timing => Timing,
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

    /// <summary>Null on answers from before it was asked: then the code says it.</summary>
    public bool? HasOuCode { get; init; }
    public string OuCode { get; init; } = "";

    [JsonIgnore]
    public bool IsCompany => Category is "transport-operator" or "private-prosecutor";

    [JsonIgnore]
    public bool IsPolice => Category == "police";

    /// <summary>Vehicle excise back duty is the business of departments of government.</summary>
    [JsonIgnore]
    public bool MayClaimBackDuty => Category == "government-department";
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
    public string RollNumber { get; init; } = "";
    public string VatNumber { get; init; } = "";
    public string PurchaseReference { get; init; } = "";

    /// <summary>What the modulus check said when the account was saved, and from when the weights were that it used.</summary>
    public AccountCheck Check { get; init; } = AccountCheck.CouldNotBeChecked;
    public DateOnly? CheckedAgainst { get; init; }
}

/// <summary>Cases a year by method and in the busiest month, as typed; numbers may have been typed with commas or spaces.</summary>
internal sealed record VolumeAnswers
{
    public const int Most = 5_000_000;
    public static readonly IReadOnlyList<string> Months = [.. Enumerable.Range(1, 12).Select(m => $"{m}")];

    public string Sjp { get; init; } = "";
    public string PostalRequisition { get; init; } = "";
    public string Summons { get; init; } = "";
    public string Charge { get; init; } = "";
    public string PeakMonth { get; init; } = "";
    public string PeakCases { get; init; } = "";

    /// <summary>Cases of each month from January, as typed; the busiest then follows from them. Null where only the busiest month was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Monthly { get; init; }

    /// <summary>Whether anything was typed for single months.</summary>
    [JsonIgnore]
    public bool ByMonth => Monthly?.Any(m => Formats.Line(m).Length > 0) == true;

    /// <summary>With a place for each month, for the page.</summary>
    public VolumeAnswers WithMonths() => this with { Monthly = [.. Months.Select((_, i) => Monthly?.ElementAtOrDefault(i) ?? "")] };

    [JsonIgnore]
    public int Total => Formats.Volumes(this).Sum(v => v.Cases ?? 0);

    public int Of(string method) => Formats.Volumes(this).Single(v => v.Method == method).Cases ?? 0;
}

internal sealed record MethodAnswers
{
    public const string Sjp = "sjp";
    public const string PostalRequisition = "postal-requisition";
    public const string Summons = "summons";

    /// <summary>Only police forces charge.</summary>
    public const string Charge = "charge";
    public static readonly IReadOnlyList<string> All = [Sjp, PostalRequisition, Summons, Charge];

    public static IEnumerable<string> Of(OrganisationAnswers? organisation) => All.Where(m => m != Charge || organisation?.IsPolice == true);

    public List<string> Methods { get; init; } = [];
    public bool? SjpAuthorised { get; init; }
    public string SjpAuthority { get; init; } = "";

    [JsonIgnore]
    public bool UsesSjp => Methods.Contains(Sjp);
}
