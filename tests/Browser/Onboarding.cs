using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using Xunit;

namespace CommonPlatform.Browser;

/// <summary>
/// The whole journey in Chromium, from an empty platform to an organisation that is live. HMCTS sits at desks, in English and with JavaScript;
/// the organisation's people hold phones of 320 pixels, in Welsh and without JavaScript; every page is looked at both ways.
/// </summary>
public sealed partial class Onboarding(Service service)
{
    private const string Tramways = "Ŵyrmouth & O’Hara Tramways";
    private static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n");

    private Stage stage = null!;
    private string organisation = ""; // its pages of HMCTS's are under this address
    private Visitor officer = null!, tester = null!, finance = null!, assessor = null!, hmctsSignatory = null!, hmctsOwner = null!;
    private Visitor applicant = null!, accountable = null!, security = null!, owner = null!, administrator = null!;

    [Fact]
    public async Task An_organisation_goes_from_the_start_page_to_live()
    {
        await using var opened = await Stage.Open(service, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        stage = opened;
        await PeopleOfHmctsAreInvited();
        await AnApplicantFillsInTheQuestionnaire();
        await AnOfficerReturnsItAndAcceptsItInThreeClicks();
        await IdentifiersAreVerified();
        await ThePeopleNamedAreInvited();
        await TheAccountablePersonSignsInThreeClicks();
        await TheServiceOwnerSignsAndHmctsCountersigns();
        await TheSecurityQuestionnaireIsAnsweredAndAssessed();
        await NoticesAreUploadedAndReviewed();
        await DatesAreProposedAndAccepted();
        await TheOrganisationIsSetUp();
        await GatesAreConfirmedByHand();
        await TestingIsSignedOff();
        await TheOrganisationGoesLive();
        Assert.Empty(stage.Complaints);
    }

    /// <summary>Nobody is in the platform to begin with: the first administrator has a link from whoever started it, everybody else an email.</summary>
    private async Task PeopleOfHmctsAreInvited()
    {
        var admin = await stage.AtDesk("administrator@courts.example");
        await admin.Activate(await stage.FirstAdministratorsLink());
        await admin.Look();
        officer = await Invited(admin, "Oriel Bramwell", Roles.OnboardingOfficer);
        tester = await Invited(admin, "Petra Lindqvist", Roles.TestManager);
        finance = await Invited(admin, "Rhodri Quayle", Roles.FinanceOfficer);
        assessor = await Invited(admin, "Imran Vashti", Roles.SecurityAssessor);
        hmctsSignatory = await Invited(admin, "Casimir Holt", Roles.HmctsSignatory);
        hmctsOwner = await Invited(admin, "Delyth Abernathy", Roles.HmctsServiceOwner);
    }

    private async Task<Visitor> Invited(Visitor by, string name, string role)
    {
        var person = await stage.AtDesk($"{name.Replace(' ', '.').ToLowerInvariant()}@courts.example");
        await by.GoTo("/admin/users");
        await by.Press("main a[href='/admin/users/invite']");
        if (officer is null) await by.Look();
        await by.Fill(("Name", name), ("Email", person.Email));
        await by.Tick("HmctsRoles", role);
        await by.Tick("LanguageTag", "en");
        await by.Submit();
        await person.Activate();
        return person;
    }

    private async Task AnApplicantFillsInTheQuestionnaire()
    {
        applicant = await stage.OnPhone("sion@wyrmouth.example");
        await applicant.GoTo("/");
        await applicant.Press("main a[href='/register/prosecutor']");
        await applicant.Press("main a[href='/register/prosecutor/start']");
        await applicant.Look();
        await applicant.Fill(("OrganisationName", Tramways), ("YourName", "Siôn O'Hara-Ŵyn"), ("Email", applicant.Email));
        await applicant.Submit();
        await applicant.Look();
        await applicant.Activate();
        Assert.Equal("/application", applicant.Path);
        await applicant.Look();

        await Section("organisation", TickOrganisation, ("LegalName", Tramways), ("ShortName", "WYRTRAM"), ("WelshName", "Tramffyrdd Ŵyrmouth"), ("RegisteredNumber", "01234567"), ("LegalPower", "Tramway Byelaws Act 1999, section 4"));
        await Section("address", null, ("Line1", "1 Harbour Row"), ("Town", "Ŵyrmouth"), ("Postcode", "sa1 1aa"));
        await Section("contacts", null, ("MainEmail", "prosecutions@wyrmouth.example"), ("Telephone", "01632 960 001"), ("LeadName", "Siôn O'Hara-Ŵyn"), ("LeadJobTitle", "Head of law"), ("LeadEmail", applicant.Email), ("LeadTelephone", "+44 1632 960 002"));
        await Section("remittance", null, ("AccountName", "WYRMOUTH TRAMWAYS"), ("SortCode", "08-99-99"), ("AccountNumber", "66374958"));
        await Section("volumes", null, ("Sjp", "12,000"), ("PostalRequisition", "0"), ("Summons", "300"), ("PeakMonth", "8"), ("PeakCases", "1,500"));
        await Section("regions", null, ("NorthWest", "25"), ("Wales", "75"));
        await Section("method", AnswerMethods, ("SjpAuthority", "Order of 2016"));
        await Section("offences", null, ("Codes", "BT02011"));
        await Section("money", AnswerMoney, ("UsualCosts", "85"));
        await Section("notices", AnswerNotices, ("ProducerName", "Argraffwyr Ŵyn"));
        await Section("data-protection", () => applicant.Tick("Answers.Role", "controller"), ("Statement", "The head of governance; a task in the public interest"), ("IcoNumber", "ZA123456"), ("IcoExpires.Day", "30"), ("IcoExpires.Month", "6"), ("IcoExpires.Year", "2027"));
        await AnswerOnTheInterface();
        await Section("timing", null, [.. Date("TestingFrom", new DateOnly(2026, 9, 1)), .. Date("TestingTo", new DateOnly(2026, 9, 22)), ("GoLiveQuarter", "2026-4")]);
        await Section("people", () => applicant.Tick("Answers.IsEmployed"), [.. Person("AccountablePerson", "Owain Tŷ-Gwyn", "owain"), .. Person("SecuritySignatory", "Carys Maddocks", "carys"), ("Authority", "Scheme of delegation 2025, section 3")]);
        await Section("service", null, [.. Person("ServiceOwner", "Bryn Haverfield", "bryn"), .. Person("AccountAdministrator", "Elin Ŵyn-Parry", "elin"), .. Person("Finance", "Efa Lloyd", "efa")]);
        await UploadProof();
        await applicant.GoTo("/application/colleagues");
        await applicant.Look();
        await Declare();
        Assert.Equal("/application/submitted", applicant.Path);
        await applicant.Look();
        Assert.Matches(@"CPO-\d{6}[A-Z]", await applicant.Page.Locator(".govuk-panel").InnerTextAsync());
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString((await applicant.Download("main a[href='/application/copy']"))[..5]), StringComparison.Ordinal);

        async Task AnswerMethods()
        {
            await applicant.Tick("Answers.Methods", "sjp");
            await applicant.Tick("Answers.Methods", "summons");
            await applicant.Tick("Answers.SjpAuthorised");
        }

        async Task TickOrganisation()
        {
            await applicant.Tick("Answers.Category", "transport-operator");
            await applicant.Tick("Answers.HasOuCode", "false");
        }

        async Task AnswerMoney()
        {
            await applicant.Tick("Answers.ClaimsCosts", "true");
            await applicant.Tick("Answers.ClaimsCompensation", "false");
        }

        async Task AnswerNotices()
        {
            await applicant.Tick("Answers.Producer", "print-supplier");
            await applicant.Tick("Answers.PostedBy", "producer");
            await applicant.Tick("Answers.Languages", "cy");
        }

        static (string, string)[] Person(string role, string name, string mailbox) =>
            [($"{role}.Name", name), ($"{role}.JobTitle", "Director"), ($"{role}.Email", $"{mailbox}@wyrmouth.example"), ($"{role}.Telephone", "01632 960 003")];
    }

