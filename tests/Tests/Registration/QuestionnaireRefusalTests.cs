using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>What each field of the questionnaire does not take, and what it says then.</summary>
public class QuestionnaireRefusalTests(Platform platform) : IClassFixture<Platform>
{
    public static TheoryData<string, string, string, string> Refusals() => new()
    {
        { "organisation", "Answers.LegalName", "", nameof(Say.EnterLegalName) },
        { "organisation", "Answers.LegalName", new string('x', 300), nameof(Say.LegalNameLength) },
        { "organisation", "Answers.LegalName", "12345", nameof(Say.NameNeedsLetters) },
        { "organisation", "Answers.ShortName", "", nameof(Say.EnterShortName) },
        { "organisation", "Answers.ShortName", "TOO LONG NAME", nameof(Say.ShortNameFormat) },
        { "organisation", "Answers.WelshName", new string('ŵ', 161), nameof(Say.WelshNameLength) },
        { "organisation", "Answers.Category", "circus", nameof(Say.SelectCategory) },
        { "organisation", "Answers.RegisteredNumber", "", nameof(Say.EnterRegisteredNumber) },
        { "organisation", "Answers.RegisteredNumber", "12-34", nameof(Say.RegisteredNumberFormat) },
        { "organisation", "Answers.LegalPower", "", nameof(Say.EnterLegalPower) },
        { "organisation", "Answers.LegalPower", new string('l', 501), nameof(Say.LegalPowerLength) },
        { "organisation", "Answers.OuCode", "C01-1", nameof(Say.OuCodeFormat) },
        { "address", "Answers.Line1", " ", nameof(Say.EnterAddressLine) },
        { "address", "Answers.Line2", new string('a', 36), nameof(Say.AddressLineLength) },
        { "address", "Answers.Town", "", nameof(Say.EnterTown) },
        { "address", "Answers.Postcode", "", nameof(Say.EnterPostcode) },
        { "address", "Answers.Postcode", "LL57 2IC", nameof(Say.PostcodeFormat) },
        { "contacts", "Answers.MainEmail", "", nameof(Say.EnterMainEmail) },
        { "contacts", "Answers.MainEmail", "post@nowhere", nameof(Say.EmailFormat) },
        { "contacts", "Answers.Telephone", "", nameof(Say.EnterTelephone) },
        { "contacts", "Answers.Telephone", "12 34", nameof(Say.TelephoneFormat) },
        { "contacts", "Answers.LeadName", "", nameof(Say.EnterLeadName) },
        { "contacts", "Answers.LeadJobTitle", "", nameof(Say.EnterLeadJobTitle) },
        { "contacts", "Answers.LeadEmail", "", nameof(Say.EnterLeadEmail) },
        { "contacts", "Answers.LeadTelephone", "", nameof(Say.EnterLeadTelephone) },
        { "remittance", "Answers.AccountName", "", nameof(Say.EnterAccountName) },
        { "remittance", "Answers.AccountName", "GŴYR TRAMWAYS", nameof(Say.AccountNameFormat) },
        { "remittance", "Answers.SortCode", "", nameof(Say.EnterSortCode) },
        { "remittance", "Answers.SortCode", "00-00-00", nameof(Say.SortCodeFormat) },
        { "remittance", "Answers.AccountNumber", "", nameof(Say.EnterAccountNumber) },
        { "remittance", "Answers.AccountNumber", "12345678", nameof(Say.AccountNumberFormat) },
        { "volumes", "Answers.Sjp", "many", nameof(Say.VolumeFormat) },
        { "volumes", "Answers.Summons", "5000001", nameof(Say.VolumeFormat) },
        { "method", "Answers.Methods", "duel", nameof(Say.SelectMethod) },
        { "method", "Answers.SjpAuthorised", "", nameof(Say.SelectSjpAuthorised) },
        { "method", "Answers.SjpAuthorised", "false", nameof(Say.SjpNeedsAuthority) },
        { "method", "Answers.SjpAuthority", "", nameof(Say.EnterSjpAuthority) },
        { "offences", "Answers.Codes", " ,, ", nameof(Say.EnterOffences) },
        { "api", "Answers.Ability", "", nameof(Say.SelectAbility) },
        { "people", "Answers.AccountablePerson.Name", "", nameof(Say.EnterAccountableName) },
        { "people", "Answers.AccountablePerson.JobTitle", "", nameof(Say.EnterAccountableJob) },
        { "people", "Answers.AccountablePerson.Email", "", nameof(Say.EnterAccountableEmail) },
        { "people", "Answers.SecuritySignatory.Name", "", nameof(Say.EnterSecurityName) },
        { "people", "Answers.SecuritySignatory.JobTitle", "", nameof(Say.EnterSecurityJob) },
        { "people", "Answers.SecuritySignatory.Email", "", nameof(Say.EnterSecurityEmail) },
        { "people", "Answers.ServiceOwner.Name", "", nameof(Say.EnterOwnerName) },
        { "people", "Answers.ServiceOwner.JobTitle", "", nameof(Say.EnterOwnerJob) },
        { "people", "Answers.ServiceOwner.Email", "", nameof(Say.EnterOwnerEmail) },
        { "people", "Answers.AccountAdministrator.Name", "", nameof(Say.EnterAdministratorName) },
        { "people", "Answers.AccountAdministrator.JobTitle", "", nameof(Say.EnterAdministratorJob) },
        { "people", "Answers.AccountAdministrator.Email", "", nameof(Say.EnterAdministratorEmail) },
        { "address", "Answers.Line1", new string('a', 36), nameof(Say.AddressLineLength) },
        { "address", "Answers.Line3", new string('ŵ', 36), nameof(Say.AddressLineLength) },
        { "address", "Answers.Town", new string('a', 300), nameof(Say.AddressLineLength) },
        { "address", "Answers.County", new string('a', 36), nameof(Say.AddressLineLength) },
        { "contacts", "Answers.LeadName", new string('n', 300), nameof(Say.NameLength) },
        { "contacts", "Answers.LeadName", "'' - ''", nameof(Say.NameNeedsLetters) },
        { "contacts", "Answers.LeadJobTitle", new string('j', 300), nameof(Say.JobTitleLength) },
        { "contacts", "Answers.LeadEmail", "siân@", nameof(Say.EmailFormat) },
        { "contacts", "Answers.LeadEmail", "a..b@tram.example", nameof(Say.EmailFormat) },
        { "contacts", "Answers.LeadTelephone", "07700 900 00x", nameof(Say.TelephoneFormat) },
        { "remittance", "Answers.AccountName", new string('A', 300), nameof(Say.AccountNameFormat) },
        { "remittance", "Answers.SortCode", "30-94", nameof(Say.SortCodeFormat) },
        { "remittance", "Answers.AccountNumber", "٠٠٧٣٣٤٤٥", nameof(Say.AccountNumberFormat) },
        { "volumes", "Answers.PostalRequisition", "-1", nameof(Say.VolumeFormat) },
        { "volumes", "Answers.PostalRequisition", "1.5", nameof(Say.VolumeFormat) },
        { "people", "Answers.AccountablePerson.Name", new string('n', 300), nameof(Say.NameLength) },
        { "people", "Answers.ServiceOwner.JobTitle", new string('j', 121), nameof(Say.JobTitleLength) },
        { "people", "Answers.AccountAdministrator.Email", "dewi at home", nameof(Say.EmailFormat) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_field_refuses_what_it_can_not_take_and_stores_nothing(string page, string field, string typed, string message)
    {
        var applicant = await Shared();
        var answers = Applicants.Sections("REFUSED").Single(s => s.Page == page).Answers;
        answers[field] = typed;
        var expected = (Text)typeof(Say).GetProperty(message)!.GetValue(null)!;
        (await applicant.Post($"/application/{page}", answers)).ShouldRefuse(expected);
        Assert.Null((await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers.Organisation);
    }

    [Fact]
    public async Task Offence_codes_are_each_told_what_is_wrong_with_them()
    {
        var applicant = await Shared();
        var page = await applicant.Post("/application/offences", new Dictionary<string, string> { ["Answers.Codes"] = "1234\nZZ99999\nFS90012\nBT02011" });
        page.ShouldRefuse(Say.OffenceFormatWrong("1234"), Say.OffenceUnknown("ZZ99999"), Say.OffenceNotInForce("FS90012", OffenceList.Shipped.Find("FS90012")!.Title));
    }

    [Fact]
    public async Task Building_an_interface_asks_the_further_questions()
    {
        var applicant = await Shared();
        var answers = new Dictionary<string, string>
        {
            ["Answers.Ability"] = "planned",
            ["Answers.CaseSystem"] = "",
            ["Answers.BuildMethod"] = "",
            ["Answers.SupplierName"] = "",
            ["Answers.SupplierEmail"] = "x",
            ["Answers.ContractEnd.Day"] = "1",
            ["Answers.ContractEnd.Month"] = "1",
            ["Answers.ContractEnd.Year"] = "2020",
            ["Answers.LeadTimeWeeks"] = "105",
        };
        (await applicant.Post("/application/api", answers)).ShouldRefuse(
            Say.EnterCaseSystem, Say.SelectBuildMethod, Say.EnterSupplierName, Say.EmailFormat, Say.ContractEndFuture, Say.LeadTimeFormat, Say.EnterEarliestStart);
    }

    [Fact]
    public async Task The_security_signatory_is_not_the_accountable_person()
    {
        var applicant = await Shared();
        var answers = Applicants.Sections("SAME").Single(s => s.Page == "people").Answers;
        answers["Answers.SecuritySignatory.Email"] = answers["Answers.AccountablePerson.Email"].ToUpperInvariant();
        (await applicant.Post("/application/people", answers)).ShouldRefuse(Say.SecurityIsAccountable);
    }

    private static readonly Dictionary<Platform, Browser> Sharing = [];

    private async Task<Browser> Shared() => Sharing.TryGetValue(platform, out var browser) ? browser : Sharing[platform] = await platform.Applicant();
}
