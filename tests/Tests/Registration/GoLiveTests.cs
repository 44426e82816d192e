using System.Net;
using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Registration;

public class GoLiveTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly Upload Pdf = new("hysbysiad ŵ.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"), "application/pdf");

    [Fact]
    public async Task Notices_are_uploaded_sent_back_and_passed()
    {
        var (organisation, applicant) = await Accepted();
        var tester = await platform.Person(Roles.TestManager);
        var pack = await applicant.Get("/org/templates");
        pack.ShouldSay(Say.NoticesWhatToDo);
        foreach (var language in new[] { Language.English, Language.Welsh }) // the link says in which language, whatever the page speaks
        {
            var link = pack.Document.QuerySelectorAll("a[href*='document=sjp-notice']").Select(a => a.GetAttribute("href")!).Single(h => h.EndsWith($"in={language.Tag}", StringComparison.Ordinal));
            Assert.Equal($"sjp-notice.1.0.{language.Tag}.pdf", (await applicant.Get(link)).ShouldBeOk().Response.Content.Headers.ContentDisposition!.FileName);
        }

        (await applicant.Post("/org/templates/upload", new { Notice = "whole-set" })).ShouldRefuse(Common.UploadChooseFile);
        (await applicant.Post("/org/templates/upload", new { Notice = "whole-set", Upload = new Upload("letter.pdf", "PK\u0003\u0004 not a PDF"u8.ToArray()) })).ShouldRefuse(Common.UploadNotPdf("letter.pdf"));
        (await applicant.Post("/org/templates/upload", new { Notice = "love-letter", Upload = Pdf })).ShouldRefuse(Say.NoticesChooseNotice);
        (await applicant.Post("/org/templates/upload", new { Notice = "sjp-notice", Upload = Pdf })).ShouldRedirectTo("/org/templates/upload");
        (await applicant.Post("/org/templates/upload", new { NoRealData = true })).ShouldRefuse(Say.NoticesRuleIncomplete);
        (await applicant.Post("/org/templates/upload", new { Notice = "whole-set", Upload = Pdf })).ShouldRedirectTo("/org/templates/upload");
        var tab = await applicant.Get("/org/templates/upload");
        tab.ShouldSay(Common.UploadUnscanned);
        tab.ShouldSay("hysbysiad ŵ.pdf");
        (await applicant.Submit(tab, new { NoRealData = true })).ShouldRedirectTo("/org/templates");
        (await applicant.Submit(tab, new { NoRealData = true })).ShouldRedirectTo("/org/templates"); // the same post again: the same answer
        Assert.Single(await platform.Recorded<NoticesSubmitted>(), e => e.OrganisationId == organisation);

        var review = $"/officer/templates/review/{(await Round(organisation)).Id}";
        (await tester.Post(review, new { Decision = "pass" })).ShouldRefuse([.. Enumerable.Range(1, NoticePack.Checklist.Count).Select(n => Say.ReviewChooseResult(n))]);
        (await tester.Post(review, Checklist("Fail", "", "rework"))).ShouldRefuse(Say.ReviewSayWhatIsWrong(3));
        (await tester.Post(review, Checklist("Fail", "The URN is too short", "pass"))).ShouldRefuse(Say.NoticesRulePassWithFaults);
        (await tester.Post(review, Checklist("Fail", "The URN is too short", "rework"))).ShouldRedirectTo(review);
        await platform.Settle();
        (await applicant.Get("/org/templates")).ShouldSay("The URN is too short");
        Assert.Equal(2, (await Round(organisation)).Number);
        Assert.Equal("", await Facts(organisation)); // what the first round came to doesn't count for the second

        (await applicant.Post("/org/templates/upload", new { Notice = "whole-set", Upload = Pdf })).ShouldRedirectTo("/org/templates/upload");
        (await applicant.Post("/org/templates/upload", new { NoRealData = true })).ShouldRedirectTo("/org/templates");
        await platform.Settle();
        review = $"/officer/templates/review/{(await Round(organisation)).Id}";
        var (first, second) = (await tester.Get(review), await tester.Get(review));
        (await tester.Submit(first, Checklist("Pass", "", "pass"))).ShouldRedirectTo(review);
        Assert.Equal(HttpStatusCode.Conflict, (await tester.Submit(second, Checklist("Pass", "", "pass"))).Status);
        Assert.Equal("submitted passed", await Facts(organisation));
        Assert.Equal(GateState.Green, (await Gate(organisation, 8)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await applicant.Get(review)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await platform.Person(Roles.Applicant)).Get("/org/templates/upload")).Status);
    }

    [Fact]
    public async Task Dates_are_proposed_countered_accepted_and_postponed()
    {
        var (organisation, applicant) = await Accepted();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var theirs = $"/officer/org/{organisation}/dates";
        var monday = platform.Clock.GetUtcNow().CivilDate().AddDays(28);
        while (monday.DayOfWeek != DayOfWeek.Monday || Enumerable.Range(0, 12).Any(d => monday.AddDays(d).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !WorkingDays.Is(monday.AddDays(d))))
            monday = monday.AddDays(1);

        (await officer.Post(theirs, new { From = monday.AddDays(-1), To = monday.AddDays(4) })).ShouldRefuse(Say.DatesRuleWorkingDay(monday.AddDays(-1)));
        (await officer.Post(theirs, new { From = monday, To = monday.AddDays(3) })).ShouldRefuse(Say.DatesRuleTooShort(5));
        (await officer.Post(theirs, new { From = monday, To = monday.AddDays(4) })).ShouldRedirectTo(theirs);
        (await applicant.Post("/org/dates", new { From = monday, To = monday.AddDays(7) })).ShouldRedirectTo("/org/dates");
        (await officer.Post(theirs, form: "form[action*=Accept]")).ShouldRedirectTo(theirs);
        Assert.Equal(GateState.Red, (await Gate(organisation, 12)).State);
        (await applicant.Post("/org/dates", new { On = monday.AddDays(4) })).ShouldRefuse(Say.DatesRuleGoLiveAfterTesting(monday.AddDays(7)));
        (await applicant.Post("/org/dates", new { On = monday.AddDays(9) })).ShouldRedirectTo("/org/dates");
        (await officer.Post(theirs, form: "form[action*=Accept]")).ShouldRedirectTo(theirs);
        Assert.Contains(await platform.Recorded<GoLiveScheduled>(), e => e.OrganisationId == organisation && e.On == monday.AddDays(9) && e.Number == 1);
        (await applicant.Post("/org/dates", new { To = monday.AddDays(10), Reason = " " }, "form[action*=Postpone]")).ShouldRefuse(Say.DatesEnterReason);
        (await applicant.Post("/org/dates", new { To = monday.AddDays(10), Reason = "Y wasg yn hwyr" }, "form[action*=Postpone]")).ShouldRedirectTo("/org/dates");
        (await officer.Get(theirs)).ShouldSay("Y wasg yn hwyr");
        Assert.Contains(await platform.Recorded<GoLivePostponed>(), e => e.OrganisationId == organisation && e.ReasonCode == "organisation");
    }

    [Fact]
    public async Task Set_up_needs_the_right_people_and_facts()
    {
        var (organisation, _) = await Accepted();
        var (officer, finance) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.FinanceOfficer));
        var page = $"/officer/org/{organisation}/setup";
        (await officer.Post(page, new { OuCode = "B01-EF" })).ShouldRefuse(Say.SetupEnterOuCode);
        (await officer.Post(page, new { OuCode = "b01ef00" })).ShouldRedirectTo(page);
        (await officer.Post(page, new { Offences = "BT02011" })).ShouldRefuse(Say.SetupConfirmChecked);
        (await officer.Post(page, new { Offences = "XX99999", Checked = true })).ShouldRefuse(Say.OffenceUnknown("XX99999"));
        (await officer.Post(page, new { Offences = "BT02011", Checked = true })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Green, (await Gate(organisation, 7)).State);
        (await finance.Post(page, new { NumberCalled = "+44 1632 960001", NumberSource = "Their letter", ReadBack = true })).ShouldRefuse(Say.SetupRuleOtherNumber);
        foreach (var theirs in (await platform.ApplicationOf(organisation)).Answers.Telephones())
            (await finance.Post(page, new { NumberCalled = theirs, NumberSource = "Their letter", ReadBack = true })).ShouldRefuse(Say.SetupRuleOtherNumber);
        (await finance.Post(page, new { NumberCalled = "01632 960 777", NumberSource = "Directory", ReadBack = true })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Green, (await Gate(organisation, 6)).State);
        (await officer.Post(page, form: "form[action*=Administrator]")).ShouldRedirectTo(page);
        Assert.Contains(await platform.Recorded<AdministratorNominated>(), e => e.OrganisationId == organisation);
    }

    [Fact]
    public async Task Two_different_people_confirm_a_gate_by_hand()
    {
        Assert.Equal([9, 11, 12, 13], Gates.All.Where(g => g.ByHand is not null).Select(g => g.Number)); // what later work has still to supply
        var (organisation, _) = await Accepted();
        var (officer, tester) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.TestManager));
        var page = $"/officer/org/{organisation}/gates/13";
        (await officer.Post(page, new { Statement = "It is recorded", Upload = new Upload("a.pdf", "GIF89a"u8.ToArray()) })).ShouldRefuse(Common.UploadNotPdf("a.pdf"));
        (await officer.Post(page, new { Statement = "It is recorded", Upload = Pdf })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Red, (await Gate(organisation, 13)).State);
        (await officer.Get(page)).ShouldSay(Say.HandYouFirst);
        (await tester.Post(page, form: "form[action*=Confirm]")).ShouldRefuse(Say.HandConfirmRead);
        (await tester.Post(page, new { HasRead = true })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Green, (await Gate(organisation, 13)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"/officer/org/{organisation}/gates/2")).Status);
        (await officer.Get($"/officer/org/{organisation}/gates")).ShouldSay(Say.GatesStanding(await Green(organisation), 13));
    }

    [Fact]
    public async Task The_database_refuses_live_while_a_blocking_gate_is_red_whichever_way_a_row_comes_there()
    {
        var (organisation, _) = await Accepted();
        var columns = Schema.Of(platform.Services.GetRequiredService<Database>(), "registration")["registration_cases"].Columns.Select(c => c.Name).ToList();
        foreach (var live in new[] { Stage.EarlyLife, Stage.Live })
        {
            var copy = string.Join(", ", columns.Select(c => c switch { "id" => "@new", "stage" => $"'{live}'", _ => c }));
            await Refused($"insert into registration_cases ({string.Join(", ", columns)}) select {copy} from registration_cases where id = @id", ("@new", Guid.CreateVersion7(platform.Clock.GetUtcNow())));
            foreach (var stage in Enum.GetValues<Stage>().Where(s => s is not (Stage.EarlyLife or Stage.Live or Stage.Merged))) // merged is final
            {
                await Execute($"update registration_cases set stage = '{stage}' where id = @id");
                await Refused($"update registration_cases set stage = '{live}' where id = @id");
            }
        }
        await Execute("update registration_gates set state = 'Green' where organisation_id = @id and number <> 2");
        await Refused("update registration_cases set stage = 'EarlyLife' where id = @id"); // one red gate is enough
        await Execute("update registration_gates set state = 'Green' where organisation_id = @id");
        await Execute("update registration_cases set stage = 'EarlyLife' where id = @id");
        await Execute("update registration_gates set state = 'Red' where organisation_id = @id and number = 2");
        await Refused("update registration_cases set stage = 'Live' where id = @id"); // red again during early life support
        await Execute("update registration_cases set next_on = null where id = @id"); // whoever is live already is not locked out
        await Execute("update registration_gates set state = 'Green' where organisation_id = @id");
        await Execute("update registration_cases set stage = 'Live' where id = @id");

        async Task Refused(string sql, params (string, object?)[] more) =>
            Assert.Contains("blocking gate is red", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Execute(sql, more))).Message, StringComparison.Ordinal);

        async Task Execute(string sql, params (string, object?)[] more)
        {
            await using var scope = platform.Services.CreateAsyncScope();
            Assert.NotEqual(0, await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None, [("@id", organisation), .. more]));
        }
    }

    private async Task<(Guid Organisation, Browser Applicant)> Accepted()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        return (organisation, applicant);
    }

    private static Dictionary<string, string> Checklist(string third, string comment, string decision)
    {
        var typed = new Dictionary<string, string> { ["Decision"] = decision };
        for (var i = 0; i < NoticePack.Checklist.Count; i++)
            (typed[$"Findings[{i}].Result"], typed[$"Findings[{i}].Comment"]) = i == 2 ? (third, comment) : ("Pass", "");
        return typed;
    }

    private async Task<string> Facts(Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var facts = scope.ServiceProvider.GetServices<IFact>().ToDictionary(f => f.Name);
        var holding = new List<string>();
        foreach (var fact in (string[])["Submitted", "Passed"])
            if (await facts[$"Registration.Notices{fact}"].Holds(organisation, default)) holding.Add(fact.ToLowerInvariant());
        return string.Join(' ', holding);
    }

    private Task<NoticeRound> Round(Guid organisation) => platform.Read<RegistrationDbContext, NoticeRound>(db =>
        db.Set<NoticeRound>().AsNoTracking().Where(r => r.OrganisationId == organisation).OrderByDescending(r => r.Number).FirstAsync());

    private Task<GateRow> Gate(Guid organisation, int number) => platform.Read<RegistrationDbContext, GateRow>(db =>
        db.Set<GateRow>().AsNoTracking().SingleAsync(g => g.OrganisationId == organisation && g.Number == number));

    private Task<int> Green(Guid organisation) => platform.Read<RegistrationDbContext, int>(db =>
        db.Set<GateRow>().CountAsync(g => g.OrganisationId == organisation && (g.State == GateState.Green || g.State == GateState.NotNeeded)));
}