    /// <summary>First with an interface, whose two pages are looked at; then by hand, as the organisation goes on.</summary>
    private async Task AnswerOnTheInterface()
    {
        await Section("api", () => applicant.Tick("Answers.Ability", "planned"));
        Assert.Equal("/application/supplier", applicant.Path);
        await applicant.Look();
        await applicant.Fill(("Answers.CaseSystem", "Tramiau 4.2"));
        await applicant.Tick("Answers.BuildMethod", "in-house");
        await applicant.Submit();
        Assert.Equal("/application/connection", applicant.Path);
        await applicant.Fill([("Answers.LeadTimeWeeks", "10"), .. Date("EarliestStart", new DateOnly(2026, 5, 4)).Select(f => ($"Answers.{f.Item1}", f.Item2))]);
        await applicant.Page.ClickAsync("main button[formaction]");
        await applicant.Look();
        Assert.Equal("10", await applicant.Page.InputValueAsync("[name='Answers.LeadTimeWeeks']"));
        await Section("api", () => applicant.Tick("Answers.Ability", "none"));
    }

    private async Task UploadProof()
    {
        await applicant.GoTo("/application");
        await applicant.Press("main a[href='/application/proof']");
        foreach (var kind in new[] { "legal-power", "authority" })
        {
            await applicant.Tick("Kind", kind);
            await applicant.Upload("prawf ŵ.pdf", Pdf);
            await applicant.Submit("[enctype]");
        }
        await applicant.Look();
    }

    private static (string, string)[] Date(string name, DateOnly day) => [($"{name}.Day", $"{day.Day}"), ($"{name}.Month", $"{day.Month}"), ($"{name}.Year", $"{day.Year}")];

