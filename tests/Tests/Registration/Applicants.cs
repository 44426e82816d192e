using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Tests.Registration;

/// <summary>Applicants and officers, made as in life: by the pages.</summary>
internal static class Applicants
{
    public static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n");
    private static int number;

    /// <summary>Answers that every section takes, on the first day of the tests' clock.</summary>
    public static IReadOnlyList<(string Page, Dictionary<string, string> Answers)> Sections(string shortName) => Sections(shortName, new DateOnly(2026, 3, 2));

    private static IReadOnlyList<(string Page, Dictionary<string, string> Answers)> Sections(string shortName, DateOnly today) =>
    [
        ("organisation", new()
        {
            ["Answers.LegalName"] = $"Gŵyr & Môn O'Hara Tramways {shortName}", ["Answers.ShortName"] = shortName, ["Answers.WelshName"] = "Tramffyrdd Gŵyr", ["Answers.Category"] = "transport-operator",
            ["Answers.RegisteredNumber"] = "01234567", ["Answers.LegalPower"] = "Tramway Byelaws Act 1999, section 4", ["Answers.HasOuCode"] = "false", ["Answers.OuCode"] = "",
        }),
        ("address", new() { ["Answers.Line1"] = "1 Heol y Tram", ["Answers.Line2"] = "", ["Answers.Line3"] = "", ["Answers.Town"] = "Bangor", ["Answers.County"] = "", ["Answers.Postcode"] = "ll572dg" }),
        ("contacts", new()
        {
            ["Answers.MainEmail"] = $"post@{shortName.ToLowerInvariant()}.example", ["Answers.Telephone"] = "01632 960 001", ["Answers.LeadName"] = "Siân ap Gwŷn-O'Neill", ["Answers.LeadJobTitle"] = "Head of law",
            ["Answers.LeadEmail"] = $"sian@{shortName.ToLowerInvariant()}.example", ["Answers.LeadTelephone"] = "+44 1632 960 002",
        }),
        ("remittance", new() { ["Answers.AccountName"] = "GWYR TRAMWAYS", ["Answers.SortCode"] = "08-99-99", ["Answers.AccountNumber"] = "66374958" }),
        ("volumes", new() { ["Answers.Sjp"] = "12,000", ["Answers.PostalRequisition"] = "300", ["Answers.Summons"] = "", ["Answers.PeakMonth"] = "12", ["Answers.PeakCases"] = "1,500" }),
        ("data-protection", new()
        {
            ["Answers.Role"] = "controller", ["Answers.Statement"] = "The head of governance; a task in the public interest", ["Answers.IcoNumber"] = "za123456",
            ["Answers.IcoExpires.Day"] = "30", ["Answers.IcoExpires.Month"] = "6", ["Answers.IcoExpires.Year"] = $"{today.Year + 1}",
        }),
        ("regions", new()
        {
            ["Answers.London"] = "", ["Answers.Midlands"] = "", ["Answers.NorthEast"] = "", ["Answers.NorthWest"] = "40", ["Answers.SouthEast"] = "", ["Answers.SouthWest"] = "", ["Answers.Wales"] = "60",
        }),
        ("money", new() { ["Answers.ClaimsCosts"] = "true", ["Answers.UsualCosts"] = "£85.5", ["Answers.ClaimsCompensation"] = "false" }),
        ("notices", new() { ["Answers.Producer"] = "print-supplier", ["Answers.ProducerName"] = "Argraffwyr Ŵyn", ["Answers.PostedBy"] = "producer", ["Answers.Languages"] = "cy" }),
        ("timing", new()
        {
            ["Answers.TestingFrom.Day"] = "1", ["Answers.TestingFrom.Month"] = $"{today.AddMonths(4).Month}", ["Answers.TestingFrom.Year"] = $"{today.AddMonths(4).Year}",
            ["Answers.TestingTo.Day"] = "22", ["Answers.TestingTo.Month"] = $"{today.AddMonths(4).Month}", ["Answers.TestingTo.Year"] = $"{today.AddMonths(4).Year}",
            ["Answers.GoLiveQuarter"] = $"{today.AddMonths(7).Year}-{(today.AddMonths(7).Month + 2) / 3}",
        }),
        ("method", new() { ["Answers.Methods"] = "sjp", ["Answers.SjpAuthorised"] = "true", ["Answers.SjpAuthority"] = "Single Justice Procedure Order 2016" }),
        ("offences", new() { ["Answers.Codes"] = "BT02011\nra05013, RA05018" }),
        ("api", new() { ["Answers.Ability"] = "none" }),
        ("people", new()
        {
            ["Answers.AccountablePerson.Name"] = "Alun Pryce", ["Answers.AccountablePerson.JobTitle"] = "Director", ["Answers.AccountablePerson.Email"] = $"alun@{shortName.ToLowerInvariant()}.example",
            ["Answers.AccountablePerson.Telephone"] = "01632 960 003", ["Answers.Authority"] = "Scheme of delegation 2025, section 3", ["Answers.IsEmployed"] = "true",
            ["Answers.SecuritySignatory.Name"] = "Bronwen Lacey", ["Answers.SecuritySignatory.JobTitle"] = "Head of security", ["Answers.SecuritySignatory.Email"] = $"bronwen@{shortName.ToLowerInvariant()}.example",
            ["Answers.SecuritySignatory.Telephone"] = "01632 960 004",
        }),
        ("service", new()
        {
            ["Answers.ServiceOwner.Name"] = "Carys Dunmore", ["Answers.ServiceOwner.JobTitle"] = "Service owner", ["Answers.ServiceOwner.Email"] = $"carys@{shortName.ToLowerInvariant()}.example",
            ["Answers.ServiceOwner.Telephone"] = "01632 960 005",
            ["Answers.AccountAdministrator.Name"] = "Dewi Farrow", ["Answers.AccountAdministrator.JobTitle"] = "Office manager", ["Answers.AccountAdministrator.Email"] = $"dewi@{shortName.ToLowerInvariant()}.example",
            ["Answers.AccountAdministrator.Telephone"] = "01632 960 006",
            ["Answers.Finance.Name"] = "Efa Lloyd", ["Answers.Finance.JobTitle"] = "Finance manager", ["Answers.Finance.Email"] = $"efa@{shortName.ToLowerInvariant()}.example", ["Answers.Finance.Telephone"] = "01632 960 007",
        }),
    ];

