using System.Globalization;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>The officer who owns the organisation on behalf of HMCTS, and so asks for the signature and answers questions about it.</summary>
internal sealed record AskingOfficer(string Name, string Email);

/// <summary>What an agreement says of this organisation, frozen when it is issued.</summary>
internal sealed record Particulars(
    string OrganisationName, string OrganisationReference, string ShortName, IReadOnlyList<string> Methods, int AnnualVolume,
    string AccountablePersonName, string AccountablePersonTitle, string ServiceOwnerName, string? HmctsServiceOwnerName,
    string AgreementReference, string TemplateVersion, DateOnly IssueDate, DateOnly? ExpiryDate, AskingOfficer? AskedBy)
{
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
    };

    private static Text Method(string code) => code switch
    {
        "sjp" => Say.MethodSjp,
        "postal-requisition" => Say.MethodPostalRequisition,
        "summons" => Say.MethodSummons,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a method of prosecution."),
    };
}
