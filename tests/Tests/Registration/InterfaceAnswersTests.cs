using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Registration;

/// <summary>What is asked only of some: interfaces, back duty, charges, Welsh; and answers from before a question existed.</summary>
public class InterfaceAnswersTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly Dictionary<string, string> Supplier = new()
    {
        ["Answers.CaseSystem"] = "Tram Cases 4.2",
        ["Answers.BuildMethod"] = "bespoke",
        ["Answers.SupplierName"] = "Ŵyn Systems",
        ["Answers.SupplierContact"] = "Odalys Finch",
        ["Answers.SupplierEmail"] = "odalys@wyn.example",
        ["Answers.SupplierTelephone"] = "01632 960 010",
        ["Answers.ContractEnd.Day"] = "1",
        ["Answers.ContractEnd.Month"] = "8",
        ["Answers.ContractEnd.Year"] = "2026",
    };

    private static readonly Dictionary<string, string> Connection = new()
    {
        ["Answers.LeadTimeWeeks"] = "10",
        ["Answers.EarliestStart.Day"] = "4",
        ["Answers.EarliestStart.Month"] = "5",
        ["Answers.EarliestStart.Year"] = "2026",
        ["Answers.Interfaces"] = "submit",
        ["Answers.Hosting"] = "cloud-uk",
        ["Answers.Networks"] = "203.0.113.16/28\n2001:db8:7::/48, 198.51.100.7",
        ["Answers.MutualTls"] = "true",
        ["Answers.TestEnvironment"] = "true",
        ["Answers.TestsWithSyntheticData"] = "true",
    };

    [Fact]
    public async Task Who_builds_an_interface_answers_two_more_sections_and_sees_what_the_lead_time_does()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        (await applicant.Get("/application/supplier")).ShouldRedirectTo("/application"); // nothing is built yet
        (await applicant.Post("/application/api", new Dictionary<string, string> { ["Answers.Ability"] = "planned" })).ShouldRedirectTo("/application/supplier");
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(16, 18));
        (await applicant.Post("/application/supplier", Supplier)).ShouldRedirectTo("/application/connection");
        var worked = await applicant.Post("/application/connection", Connection, button: Say.WorkOutEarliest.ToString());
        worked.ShouldBeOk().ShouldSay(Say.EarliestTestingIs(new DateOnly(2026, 7, 13))); // ten weeks after 4 May
        Assert.Equal("", (await Answers(applicant)).Api!.LeadTimeWeeks); // nothing is saved by it
        (await applicant.Post("/application/connection", Connection)).ShouldRedirectTo("/application");
        var page = await applicant.Get("/application");
        page.ShouldSay(Say.SectionsDone(17, 18)).ShouldSay(Say.StatusProblem); // testing was wished for before
        (await applicant.Get("/application/check")).ShouldSay(Say.TestingTooEarly(new DateOnly(2026, 7, 13))).ShouldSay("203.0.113.16/28")
            .ShouldSay(Say.WarnContractEnds(new DateOnly(2026, 8, 1), new DateOnly(2026, 12, 31)));
        (await applicant.Get("/application/timing")).ShouldSay(Say.EarliestTestingIs(new DateOnly(2026, 7, 13)));
        var timing = Applicants.Sections("TIMING").Single(s => s.Page == "timing").Answers;
        (await applicant.Post("/application/timing", timing)).ShouldRefuse(Say.TestingTooEarly(new DateOnly(2026, 7, 13)));
        timing["Answers.TestingFrom.Day"] = "13";
        (await applicant.Post("/application/timing", timing)).ShouldRedirectTo("/application");
        await applicant.Send();
        (await applicant.Get("/application")).ShouldSay("Ŵyn Systems");
    }

    [Fact]
    public async Task Both_pages_on_an_interface_say_what_is_missing()
    {
        var applicant = await platform.Applicant();
        (await applicant.Post("/application/api", new Dictionary<string, string> { ["Answers.Ability"] = "existing" })).ShouldRedirectTo("/application/supplier");
        (await applicant.Post("/application/supplier", new Dictionary<string, string>
        {
            ["Answers.CaseSystem"] = "",
            ["Answers.BuildMethod"] = "",
            ["Answers.SupplierName"] = "",
            ["Answers.SupplierContact"] = "",
            ["Answers.SupplierEmail"] = "x",
            ["Answers.SupplierTelephone"] = "",
            ["Answers.ContractEnd.Day"] = "1",
            ["Answers.ContractEnd.Month"] = "1",
            ["Answers.ContractEnd.Year"] = "2020",
        })).ShouldRefuse(Say.EnterCaseSystem, Say.SelectBuildMethod, Say.EnterSupplierName, Say.EnterSupplierContact, Say.EmailFormat, Say.EnterSupplierTelephone, Say.ContractEndFuture);
        (await applicant.Post("/application/connection", new Dictionary<string, string>
        {
            ["Answers.LeadTimeWeeks"] = "105",
            ["Answers.Hosting"] = "moon",
            ["Answers.Networks"] = "10.1.2.0/24\n192.168.0.1 fd00::/8 203.0.113/24 8.0.0.0/8 tram.example",
            ["Answers.TestEnvironment"] = "false",
        })).ShouldRefuse(
            Say.LeadTimeFormat, Say.EnterEarliestStart, Say.SelectInterfaces, Say.SelectHosting, Say.NetworkPrivate("10.1.2.0/24"), Say.NetworkPrivate("192.168.0.1"), Say.NetworkPrivate("fd00::/8"),
            Say.NetworkFormat("203.0.113/24"), Say.NetworkWide("8.0.0.0/8"), Say.NetworkFormat("tram.example"), Say.SelectMutualTls, Say.TestEnvironmentNeeded, Say.ConfirmSyntheticData);
        (await applicant.Post("/application/supplier", new Dictionary<string, string> { ["Answers.CaseSystem"] = "Own", ["Answers.BuildMethod"] = "in-house" })).ShouldRedirectTo("/application/connection");
        (await applicant.Post("/application/api", new Dictionary<string, string> { ["Answers.Ability"] = "none" })).ShouldRedirectTo("/application");
        Assert.Equal("", (await Answers(applicant)).Api!.CaseSystem); // what doesn't apply any longer isn't kept
    }

    [Fact]
    public async Task Regions_add_up_and_Wales_needs_Welsh_notices()
    {
        var applicant = await platform.Applicant();
        (await applicant.Post("/application/regions", new Dictionary<string, string> { ["Answers.London"] = "50", ["Answers.Wales"] = "49" })).ShouldRefuse(Say.RegionsTotal(99));
        (await applicant.Post("/application/regions", new Dictionary<string, string> { ["Answers.London"] = "99", ["Answers.Wales"] = "1" })).ShouldRedirectTo("/application");
        var notices = new Dictionary<string, string> { ["Answers.Producer"] = "in-house", ["Answers.PostedBy"] = "organisation", ["Answers.Languages"] = "en" };
        (await applicant.Post("/application/notices", notices)).ShouldRefuse(Say.WelshIsNeeded);
        (await applicant.Post("/application/regions", new Dictionary<string, string> { ["Answers.London"] = "100", ["Answers.Wales"] = "" })).ShouldRedirectTo("/application");
        (await applicant.Post("/application/notices", notices)).ShouldRedirectTo("/application");
        (await applicant.Post("/application/regions", new Dictionary<string, string> { ["Answers.London"] = "", ["Answers.Wales"] = "100" })).ShouldRedirectTo("/application");
        (await applicant.Get("/application")).ShouldSay(Say.StatusProblem);
    }

    [Fact]
    public async Task Only_police_charge_and_only_departments_are_asked_for_back_duty()
    {
        var applicant = await platform.Applicant();
        var organisation = Applicants.Sections(Applicants.NewShortName())[0].Answers;
        var charge = new Dictionary<string, string> { ["Answers.Methods"] = "charge" };
        (await applicant.Post("/application/organisation", organisation)).ShouldRedirectTo("/application");
        Assert.DoesNotContain("ClaimsBackDuty", (await applicant.Get("/application/money")).Html, StringComparison.Ordinal);
        (await applicant.Post("/application/method", charge)).ShouldRefuse(Say.OnlyPoliceCharge);
        organisation["Answers.Category"] = "police";
        (await applicant.Post("/application/organisation", organisation)).ShouldRedirectTo("/application");
        (await applicant.Post("/application/method", charge)).ShouldRedirectTo("/application");
        (await applicant.Post("/application/volumes", new Dictionary<string, string> { ["Answers.Sjp"] = "", ["Answers.PostalRequisition"] = "", ["Answers.Summons"] = "", ["Answers.Charge"] = "1,200", ["Answers.PeakMonth"] = "1", ["Answers.PeakCases"] = "100" }))
            .ShouldRedirectTo("/application");
        organisation["Answers.Category"] = "government-department";
        (await applicant.Post("/application/organisation", organisation)).ShouldRedirectTo("/application");
        var money = new Dictionary<string, string> { ["Answers.ClaimsCosts"] = "false", ["Answers.ClaimsCompensation"] = "true", ["Answers.MostCompensation"] = "1,000" };
        (await applicant.Post("/application/money", money)).ShouldRefuse(Say.SelectBackDuty);
        (await applicant.Post("/application/money", new Dictionary<string, string>(money) { ["Answers.ClaimsBackDuty"] = "true", ["Answers.LeastBackDuty"] = "90", ["Answers.MostBackDuty"] = "20" })).ShouldRefuse(Say.BackDutyOrder);
        (await applicant.Post("/application/money", new Dictionary<string, string>(money) { ["Answers.ClaimsBackDuty"] = "true", ["Answers.LeastBackDuty"] = "20", ["Answers.MostBackDuty"] = "900" })).ShouldRedirectTo("/application");
        Assert.Equal(("1000.00", "900.00"), ((await Answers(applicant)).Money!.MostCompensation, (await Answers(applicant)).Money!.MostBackDuty));
    }

    [Fact]
    public async Task Offences_carry_expected_cases_and_charities_their_number()
    {
        var applicant = await platform.Applicant();
        (await applicant.Post("/application/offences", new Dictionary<string, string> { ["Answers.Codes"] = "bt02011 1200\nRA05013;RA05018" })).ShouldRedirectTo("/application");
        Assert.Equal("BT02011 1200\nRA05013\nRA05018", (await Answers(applicant)).Offences!.Codes);
        (await applicant.Post("/application/offences", new Dictionary<string, string> { ["Answers.Codes"] = "BT02011 5000001" })).ShouldRefuse(Say.VolumeFormat);
        var charity = Applicants.Sections(Applicants.NewShortName())[0].Answers;
        (charity["Answers.Category"], charity["Answers.RegisteredNumber"]) = ("charity", "1234567");
        (await applicant.Post("/application/organisation", charity)).ShouldRedirectTo("/application");
    }

    [Fact]
    public async Task Proof_is_a_PDF_of_each_kind_that_the_officer_opens_too()
    {
        var applicant = await (await platform.Applicant()).FillIn("proof");
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(15, 16));
        (await applicant.Post("/application/proof", new { Kind = "wish", Upload = new Upload("a.pdf", Applicants.Pdf, "application/pdf") }, "form[enctype]")).ShouldRefuse(Say.SelectProof);
        (await applicant.Post("/application/proof", new { Kind = "authority", Upload = new Upload("a.pdf", "hello"u8.ToArray(), "application/pdf") }, "form[enctype]"))
            .ShouldRefuse(Common.UploadNotPdf("a.pdf"));
        foreach (var kind in ProofAnswers.Kinds) await applicant.Prove(kind);
        await applicant.Send();
        var organisation = await platform.OrganisationOf(applicant);
        var file = (await platform.ApplicationOf(organisation)).Answers.Proof!.Files[0];
        Assert.Equal("application/pdf", (await applicant.Get($"/application/proof?handler=File&file={file.Id}")).ShouldBeOk().Response.Content.Headers.ContentType!.MediaType);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get($"/officer/org/{organisation}/answers")).ShouldSay("prawf ŵ.pdf");
        (await officer.Get($"/officer/org/{organisation}/answers?handler=File&file={file.Id}")).ShouldBeOk();
        var (_, other) = await platform.SentApplication();
        (await other.Get($"/application/proof?handler=File&file={file.Id}")).ShouldBeNotFound();
    }

    [Fact]
    public async Task The_declaration_is_kept_with_a_hash_that_the_JSON_copy_lets_anybody_work_out_again()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var sent = (await platform.ApplicationOf(organisation)).Latest!;
        var copy = JsonDocument.Parse(await (await applicant.Get("/application/copy?handler=Json")).Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var answers = System.Text.Encoding.UTF8.GetBytes(copy.GetProperty("answers").GetRawText());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(answers)), copy.GetProperty("answersSha256").GetString());
        Assert.Equal(sent.FormHash, copy.GetProperty("answersSha256").GetString());
    }

    /// <summary>Answers as they were stored before these questions existed.</summary>
    [Fact]
    public void Old_answers_still_load_and_say_what_is_not_answered_yet()
    {
        const string Old = """
            {"organisation":{"legalName":"Old","shortName":"OLD","category":"regulator"},"volumes":{"sjp":"10","postalRequisition":"0","summons":"0"},
             "api":{"ability":"planned","caseSystem":"X","buildMethod":"in-house","leadTimeWeeks":"4","earliestStart":"2026-05-01"},
             "people":{"accountablePerson":{"name":"A B","jobTitle":"D","email":"a@b.example"}}}
            """;
        var answers = JsonSerializer.Deserialize<Answers>(Old, Json.Options)!;
        Assert.Equal(10, answers.Volumes!.Total);
        Assert.Equal([true, false, true, false, false], new[] { Section.Organisation, Section.Volumes, Section.Supplier, Section.Connection, Section.People }.Select(answers.Has));
        Assert.NotEmpty(new AnswersView(answers, OffenceList.Shipped, null, null).Cards);
        Assert.Empty(Questionnaire.Warnings(answers, new DateOnly(2026, 3, 2)));
    }

    private async Task<Answers> Answers(Browser applicant) => (await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers;
}
