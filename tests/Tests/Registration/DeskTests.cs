using System.Net;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The officers' first page: what happened while they were away, what is due, whom they cover, and the board's tools.</summary>
public class DeskTests
{
    [Fact]
    public async Task An_officer_sees_what_happened_since_the_last_visit_and_what_is_due_with_its_one_action()
    {
        await using var platform = await Platform.Start();
        var (officer, other) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.OnboardingOfficer));
        var (organisation, applicant) = await platform.SentApplication();
        (await officer.Get("/officer")).ShouldSay(Say.DeskOwnsNone).ShouldSay(Say.DeskFirstTime);
        (await officer.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        (await officer.Get("/officer")).ShouldSay(Say.DeskNothingHappened).ShouldSay("Decide on the application");
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        Assert.DoesNotContain("Decide on the application", Section(await officer.Get("/officer")), StringComparison.Ordinal);

        await platform.Pass(TimeSpan.FromHours(3));
        await applicant.SignIn();
        (await applicant.Post("/org/conversation", new { Question = "May we add an offence?" })).ShouldRedirectTo("/org/conversation");
        await applicant.Send();
        await platform.Settle();
        await officer.SignIn();
        var page = await officer.Get("/officer");
        page.ShouldSay("Application sent, form version 2").ShouldSay(Say.DeskTheirQuestion).ShouldSay(Say.ActionAnswer).ShouldSay("Decide on the application");
        (await officer.Get("/officer")).ShouldSay("Application sent, form version 2"); // the same visit still shows it
        Assert.DoesNotContain("form version 2", Section(await other.Get("/officer")), StringComparison.Ordinal);

        await platform.Pass(TimeSpan.FromDays(20));
        await officer.SignIn();
        (await officer.Get("/officer")).ShouldSay("days overdue").ShouldSay("Waited longer than agreed");
        (await officer.Get("/officer?due=overdue")).ShouldSay("days overdue");
    }

    [Fact]
    public async Task The_case_of_a_live_organisation_is_not_over()
    {
        await using var platform = await Platform.Start();
        var story = await LiveOrganisation.Tell(platform, [.. LiveOrganisation.Steps, "end-early-life"]);
        var id = story.OrganisationId;
        Assert.Equal((Stage.Live, Turn.Nobody, false), ((await platform.CaseOf(id)).Stage, (await platform.CaseOf(id)).Turn, (await platform.CaseOf(id)).IsOver));
        var (officer, applicant) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.Applicant, id));
        var page = $"/officer/org/{id}";
        (await officer.Post(page)).ShouldRedirectTo(page); // whoever owned it may leave
        Assert.Equal(officer.PersonId, (await platform.CaseOf(id)).OwnerId);
        (await applicant.Post("/org/conversation", new { Question = "May we add a depot?" })).ShouldRedirectTo("/org/conversation");
        (await officer.Get("/officer")).ShouldSay(Say.DeskTheirQuestion);
        Assert.Null((await officer.Get("/officer")).Document.QuerySelector($"#Chosen-{id}")!.GetAttribute("disabled"));
        Assert.DoesNotContain(Say.RuleCaseIsOver.ToString(), (await officer.Get(page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cover_moves_the_list_and_the_emails_and_says_for_whom()
    {
        await using var platform = await Platform.Start();
        var (away, here) = (await platform.Person(Roles.OnboardingOfficer, name: "Anwen Away"), await platform.Person(Roles.OnboardingOfficer, name: "Huw Here"));
        var (organisation, _) = await platform.SentApplication();
        (await away.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        var today = platform.Clock.GetUtcNow().CivilDate();
        (await away.Post("/officer/cover", form: "form:not([action*=End])")).ShouldRefuse(Say.CoverChoosePerson, Say.CoverEnterFrom, Say.CoverEnterTo);
        (await away.Post("/officer/cover", new { CoveringId = here.PersonId, From = today.AddDays(1), To = today })).ShouldRefuse(Say.CoverToOrder(366));
        (await away.Post("/officer/cover", new { CoveringId = here.PersonId, From = today.AddDays(1), To = today.AddDays(7) })).ShouldRedirectTo("/officer/cover");
        (await here.Get("/officer")).ShouldSay(Say.DeskOwnsNone);
        await platform.Pass(TimeSpan.FromDays(3));
        Assert.Contains(platform.Emails(here.Email), e => e.Subject.StartsWith("Reminder: decision", StringComparison.Ordinal));
        await here.SignIn();
        var page = await here.Get("/officer");
        page.ShouldSay(Say.DeskCovers("Anwen Away")).ShouldSay("Decide on the application");
        (await here.Get("/officer?owner=mine")).ShouldSay("Anwen Away");
        var cover = await CoverOf(platform);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(Officer(Guid.Parse("0198c2b4-7a00-7000-8000-0000000000d1")), new EndCover(cover)));
        (await here.Post("/officer/cover", form: "form[action*=End]")).ShouldRedirectTo("/officer/cover");
        (await here.Get("/officer")).ShouldSay(Say.DeskOwnsNone);
        Assert.Single(await platform.Recorded<CoverEnded>());
    }

    [Fact]
    public async Task Several_organisations_are_given_to_an_officer_at_once_or_none_is()
    {
        await using var platform = await Platform.Start();
        var (officer, other) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.OnboardingOfficer, name: "Tomos Two"));
        var (one, _) = await platform.SentApplication();
        var (two, _) = await platform.SentApplication();
        (await officer.Post("/officer", new { OfficerId = other.PersonId }, "form#assign")).ShouldRefuse(Say.AssignChooseOrganisations);
        (await officer.Post("/officer", new { Chosen = one }, "form#assign")).ShouldRefuse(Say.AssignChooseOfficer);
        var me = Officer(officer.PersonId);
        await Assert.ThrowsAsync<InvalidInputException>(() => platform.As(me, new AssignCases([new(one, null)], Guid.Empty)));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(me, new AssignCases([new(one, null), new(Guid.Empty, null)], other.PersonId)));
        Assert.Empty(await platform.Recorded<OwnershipTaken>());
        var before = await officer.Get("/officer");
        await platform.As(me, new AssignCases([new(one, null), new(two, null)], other.PersonId));
        // The page that the officer still has open shows both as nobody's.
        var seen = before.Document.QuerySelectorAll("input[name=Chosen]").Select(i => i.GetAttribute("value")!).Single(v => v.StartsWith($"{one}", StringComparison.Ordinal));
        var name = (await platform.CaseOf(one)).Name;
        (await officer.Submit(before, new { Chosen = seen, OfficerId = officer.PersonId }, "form#assign")).ShouldRefuse(Say.AssignOwnedMeanwhile(name, "Tomos Two"));
        (await officer.Submit(before, new { Chosen = "a b c", OfficerId = officer.PersonId }, "form#assign")).ShouldRefuse(Say.AssignChooseOrganisations);
        Assert.Equal(2, (await platform.Recorded<OwnershipTaken>()).Count(e => e.OfficerId == other.PersonId));
    }

    [Fact]
    public async Task A_filter_is_kept_under_a_name_and_downloaded_without_formulas()
    {
        await using var platform = await Platform.Start();
        var (officer, other) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.Auditor));
        var (organisation, _) = await platform.SentApplication();
        (await officer.Post("/officer?turn=Hmcts", new { ViewName = " " }, "form[action*=SaveView]")).ShouldRefuse(Say.ViewEnterName(40));
        (await officer.Post("/officer?turn=Hmcts", new { ViewName = "Ours, ŵ" }, "form[action*=SaveView]")).ShouldRedirectTo("/officer?turn=Hmcts");
        (await officer.Get("/officer")).ShouldSay("Ours, ŵ");
        Assert.DoesNotContain("Ours, ŵ", (await other.Get("/officer")).Text, StringComparison.Ordinal);
        var csv = await (await officer.Get("/officer/export?turn=Hmcts")).Response.Content.ReadAsStringAsync();
        Assert.StartsWith("\"Organisation\",\"Reference\"", csv, StringComparison.Ordinal);
        Assert.Contains((await platform.CaseOf(organisation)).Reference, csv, StringComparison.Ordinal);
        Assert.DoesNotContain((await platform.CaseOf(organisation)).Reference, await (await officer.Get("/officer/export?stage=Live")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("\"'=1+1\"", ExportBoardPage.Cell("=1+1"));
        Assert.Equal("\"a \"\"b\"\"\"", ExportBoardPage.Cell("a \"b\""));
        (await officer.Post("/officer", form: "form[action*=RemoveView]")).ShouldRedirectTo("/officer");
        Assert.DoesNotContain("Ours, ŵ", (await officer.Get("/officer")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/officer/export")).Status);
    }

    [Fact]
    public async Task What_the_first_page_has_no_room_for_is_counted_and_stands_on_pages_of_its_own()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, applicant) = await platform.SentApplication();
        (await officer.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        await officer.Get("/officer");
        await platform.Pass(TimeSpan.FromHours(3));
        await officer.SignIn();
        await applicant.SignIn();
        for (var question = 1; question <= 27; question++) (await applicant.Post("/org/conversation", new { Question = $"Question {question}?" })).ShouldRedirectTo("/org/conversation");
        var page = await officer.Get("/officer");
        Assert.Equal([OfficerDesk.MostLines, OfficerDesk.MostLines], page.Document.QuerySelectorAll("main section ul.govuk-list--spaced").Select(l => l.ChildElementCount));
        Assert.Equal(
            [("/officer/desk?list=happened", Say.DeskMore(27)), ("/officer/desk?list=due", Say.DeskMore(28))],
            page.Document.QuerySelectorAll("a[href^='/officer/desk']").Select(a => (a.GetAttribute("href")!, Say.DeskMore(int.Parse(a.TextContent.Split(':')[0].Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)))));
        foreach (var (list, last) in new[] { ("due", 3), ("happened", 2) })
        {
            Assert.Equal(DeskPage.PageSize, Shown(await officer.Get($"/officer/desk?list={list}")));
            Assert.Equal(last, Shown(await officer.Get($"/officer/desk?list={list}&page=2")));
            Assert.Equal(last, Shown(await officer.Get($"/officer/desk?list={list}&page=99")));
            Assert.Equal(DeskPage.PageSize, Shown(await officer.Get($"/officer/desk?list={list}&page=x")));
        }
        (await officer.Get("/officer/desk?list=nothing")).ShouldSay(Say.DeskNoDecisions);

        static int Shown(Page page) => page.Document.QuerySelector("main ul.govuk-list--spaced")!.ChildElementCount;
    }

    private static string Section(Page page) => string.Concat(page.Document.QuerySelectorAll("main section").Select(s => s.TextContent));

    private static Actor Officer(Guid id) => new(id, null, [new HeldRole(Roles.OnboardingOfficer, null)]);

    private static Task<Guid> CoverOf(Platform platform) => platform.Read<RegistrationDbContext, Guid>(db => Task.FromResult(db.Set<Cover>().Single().Id));
}