    /// <summary>Opens a section from the list, sends it with a mistake, reads that nothing typed is lost, and corrects it.</summary>
    private async Task Section(string section, Func<Task>? ticks, params (string Name, string Value)[] typed)
    {
        await applicant.GoTo("/application");
        await applicant.Press($"main a[href='/application/{section}']");
        await applicant.Look();
        if (ticks is not null) await ticks();
        await applicant.Fill([.. typed.Select(t => ($"Answers.{t.Name}", t.Value))]);
        if (section == "address")
        {
            await applicant.Fill(("Answers.Postcode", "not a postcode"));
            await applicant.Send();
            Assert.Equal(1, await applicant.Page.Locator(".govuk-error-summary").CountAsync());
            Assert.Equal("1 Harbour Row", await applicant.Page.InputValueAsync("[name='Answers.Line1']"));
            Assert.Equal("not a postcode", await applicant.Page.InputValueAsync("[name='Answers.Postcode']"));
            await applicant.Fill(("Answers.Postcode", "sa1 1aa"));
        }
        await applicant.Submit();
    }

    private async Task Declare()
    {
        await applicant.GoTo("/application");
        await applicant.Press("main a[href='/application/check']");
        await applicant.Look();
        await applicant.Tick("Declared");
        await applicant.Fill(("DeclaredName", "Siôn O'Hara-Ŵyn"), ("DeclaredRole", "Head of law"));
        await applicant.Submit();
    }

    private async Task AnOfficerReturnsItAndAcceptsItInThreeClicks()
    {
        await stage.Wait(1);
        await officer.GoTo("/officer");
        await officer.Look();
        await officer.Press("main th a[href^='/officer/org/']");
        organisation = officer.Path;
        await officer.Look();
        await officer.Submit(":not([action])");
        await officer.Press($"main a[href='{organisation}/decide/application']");
        await officer.Look();
        await officer.Tick("Outcome", "return");
        await officer.Fill(("Question", "Which order gives you the power to prosecute? Please name it with its year."));
        await officer.Submit();

        await stage.Wait(2);
        await applicant.GoToEmailed("/application");
        await applicant.Look();
        Assert.Contains("Which order", await applicant.Page.Locator(".govuk-notification-banner").InnerTextAsync(), StringComparison.Ordinal);
        await applicant.Press("main a[href='/application/method']");
        await applicant.Fill(("Answers.SjpAuthority", "The Ŵyrmouth Tramways (Penalty Fares) Order 2016, article 7"));
        await applicant.Submit();
        await Declare();

        await stage.Wait(9);
        await officer.GoTo("/officer");
        var row = officer.Page.Locator($"main tr:has(a[href='{organisation}'])");
        Assert.Contains("overdue", await row.InnerTextAsync(), StringComparison.Ordinal); // who is overdue, and why: on the first page
        Assert.Contains("Waiting for the onboarding officer to check the application", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, officer.Clicks);
        await officer.Press($"main a[href='{organisation}/decide/application']");
        await officer.Tick("Outcome", "accept");
        await officer.Submit();
        Assert.Equal(3, officer.Clicks);
        Assert.Equal(organisation, officer.Path);
        await officer.Look();
        foreach (var tab in new[] { "timeline", "people", "emails", "answers", "workflow", "forecast", "brief" })
        {
            await officer.GoTo($"{organisation}/{tab}");
            await officer.Look();
        }
        foreach (var page in new[] { "calendar", "reports", "forecasts", "keyboard" })
        {
            await officer.GoTo($"/officer/{page}");
            await officer.Look();
        }
    }

    private async Task IdentifiersAreVerified()
    {
        await officer.GoTo($"{organisation}/identifiers");
        await officer.Look();
        foreach (var identifier in new[] { "LegalPower", "CompanyNumber", "Ico", "OuCode" })
        {
            await officer.Fill(("Identifier", identifier));
            await officer.Tick("Outcome", identifier == "OuCode" ? "does-not-apply" : "verified");
            if (identifier != "OuCode") await officer.Fill(("Method", "public-register"));
            await officer.Fill(("Evidence", "The entry of today, ŵ"));
            await officer.Submit();
        }
        Assert.Equal(3, await officer.Page.Locator("main .govuk-tag--green").CountAsync());
        await officer.Look();
        await officer.GoTo($"{organisation}/duplicates");
        await officer.Look();
    }

    private async Task ThePeopleNamedAreInvited()
    {
        accountable = await Named("owain", "/org/agreements");
        owner = await Named("bryn", "/org/agreements");
        security = await Named("carys", "/org/security");
        administrator = await Named("elin", "/org");
        await administrator.GoTo("/org");
        await administrator.Look();
    }

    private async Task<Visitor> Named(string mailbox, string? task)
    {
        var person = await stage.OnPhone($"{mailbox}@wyrmouth.example");
        await person.Activate();
        if (task is not null) Assert.Equal(task, person.Path.Split('?')[0]); // on the task that the email was about
        await person.Look();
        return person;
    }
}
