using System.Net;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class OfficerTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Accepting_invites_everybody_named_and_tells_the_applicant()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get("/officer")).ShouldSay(Say.DecideLink);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        Assert.Contains(await platform.Recorded<ApplicationAccepted>(), e => e.OrganisationId == organisation);
        Assert.Contains(await platform.Recorded<OwnershipTaken>(), e => e.OrganisationId == organisation && e.OfficerId == officer.PersonId);
        var people = Questionnaire.People((await platform.ApplicationOf(organisation)).Answers).Where(p => p.Role != Roles.Applicant).ToList();
        Assert.Equal(4, people.Count);
        Assert.All(people, p => Assert.Contains(platform.Emails(p.Email), e => e.Body.Contains(", onboarding officer of HM Courts", StringComparison.Ordinal) && e.Body.Contains("01632 960 450", StringComparison.Ordinal)));
        Assert.Contains(platform.Emails(applicant.Email), e => e.Subject.Contains("is accepted", StringComparison.Ordinal));
        (await applicant.Get("/application")).ShouldSay("Your application was accepted on");
        (await applicant.Get("/org")).ShouldSay(Stage.Accepted.Why()).ShouldSay(Say.FromYouTitle).ShouldSay(Say.FromHmctsTitle).ShouldSay(Say.DatesTesting).ShouldSay(Say.DatesNotAgreed);
        var saved = (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("Sections of the questionnaire saved: Organisation, Postal address");
        Assert.InRange(saved.Document.QuerySelectorAll(".moj-timeline__item").Count(i => i.TextContent.Contains("saved", StringComparison.Ordinal)), 1, 2); // one sitting is one line, before and after the link to the main address
        var accountable = await platform.Nobody().Activate(people[0].Email);
        (await accountable.Get("/org")).ShouldSay(Say.TaskSign(Say.TaskSignMou)).ShouldSay(Say.TaskSign(Say.TaskSignTerms));
    }

    [Fact]
    public async Task Returning_shows_the_question_and_the_answer_is_a_new_form_version()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.SeniorOnboardingManager);
        var url = $"/officer/org/{organisation}/decide/application";
        (await officer.Post(url, new { Outcome = "return", Question = " " })).ShouldRefuse(Say.EnterQuestion);
        (await officer.Post(url, new { Outcome = "return", Question = "Which section of the Act, and is it \"in force\" in Môn?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        (await applicant.Get("/application")).ShouldSay("is it \"in force\" in Môn?");
        Assert.Equal(Turn.Organisation, (await platform.CaseOf(organisation)).Turn);
        await applicant.Send();
        Assert.Contains(await platform.Recorded<ApplicationSubmitted>(), e => e.OrganisationId == organisation && e.FormVersion == 2);
        Assert.Equal(Stage.Triage, (await platform.CaseOf(organisation)).Stage);
        var rows = await platform.Read<PlatformDbContext, List<string>>(db => db.Events.Where(e => e.Subject == organisation).Select(e => e.Body).ToListAsync());
        Assert.DoesNotContain(rows, body => body.Contains("Which section", StringComparison.Ordinal));
        (await officer.Post(url, new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
    }

    [Fact]
    public async Task Rejecting_needs_a_reason_and_a_confirmation()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var url = $"/officer/org/{organisation}/decide/application";
        (await officer.Post(url, new { Outcome = "" })).ShouldRefuse(Say.SelectDecision);
        (await officer.Post(url, new { Outcome = "reject", ReasonCode = "", Reason = "" })).ShouldRefuse(Say.SelectReason, Say.EnterReason);
        (await officer.Post(url, new { Outcome = "reject", ReasonCode = "duplicate", Reason = new string('r', 1001) })).ShouldBeOk().ShouldSay(Say.ConfirmRejectTitle);
        (await officer.Submit(officer.Shown!)).ShouldRefuse(Say.ReasonLength);
        var confirm = await officer.Post(url, new { Outcome = "reject", ReasonCode = "duplicate", Reason = "You are registered as CPO-000001K." });
        confirm.ShouldBeOk().ShouldSay(Say.ConfirmRejectTitle);
        Assert.Equal(Stage.Submitted, (await platform.CaseOf(organisation)).Stage);
        (await officer.Submit(confirm)).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        Assert.Contains(await platform.Recorded<ApplicationRejected>(), e => e.OrganisationId == organisation && e.ReasonCode == "duplicate");
        (await applicant.Get("/application")).ShouldSay("You are registered as CPO-000001K.");
        Assert.Contains(platform.Emails(applicant.Email), e => e.Subject.Contains("is rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_officers_who_decide_at_once_one_wins_and_the_other_is_told()
    {
        var (organisation, _) = await platform.SentApplication();
        var url = $"/officer/org/{organisation}/decide/application";
        var (first, second) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.OnboardingOfficer));
        var (one, other) = (await first.Get(url), await second.Get(url));
        (await first.Submit(one, new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        var late = await second.Submit(other, new { Outcome = "return", Question = "Why?" });
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Single(await platform.Recorded<ApplicationAccepted>(), e => e.OrganisationId == organisation);
        Assert.DoesNotContain(await platform.Recorded<ApplicationReturned>(), e => e.OrganisationId == organisation);
        (await first.Submit(one, new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        Assert.Single(await platform.Recorded<ApplicationAccepted>(), e => e.OrganisationId == organisation);
    }

    [Fact]
    public async Task An_officer_does_not_decide_on_their_own_organisation()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var domain = Formats.Domain((await platform.ApplicationOf(organisation)).Answers.Contacts!.MainEmail);
        await platform.Invite($"officer@{domain}", "Officer Inside", Roles.OnboardingOfficer);
        await platform.Settle();
        var officer = await platform.Nobody().Activate($"officer@{domain}");
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRefuse(Say.RuleOwnOrganisation);
    }

    [Fact]
    public async Task Ownership_is_taken_once_and_moves_the_case_to_triage()
    {
        var (organisation, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer, name: "Mair Officer");
        (await officer.Post($"/officer/org/{organisation}", form: "form")).ShouldRedirectTo($"/officer/org/{organisation}");
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay("Mair Officer").ShouldSay(Stage.Triage.Name());
        Assert.Equal(Stage.Triage, (await platform.CaseOf(organisation)).Stage);
        Assert.Contains(await platform.Recorded<OwnershipTaken>(), e => e.OrganisationId == organisation);
    }

    [Fact]
    public async Task The_pages_about_an_organisation_show_its_timeline_people_emails_and_answers()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.Auditor);
        var root = $"/officer/org/{organisation}";
        (await officer.Get($"{root}/timeline")).ShouldBeOk().ShouldSay("Application sent, form version 1");
        (await officer.Get($"{root}/people")).ShouldBeOk().ShouldSay(applicant.Email);
        (await officer.Get($"{root}/emails")).ShouldBeOk().ShouldSay("We have your application");
        var steps = (await officer.Get($"{root}/workflow")).ShouldBeOk().Document;
        Assert.Equal(Say.ProcessTriage.ToString(), steps.QuerySelector("tr[aria-current=step] th")!.TextContent.Trim());
        Assert.Equal(["draft", "triage", "exit"], steps.QuerySelectorAll(".cp-workflow__node--step, .cp-workflow__node--wait").Where(n => !n.ClassList.Contains("cp-workflow__node--to-do")).Select(n => n.GetAttribute("data-node")));
        Assert.Contains("cp-workflow__node--current", steps.QuerySelector("[data-node=triage]")!.ClassName!, StringComparison.Ordinal);
        (await officer.Get($"{root}/answers")).ShouldBeOk().ShouldSay("Tramway Byelaws Act 1999");
        Assert.DoesNotContain("66374958", officer.Shown!.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Say.TakeOwnershipButton.ToString(), (await officer.Get(root)).Text, StringComparison.Ordinal);
        (await officer.Get($"{root}/decide/application")).ShouldBeNotFound();
    }

    [Fact]
    public async Task Nobody_else_sees_the_board_and_what_does_not_exist_is_not_found()
    {
        var (organisation, applicant) = await platform.SentApplication();
        (await applicant.Get("/officer")).ShouldBeNotFound();
        (await applicant.Get($"/officer/org/{organisation}")).ShouldBeNotFound();
        Assert.StartsWith("/sign-in", (await platform.Nobody().Get("/officer")).Location, StringComparison.Ordinal);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        foreach (var page in new[] { "", "/timeline", "/people", "/emails", "/workflow", "/answers", "/decide/application" })
            (await officer.Get($"/officer/org/{Guid.Empty}{page}")).ShouldBeNotFound();
        (await officer.Get("/org")).ShouldBeNotFound();
    }

    [Theory]
    [InlineData("gwyr")]
    [InlineData("GŴYR mon")]
    [InlineData("ohara tram")]
    [InlineData("O'Hara")]
    public async Task The_board_finds_by_name_whatever_the_case_and_accents(string typed)
    {
        var (organisation, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var page = await officer.Get($"/officer?search={Uri.EscapeDataString(typed)}&sort=name&direction=descending");
        Assert.Contains($"/officer/org/{organisation}", page.ShouldBeOk().Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_finds_by_reference_filters_and_sorts()
    {
        var (organisation, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var reference = (await platform.CaseOf(organisation)).Reference;
        foreach (var query in new[] { $"search={reference}", $"search={reference[4..10].TrimStart('0')}", $"search={reference.ToLowerInvariant()}&stage=Submitted&turn=Hmcts&owner=nobody&sort=stage" })
            Assert.Contains($"/officer/org/{organisation}", (await officer.Get($"/officer?{query}")).Html, StringComparison.Ordinal);
        (await officer.Get($"/officer?search={reference}&owner=mine")).ShouldSay(Say.NoMatch);
        Assert.Empty((await officer.Get("/officer?stage=Nonsense&page=999999&sort=x")).ShouldBeOk().Errors);
        Assert.Empty((await officer.Get("/officer")).ShouldBeOk().Errors);
    }

    [Fact]
    public async Task The_counters_of_the_board_are_right()
    {
        await platform.SentApplication();
        var (kept, counted) = await platform.Read<RegistrationDbContext, (List<StageCount>, List<StageCount>)>(async db => (
            await db.StageCounts.Where(c => c.Organisations > 0).OrderBy(c => c.Stage).ToListAsync(),
            [.. (await db.Cases.Select(c => new { c.Stage, c.OwnerId }).ToListAsync()).GroupBy(c => c.Stage).Select(g => new StageCount(g.Key, g.Count(), g.Count(c => c.OwnerId == null)))]));
        Assert.Equal(counted.OrderBy(c => c.Stage.ToString(), StringComparer.Ordinal), kept.OrderBy(c => c.Stage.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_board_walks_its_indexes_and_never_a_whole_table()
    {
        if (Platform.OnPostgres) return; // the planner of PostgreSQL prefers whole tables while they are small
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("test");
        var db = scope.ServiceProvider.GetRequiredService<RegistrationDbContext>();
        var board = ActivatorUtilities.CreateInstance<BoardPage>(scope.ServiceProvider);
        Action<BoardPage>[] views = [_ => { }, b => b.Sort = "name", b => (b.Sort, b.Direction) = ("stage", "descending"), b => b.Search = "gwyr tram", b => (b.Stage, b.Sort) = ("Draft", "name"), b => b.Owner = "nobody", b => b.Due = "overdue", b => b.Due = "week", b => b.Stage = "Draft", b => b.Turn = "Nobody"];
        foreach (var view in views)
        {
            (board.Sort, board.Direction, board.Search, board.Stage, board.Turn, board.Owner, board.Due) = ("", "", "", "", "", "", "");
            view(board);
            await using var command = board.Sorted(await board.Filtered(TestContext.Current.CancellationToken)).Take(BoardPage.PageSize).CreateDbCommand();
#pragma warning disable CA2100 // the product's own query
            command.CommandText = "explain query plan " + command.CommandText;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            var plan = new List<string>();
            while (await reader.ReadAsync()) plan.Add(reader.GetString(3));
            Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal) && !line.Contains("USING INDEX", StringComparison.Ordinal) && !line.Contains("USING COVERING INDEX", StringComparison.Ordinal));
            if (board.Search.Length > 0) Assert.Contains(plan, line => line.Contains("(word>? AND word<?)", StringComparison.Ordinal)); // from the words to the cases
            else Assert.DoesNotContain(plan, line => line.Contains("TEMP B-TREE", StringComparison.Ordinal)); // as it opens, or by name: the first page is read off an index
        }
    }

    [Fact]
    public void Every_event_has_its_words_on_the_timeline() =>
        Assert.All(typeof(ApplicationStarted).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IEvent)) && t.GetProperty("OrganisationId") is not null), t => Assert.Contains(Timeline.KeyOf(EventCatalogue.NameOf(t)), Catalogue.All.Keys));

    [Fact]
    public void Every_code_has_its_words()
    {
        Text[] all =
        [
            .. MethodAnswers.All.Select(Words.Method), .. OrganisationAnswers.Categories.Select(Words.Category), .. ApiAnswers.Abilities.Select(Words.Ability), .. ApiAnswers.BuildMethods.Select(Words.BuildMethod),
            .. Application.RejectionCodes.Select(Words.Rejection), .. Enum.GetValues<Stage>().SelectMany(s => new[] { s.Name(), s.Why() }), .. Enum.GetValues<Turn>().Select(t => t.Name()),
            .. Enum.GetValues<Section>().Select(s => s.Name()), .. Enum.GetValues<Outcome>().Select(Words.Outcome), .. new[] { "mou", "terms", "sla" }.Select(Words.Document), .. Roles.All.Select(Words.Role),
        ];
        Assert.All(all, t => Assert.Contains(t.Key, Catalogue.All.Keys));
    }

    [Fact]
    public async Task Other_modules_learn_who_was_named()
    {
        var (organisation, _) = await platform.SentApplication();
        var summary = await platform.As(Actor.System("test"), new DescribeOrganisation(organisation));
        Assert.Equal(12_300, summary!.AnnualVolume);
        Assert.Equal(["sjp"], summary.Methods);
        Assert.Equal(5, summary.People.Count);
        Assert.Null(await platform.As(Actor.System("test"), new DescribeOrganisation(Guid.Empty)));
    }
}
