using System.Globalization;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>The officer who owns the organisation on behalf of HMCTS, and so asks for the signature and answers questions about it.</summary>
internal sealed record AskingOfficer(string Name, string Email);

/// <summary>A target that differs from the standard, frozen when the agreement is issued.</summary>
internal sealed record DifferingTarget(string Metric, string Value, string Reason)
{
    private ServiceLevelMetric Standard => ServiceLevelMetric.Find(Metric) ?? throw new InvalidOperationException($"There is no measure {Metric}.");

    public Text Sentence(Language language) =>
        Say.TargetDiffers(Metric, Standard.What.In(language), Standard.With(Value).In(language), Standard.Target.In(language), Reason);

    public IReadOnlyDictionary<string, object?> Values(Language language) => new Dictionary<string, object?>
    {
        ["metric"] = Metric,
        ["what"] = Standard.What.In(language),
        ["standard"] = Standard.Target.In(language),
        ["agreed"] = Standard.With(Value).In(language),
        ["reason"] = Reason,
    };
}

/// <summary>What an agreement says of this organisation, frozen when it is issued.</summary>
internal sealed record Particulars(
    string OrganisationName, string OrganisationReference, string ShortName, IReadOnlyList<string> Methods, int AnnualVolume,
    string AccountablePersonName, string AccountablePersonTitle, string ServiceOwnerName, string? HmctsServiceOwnerName,
    string AgreementReference, string TemplateVersion, DateOnly IssueDate, DateOnly? ExpiryDate, AskingOfficer? AskedBy, IReadOnlyList<DifferingTarget>? Differing = null, bool AccountablePersonSignsToo = false)
{
    public IReadOnlyList<DifferingTarget> Targets() => Differing ?? [];

    public IReadOnlyDictionary<string, object?> Values(Language language) => new Dictionary<string, object?>
    {
        ["organisationName"] = OrganisationName,
        ["organisationReference"] = OrganisationReference,
        ["shortName"] = ShortName,
        ["methods"] = string.Join(", ", Methods.Select(m => Method(m).In(language))),
        ["annualVolume"] = AnnualVolume.ToString("#,0", CultureInfo.InvariantCulture),
        ["accountablePersonName"] = AccountablePersonName,
        ["accountablePersonTitle"] = AccountablePersonTitle,
        ["serviceOwnerName"] = ServiceOwnerName,
        ["hmctsServiceOwnerName"] = HmctsServiceOwnerName ?? Say.SomeHmctsServiceOwner.In(language),
        ["agreementReference"] = AgreementReference,
        ["templateVersion"] = TemplateVersion,
        ["issueDate"] = IssueDate,
        ["expiryDate"] = ExpiryDate,
        ["reviewFrequency"] = Say.EveryQuarter,
        ["targetsDiffer"] = Targets().Count > 0,
        ["targets"] = Targets().Select(t => t.Values(language)).ToList(),
    };

    private static Text Method(string code) => code switch
    {
        "sjp" => Say.MethodSjp,
        "postal-requisition" => Say.MethodPostalRequisition,
        "summons" => Say.MethodSummons,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a method of prosecution."),
    };
}
