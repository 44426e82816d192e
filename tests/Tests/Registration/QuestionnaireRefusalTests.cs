using System.Text.Json;
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
        { "organisation", "Answers.HasOuCode", "", nameof(Say.SelectOuCode) },
        { "organisation", "Answers.HasOuCode", "true", nameof(Say.OuCodeFormat) },
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
        { "service", "Answers.ServiceOwner.Name", "", nameof(Say.EnterOwnerName) },
        { "service", "Answers.ServiceOwner.JobTitle", "", nameof(Say.EnterOwnerJob) },
        { "service", "Answers.ServiceOwner.Email", "", nameof(Say.EnterOwnerEmail) },
        { "service", "Answers.AccountAdministrator.Name", "", nameof(Say.EnterAdministratorName) },
        { "service", "Answers.AccountAdministrator.JobTitle", "", nameof(Say.EnterAdministratorJob) },
        { "service", "Answers.AccountAdministrator.Email", "", nameof(Say.EnterAdministratorEmail) },
        { "organisation", "Answers.RegisteredNumber", "SC1234567", nameof(Say.RegisteredNumberFormat) },
        { "organisation", "Answers.RegisteredNumber", "1234567", nameof(Say.RegisteredNumberFormat) },
        { "address", "Answers.Line1", new string('a', 36), nameof(Say.AddressLineLength) },
        { "remittance", "Answers.RollNumber", "ROLL_1", nameof(Say.RollNumberFormat) },
        { "remittance", "Answers.VatNumber", "GB12345678", nameof(Say.VatNumberFormat) },
        { "remittance", "Answers.PurchaseReference", new string('p', 41), nameof(Say.PurchaseReferenceLength) },
        { "volumes", "Answers.PeakMonth", "13", nameof(Say.SelectPeakMonth) },
        { "volumes", "Answers.PeakCases", "", nameof(Say.EnterPeakCases) },
        { "volumes", "Answers.PeakCases", "1024", nameof(Say.PeakOutOfRange) },
        { "volumes", "Answers.PeakCases", "12301", nameof(Say.PeakOutOfRange) },
        { "data-protection", "Answers.Role", "spectator", nameof(Say.SelectDataRole) },
        { "data-protection", "Answers.Statement", " ", nameof(Say.EnterDataStatement) },
        { "data-protection", "Answers.Statement", new string('s', 1001), nameof(Say.DataStatementLength) },
        { "data-protection", "Answers.IcoNumber", "", nameof(Say.EnterIcoNumber) },
        { "data-protection", "Answers.IcoNumber", "A1234567", nameof(Say.IcoNumberFormat) },
        { "data-protection", "Answers.IcoExpires.Year", "2020", nameof(Say.IcoExpiresFuture) },
        { "regions", "Answers.London", "half", nameof(Say.RegionFormat) },
        { "regions", "Answers.Wales", "101", nameof(Say.RegionFormat) },
        { "money", "Answers.ClaimsCosts", "", nameof(Say.SelectCosts) },
        { "money", "Answers.UsualCosts", "85.555", nameof(Say.AmountFormat) },
        { "money", "Answers.UsualCosts", "-1", nameof(Say.AmountFormat) },
        { "money", "Answers.ClaimsCompensation", "", nameof(Say.SelectCompensation) },
        { "notices", "Answers.Producer", "monks", nameof(Say.SelectProducer) },
        { "notices", "Answers.ProducerName", "", nameof(Say.EnterProducerName) },
        { "notices", "Answers.ProducerName", new string('p', 161), nameof(Say.ProducerNameLength) },
        { "notices", "Answers.PostedBy", "", nameof(Say.SelectPoster) },
        { "notices", "Answers.Languages", "la", nameof(Say.SelectNoticeLanguage) },
        { "timing", "Answers.TestingFrom.Year", "2024", nameof(Say.TestingDatesAhead) },
        { "timing", "Answers.TestingTo.Year", "2029", nameof(Say.TestingDatesAhead) },
        { "timing", "Answers.TestingTo.Month", "6", nameof(Say.TestingOrder) },
        { "timing", "Answers.GoLiveQuarter", "2026-2", nameof(Say.QuarterAfterTesting) },
        { "timing", "Answers.GoLiveQuarter", "2031-1", nameof(Say.SelectQuarter) },
        { "people", "Answers.Authority", "", nameof(Say.EnterAuthority) },
        { "people", "Answers.Authority", new string('a', 301), nameof(Say.AuthorityLength) },
        { "people", "Answers.IsEmployed", "false", nameof(Say.AccountableIsEmployed) },
        { "people", "Answers.AccountablePerson.Telephone", "", nameof(Say.EnterAccountableTelephone) },
        { "people", "Answers.SecuritySignatory.Telephone", "12 34", nameof(Say.TelephoneFormat) },
        { "service", "Answers.Finance.Name", "", nameof(Say.EnterFinanceName) },
        { "service", "Answers.Finance.Email", "efa@", nameof(Say.EmailFormat) },
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
        { "service", "Answers.ServiceOwner.JobTitle", new string('j', 121), nameof(Say.JobTitleLength) },
        { "service", "Answers.AccountAdministrator.Email", "dewi at home", nameof(Say.EmailFormat) },
        { "service", "Answers.ServiceOwner.Telephone", "0163", nameof(Say.TelephoneFormat) },
        { "service", "Answers.AccountAdministrator.Telephone", "call me", nameof(Say.TelephoneFormat) },
        { "service", "Answers.Finance.JobTitle", new string('j', 121), nameof(Say.JobTitleLength) },
        { "service", "Answers.Finance.Telephone", "+44", nameof(Say.TelephoneFormat) },
        { "regions", "Answers.Midlands", "-1", nameof(Say.RegionFormat) },
        { "regions", "Answers.NorthEast", "1.5", nameof(Say.RegionFormat) },
        { "regions", "Answers.NorthWest", "101", nameof(Say.RegionFormat) },
        { "regions", "Answers.SouthEast", "ŵ", nameof(Say.RegionFormat) },
        { "regions", "Answers.SouthWest", "10%%", nameof(Say.RegionFormat) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_field_refuses_what_it_can_not_take_and_stores_nothing(string page, string field, string typed, string message)
    {
        var applicant = await Shared();
        var answers = Applicants.Sections("REFUSED").Single(s => s.Page == page).Answers;
        answers[field] = typed;
        var expected = message == nameof(Say.TestingDatesAhead) ? Say.TestingDatesAhead(TimingAnswers.MonthsAhead) : (Text)typeof(Say).GetProperty(message)!.GetValue(null)!;
        var before = await Stored(applicant);
        (await applicant.Post($"/application/{page}", answers)).ShouldRefuse(expected);
        Assert.Equal(before, await Stored(applicant));
    }

    /// <summary>An OU code is asked for by the answer that there is one; the parts of a date count as one field.</summary>
    [Fact]
    public void Every_field_that_is_filled_in_is_refused_somewhere()
    {
        static string Field(string name) => name.Split('.') is [var answers, var field, "Day" or "Month" or "Year"] ? $"{answers}.{field}" : name;
        var refused = Refusals().Select(r => Field(r.Data.Item2)).ToHashSet();
        Assert.Equal(["Answers.OuCode"], Applicants.Sections("ALL").SelectMany(s => s.Answers.Keys).Select(Field).Distinct().Where(f => !refused.Contains(f)));
    }

    [Fact]
    public async Task Offence_codes_are_each_told_what_is_wrong_with_them()
    {
        var applicant = await Shared();
        var page = await applicant.Post("/application/offences", new Dictionary<string, string> { ["Answers.Codes"] = "1234\nZZ99999\nFS90012\nBT02011" });
        page.ShouldRefuse(Say.OffenceFormatWrong("1234"), Say.OffenceUnknown("ZZ99999"), Say.OffenceNotInForce("FS90012", OffenceList.Shipped.Find("FS90012")!.Title));
    }

    [Fact]
    public async Task The_security_signatory_is_not_the_accountable_person()
    {
        var applicant = await Shared();
        var answers = Applicants.Sections("SAME").Single(s => s.Page == "people").Answers;
        answers["Answers.SecuritySignatory.Email"] = answers["Answers.AccountablePerson.Email"].ToUpperInvariant();
        (await applicant.Post("/application/people", answers)).ShouldRefuse(Say.SecurityIsAccountable);
    }

    private async Task<string> Stored(Browser applicant) =>
        JsonSerializer.Serialize((await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers);

    private static readonly Dictionary<Platform, Browser> Sharing = [];

    private async Task<Browser> Shared() => Sharing.TryGetValue(platform, out var browser) ? browser : Sharing[platform] = await platform.Applicant();
}
