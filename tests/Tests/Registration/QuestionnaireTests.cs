using System.Net;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class QuestionnaireTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/register/prosecutor")]
    [InlineData("/register/defence")]
    [InlineData("/register/prosecutor/start")]
    [InlineData("/register/prosecutor/check-your-email")]
    public async Task Anybody_sees_the_public_pages(string path) => (await platform.Nobody().Get(path)).ShouldBeOk();

    [Fact]
    public async Task Starting_invites_the_applicant_and_says_the_same_a_second_time()
    {
        var email = "begin@tram.example";
        for (var time = 1; time <= 2; time++)
        {
            var begun = await platform.Nobody().Post("/register/prosecutor/start", new { OrganisationName = "Llŷn Ferries", YourName = "Ŵyn O'Dare", Email = email });
            begun.ShouldRedirectTo("/register/prosecutor/check-your-email");
            await platform.Settle();
        }
        Assert.NotEmpty(platform.Emails(email));
        (await platform.Nobody().Get("/register/prosecutor/check-your-email")).ShouldSay("junk folder");
    }

    [Fact]
    public async Task Starting_refuses_what_is_missing_or_malformed_and_keeps_what_was_typed()
    {
        var page = await platform.Nobody().Post("/register/prosecutor/start", new { OrganisationName = "", YourName = new string('n', 300), Email = "nobody at home" });
        page.ShouldRefuse(Say.EnterOrganisationName, Say.NameLength, Say.EmailFormat);
        Assert.Contains("nobody at home", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_post_of_the_same_form_starts_one_application_only()
    {
        var visitor = platform.Nobody();
        var form = await visitor.Get("/register/prosecutor/start");
        var before = await Count();
        foreach (var _ in Enumerable.Range(0, 2))
            (await visitor.Submit(form, new { OrganisationName = "Twice Ltd", YourName = "Ann Twice", Email = "twice@tram.example" })).ShouldRedirectTo("/register/prosecutor/check-your-email");
        Assert.Equal(before + 1, await Count());
        Task<int> Count() => platform.Read<RegistrationDbContext, int>(db => db.Applications.CountAsync());
    }

    [Fact]
    public async Task The_whole_questionnaire_is_saved_checked_sent_and_copied()
    {
        var applicant = await platform.Applicant();
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(0, 9));
        await applicant.FillIn();
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(9, 9));
        var check = await applicant.Get("/application/check");
        check.ShouldSay("LL57 2DG").ShouldSay("•••••• 58").ShouldSay("12,300 cases a year");
        Assert.DoesNotContain("66374958", check.Html, StringComparison.Ordinal);
        await applicant.Send();
        var organisation = await platform.OrganisationOf(applicant);
        var reference = (await platform.CaseOf(organisation)).Reference;
        Assert.True(OrganisationReference.IsRight(reference));
        (await applicant.Get("/application/submitted")).ShouldSay(reference);
        var copy = await applicant.Get("/application/copy");
        Assert.Equal("application/pdf", copy.ShouldBeOk().Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(await platform.Recorded<ApplicationSubmitted>(), e => e.OrganisationId == organisation && e.FormVersion == 1);
        await platform.Settle();
        Assert.Contains(platform.Emails(applicant.Email), e => e.Subject == Say.EmailSubmittedSubject(reference).ToString());
        (await applicant.Get("/application")).ShouldSay("We have had your application since");
        (await applicant.Get("/application/address")).ShouldRedirectTo("/application");
        Assert.Equal(Stage.Submitted, (await platform.CaseOf(organisation)).Stage);
    }

    [Fact]
    public async Task The_account_number_is_encrypted_and_can_be_kept_without_typing_it_again()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        var organisation = await platform.OrganisationOf(applicant);
        var saved = (await platform.ApplicationOf(organisation)).Answers.Remittance!;
        Assert.DoesNotContain("374958", saved.ProtectedNumber, StringComparison.Ordinal);
        (await applicant.Post("/application/remittance", new Dictionary<string, string> { ["Answers.AccountName"] = "OTHER NAME", ["Answers.SortCode"] = "089999", ["Answers.AccountNumber"] = "" }))
            .ShouldRedirectTo("/application");
        Assert.Equal(saved with { AccountName = "OTHER NAME" }, (await platform.ApplicationOf(organisation)).Answers.Remittance);
    }

    [Fact]
    public async Task An_account_that_does_not_match_is_saved_once_the_applicant_confirms_it()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        Dictionary<string, string> typed = new() { ["Answers.AccountName"] = "GWYR TRAMWAYS", ["Answers.SortCode"] = "089999", ["Answers.AccountNumber"] = "66374959" };
        (await applicant.Post("/application/remittance", typed)).ShouldSay(Say.AccountDoesNotMatch).ShouldSay(Say.TickAccountConfirmed);
        Assert.Equal(AccountCheck.LooksRight, (await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers.Remittance!.Check);
        (await applicant.Post("/application/remittance", new Dictionary<string, string>(typed) { ["Answers.Confirmed"] = "true" })).ShouldRedirectTo("/application");
        (await applicant.Get("/application/check")).ShouldSay(Say.AccountCheckDoesNotMatch(ModulusTable.Shipped.ValidFrom));
    }

    [Fact]
    public async Task Another_sort_code_asks_for_the_number_again()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        (await applicant.Post("/application/remittance", new Dictionary<string, string> { ["Answers.AccountName"] = "GWYR TRAMWAYS", ["Answers.SortCode"] = "200000", ["Answers.AccountNumber"] = "" }))
            .ShouldSay(Say.AccountNumberAgain);
    }

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
        page.ShouldRefuse(Say.OffenceFormatWrong("1234"), Say.OffenceUnknown("ZZ99999"), Say.OffenceNotInForce("FS90012", Offence.Find("FS90012")!.Title));
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

    [Fact]
    public async Task A_method_without_cases_is_a_problem_that_stops_the_submission()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        (await applicant.Post("/application/method", new Dictionary<string, string> { ["Answers.Methods"] = "summons" })).ShouldRedirectTo("/application");
        (await applicant.Get("/application")).ShouldSay(Say.StatusProblem);
        var refused = await applicant.Post("/application/check", new { Declared = true, DeclaredName = "Siân O'Neill", DeclaredRole = "Head of law" });
        refused.ShouldRefuse(Say.RuleCorrectTheProblems);
        refused.ShouldSay(Say.ProblemVolumeMissing(Words.Method("summons")));
    }

    [Fact]
    public async Task The_declaration_must_be_made()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        (await applicant.Post("/application/check", new { DeclaredName = "", DeclaredRole = "" })).ShouldRefuse(Say.ConfirmDeclaration, Say.EnterYourName, Say.EnterYourJobTitle);
    }

    [Fact]
    public async Task A_short_name_belongs_to_one_organisation()
    {
        var first = await platform.Applicant();
        var answers = Applicants.Sections("ONLYONE").Single(s => s.Page == "organisation").Answers;
        (await first.Post("/application/organisation", answers)).ShouldRedirectTo("/application");
        var second = await platform.Applicant();
        (await second.Post("/application/organisation", answers)).ShouldRefuse(Say.ShortNameTaken("ONLYONE"));
    }

    [Fact]
    public async Task The_second_of_two_tabs_is_told_and_overwrites_nothing()
    {
        var applicant = await platform.Applicant();
        var tab = await applicant.Get("/application/address");
        var answers = Applicants.Sections("TABS").Single(s => s.Page == "address").Answers;
        (await applicant.Submit(tab, answers)).ShouldRedirectTo("/application");
        var late = await applicant.Submit(tab, new Dictionary<string, string>(answers) { ["Answers.Town"] = "Elsewhere" });
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Bangor", late.Html, StringComparison.Ordinal);
        Assert.Equal("Bangor", (await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers.Address!.Town);
    }

    [Fact]
    public async Task A_field_of_ten_megabytes_is_refused_in_words_or_by_size_and_stored_nowhere()
    {
        var applicant = await platform.Applicant();
        var answers = Applicants.Sections("BIG").Single(s => s.Page == "organisation").Answers;
        answers["Answers.LegalPower"] = new string('x', 10_000_000);
        var page = await applicant.Post("/application/organisation", answers);
        Assert.InRange((int)page.Status, 400, 499);
        Assert.Null((await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers.Organisation);
    }

    [Fact]
    public async Task A_stranger_an_officer_and_another_applicant_get_nothing()
    {
        Assert.StartsWith("/sign-in", (await platform.Nobody().Get("/application")).Location, StringComparison.Ordinal);
        (await (await platform.Person(Roles.OnboardingOfficer)).Get("/application")).ShouldBeNotFound();
        var mine = await platform.Applicant();
        var other = await platform.Applicant();
        var form = await mine.Get("/application/address");
        var stolen = (await platform.ApplicationOf(await platform.OrganisationOf(other))).Id;
        var answers = Applicants.Sections("STOLEN").Single(s => s.Page == "address").Answers;
        (await mine.Submit(form, new Dictionary<string, string>(answers) { ["ApplicationId"] = $"{stolen}" })).ShouldBeNotFound();
    }

    [Fact]
    public async Task Withdrawing_asks_for_a_reason_and_deletes_nothing()
    {
        var (organisation, applicant) = await platform.SentApplication();
        (await applicant.Post("/application/withdraw", new { Reason = "" })).ShouldRefuse(Say.EnterWithdrawReason, Say.ConfirmWithdraw);
        (await applicant.Post("/application/withdraw", new { Reason = "We merge with another operator", Confirmed = true })).ShouldRedirectTo("/application");
        (await applicant.Get("/application")).ShouldSay("You withdrew your application");
        Assert.Equal(Stage.Withdrawn, (await platform.CaseOf(organisation)).Stage);
        Assert.Contains(await platform.Recorded<ApplicationWithdrawn>(), e => e.OrganisationId == organisation);
    }

    [Fact]
    public async Task The_pages_speak_welsh()
    {
        var visitor = platform.Nobody();
        var page = await visitor.Follow(await visitor.Get("/register/prosecutor?language=cy"));
        page.ShouldSay(Say.ProsecutorTitle.In(Language.Welsh));
    }

    private static readonly Dictionary<Platform, Browser> Sharing = [];

    private async Task<Browser> Shared() => Sharing.TryGetValue(platform, out var browser) ? browser : Sharing[platform] = await platform.Applicant();
}