    public static string NewShortName() => $"T{Interlocked.Increment(ref number):D4}";

    /// <summary>Somebody who began an application and is signed in on it.</summary>
    public static async Task<Browser> Applicant(this Platform platform)
    {
        var email = $"applicant{Interlocked.Increment(ref number)}@tram.example";
        var begun = await platform.Nobody().Post("/register/prosecutor/start", new { OrganisationName = "Gŵyr Tramways", YourName = "Siân O'Neill", Email = email });
        begun.ShouldRedirectTo("/register/prosecutor/check-your-email");
        await platform.Settle();
        return await platform.Nobody().Activate(email);
    }

    /// <summary>Fills in every section, or all but one.</summary>
    public static async Task<Browser> FillIn(this Browser applicant, string? except = null)
    {
        foreach (var (page, answers) in Sections(NewShortName(), applicant.Today).Where(s => s.Page != except))
            (await applicant.Post($"/application/{page}", answers)).ShouldRedirectTo("/application");
        if (except != "proof") foreach (var kind in ProofAnswers.Kinds) await applicant.Prove(kind);
        return applicant;
    }

    /// <summary>Uploads a document of proof.</summary>
    public static async Task Prove(this Browser applicant, string kind) =>
        (await applicant.Post("/application/proof", new { Kind = kind, Upload = new Upload("prawf ŵ.pdf", Pdf, "application/pdf") }, "form[enctype]")).ShouldRedirectTo("/application/proof");

    /// <summary>Declares and sends.</summary>
    public static async Task<Browser> Send(this Browser applicant)
    {
        (await applicant.Post("/application/check", new { Declared = true, DeclaredName = "Siân O'Neill", DeclaredRole = "Head of law" })).ShouldRedirectTo("/application/submitted");
        return applicant;
    }

    /// <summary>An organisation whose application was accepted, with its tracks open.</summary>
    public static async Task<Guid> AcceptedOrganisation(this Platform platform)
    {
        var (organisation, _) = await platform.SentApplication();
        (await (await platform.Person(Roles.OnboardingOfficer)).Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        return organisation;
    }

    /// <summary>An application that has been sent, and its applicant.</summary>
    public static async Task<(Guid Organisation, Browser Applicant)> SentApplication(this Platform platform)
    {
        var applicant = await (await (await platform.Applicant()).FillIn()).Send();
        await platform.Settle();
        return (await platform.OrganisationOf(applicant), applicant);
    }

    public static Task<Guid> OrganisationOf(this Platform platform, Browser applicant) =>
        platform.Read<RegistrationDbContext, Guid>(db => db.Applications.Where(a => a.ApplicantId == applicant.PersonId).Select(a => a.OrganisationId).SingleAsync());

    public static Task<Application> ApplicationOf(this Platform platform, Guid organisation) =>
        platform.Read<RegistrationDbContext, Application>(db => db.Applications.AsNoTracking().SingleAsync(a => a.OrganisationId == organisation));

    public static Task<OnboardingCase> CaseOf(this Platform platform, Guid organisation) =>
        platform.Read<RegistrationDbContext, OnboardingCase>(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == organisation));
}
