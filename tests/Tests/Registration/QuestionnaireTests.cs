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
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(0, 16));
        await applicant.FillIn();
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(16, 16));
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
        var json = await (await applicant.Get("/application/copy?handler=Json")).ShouldBeOk().Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("GWYR TRAMWAYS", System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("answers").GetProperty("remittance").GetProperty("accountName").GetString());
        Assert.DoesNotContain((await platform.ApplicationOf(organisation)).Answers.Remittance!.ProtectedNumber, json, StringComparison.Ordinal);
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
    public async Task An_expired_link_of_a_registration_sends_a_new_one_that_leads_to_the_questionnaire()
    {
        const string email = "late@tram.example";
        (await platform.Nobody().Post("/register/prosecutor/start", new { OrganisationName = "Late Tramways", YourName = "Late Ŵyn", Email = email })).ShouldRedirectTo("/register/prosecutor/check-your-email");
        await platform.Settle();
        var link = platform.Emails(email)[^1].Link;
        await platform.Pass(TimeSpan.FromDays(29));
        var visitor = platform.Nobody();
        (await visitor.Get(link)).ShouldBeOk().ShouldSay(CommonPlatform.Access.Say.LinkExpiredTitle);
        (await visitor.Follow(await visitor.Post(link))).ShouldSay(CommonPlatform.Access.Say.LinkSentAgain);
        await platform.Settle();
        Assert.NotEqual(link, platform.Emails(email)[^1].Link);
        (await platform.Nobody().Activate(email)).Shown!.ShouldRedirectTo("/application");
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
}
