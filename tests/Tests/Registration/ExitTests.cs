using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using AgreementsSay = CommonPlatform.Agreements.Say;
using Standing = CommonPlatform.Agreements.Domain.Standing;

namespace CommonPlatform.Tests.Registration;

/// <summary>How a case ends before it is live: withdrawn, rejected or lapsed. Everybody is told, nothing is deleted, nothing goes on.</summary>
public class ExitTests
{
    [Theory]
    [InlineData("draft")]
    [InlineData("submitted")]
    [InlineData("triage")]
    [InlineData("returned")]
    public async Task The_applicant_withdraws_before_a_decision(string stage)
    {
        await using var platform = await Platform.Start();
        var applicant = await (await platform.Applicant()).FillIn();
        if (stage != "draft") await applicant.Send();
        await platform.Settle();
        var organisation = await platform.OrganisationOf(applicant);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var page = $"/officer/org/{organisation}";
        if (stage == "triage") (await officer.Post(page, form: "form")).ShouldRedirectTo(page);
        if (stage == "returned") (await officer.Post($"{page}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Equal(stage, (await platform.CaseOf(organisation)).Stage.ToString(), ignoreCase: true);

        await Withdraw(platform, organisation, applicant, officer);
        if (stage is "triage" or "returned") ShouldBeTold(platform, officer.Email, Say.EmailWithdrawnSubject(await Name(platform, organisation)));
        var application = await platform.ApplicationOf(organisation);
        Assert.NotNull(application.Answers.Address);
        Assert.Equal(stage == "draft" ? 0 : 1, application.Submissions.Count);
        var (mine, theirs) = (Applicant(applicant, organisation), Officer(officer));
        await Refused(platform, mine, new WithdrawApplication(application.Id, application.Version, "Again", true), Say.RuleNothingToWithdraw);
        await Refused(platform, mine, new SaveAddress(application.Id, application.Version, application.Answers.Address!), Say.RuleApplicationIsSent);
        await Refused(platform, mine, new SubmitApplication(application.Id, application.Version, true, "Siân O'Neill", "Head of law"), Say.RuleApplicationIsSent);
        await Refused(platform, theirs, new AcceptApplication(organisation, application.Version), Say.RuleAlreadyDecided);
        await Refused(platform, theirs, new TakeOwnership(organisation, (await platform.CaseOf(organisation)).Version), Say.RuleCaseIsOver);
        await NothingGoesOn(platform, organisation, Stage.Withdrawn);
    }

    [Fact]
    public async Task The_applicant_withdraws_while_the_tracks_are_open_and_everybody_is_told()
    {
        await using var platform = await Platform.Start();
        var (organisation, applicant) = await platform.SentApplication();
        var (officer, finance) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.FinanceOfficer));
        var page = $"/officer/org/{organisation}";
        (await officer.Post($"{page}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo(page);
        await platform.Settle();
        var people = (await platform.ApplicationOf(organisation)).Answers.People!;
        var accountable = await platform.Nobody().Activate(people.AccountablePerson.Email);
        var (setUp, bank, dates, gate, upload) = (
            await officer.Get($"{page}/setup"), await finance.Get($"{page}/setup"), await officer.Get($"{page}/dates"), await officer.Get($"{page}/gates/13"), await applicant.Get("/org/templates/upload"));
        var agreements = await Agreements(platform, organisation);
        Assert.Equal(3, agreements.Count);
        var mou = agreements.Single(a => a.Kind == AgreementKinds.Mou);
        var sign = await accountable.Get($"/org/agreements/{mou.Id}/sign");

        await Withdraw(platform, organisation, applicant, officer);

        var name = await Name(platform, organisation);
        ShouldBeTold(platform, officer.Email, Say.EmailWithdrawnSubject(name));
        foreach (var kind in new[] { AgreementKinds.Mou, AgreementKinds.Terms }) ShouldBeTold(platform, accountable.Email, AgreementsSay.EmailRecalledSubject(AgreementKinds.Title(kind)));
        ShouldBeTold(platform, people.ServiceOwner.Email, AgreementsSay.EmailRecalledSubject(AgreementKinds.Title(AgreementKinds.Sla)));
        ShouldBeTold(platform, people.SecuritySignatory.Email, AgreementsSay.EmailWithdrawnAnswerSubject);
        agreements = await Agreements(platform, organisation);
        Assert.All(agreements, a => Assert.Equal((Standing.Closed, ClosingCode.Withdrawn), (a.Standing, a.ClosingCode)));
        Assert.Equal(3, agreements.Count);
        (await accountable.Get("/org/agreements")).ShouldSay(AgreementsSay.StandingWithdrawn);
        (await accountable.Get("/org")).ShouldSay(Stage.Withdrawn.Why()).ShouldSay(Say.NothingFromYou).ShouldSay(Say.NothingFromHmcts);

        // Tabs that were open, and what has no tab.
        (await officer.Submit(setUp, new { OuCode = "B01EF00" })).ShouldRefuse(Say.RuleCaseIsOver);
        (await officer.Submit(setUp, new { Offences = "BT02011", Checked = true })).ShouldRefuse(Say.RuleCaseIsOver);
        (await officer.Submit(setUp, null, "form[action*=Administrator]")).ShouldRefuse(Say.RuleCaseIsOver);
        (await finance.Submit(bank, new { NumberCalled = "01632 960 777", NumberSource = "Directory", ReadBack = true })).ShouldRefuse(Say.RuleCaseIsOver);
        var monday = new DateOnly(2026, 5, 11);
        (await officer.Submit(dates, new { From = monday, To = monday.AddDays(4) })).ShouldRefuse(Say.RuleCaseIsOver);
        var pdf = new Upload("a.pdf", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"u8.ToArray());
        (await officer.Submit(gate, new { Statement = "It is recorded", Upload = pdf })).ShouldRefuse(Say.RuleCaseIsOver);
        (await applicant.Submit(upload, new { Notice = "whole-set", Upload = pdf })).ShouldRefuse(Say.RuleCaseIsOver);
        (await accountable.Submit(sign, new { Statements = new[] { "agree" }, Authority = StatedAuthority.Office, NameTyped = people.AccountablePerson.Name, Code = accountable.NextCode() }))
            .ShouldRefuse(AgreementsSay.NoLongerOut);
        await Refused(platform, Officer(officer), new AskForReissue(mou.Id, agreements.Single(a => a.Id == mou.Id).Version, null, ""), AgreementsSay.OrganisationHasWithdrawn);
        var assessment = await platform.Read<AgreementsDbContext, SecurityAssessment>(db => db.SecurityAssessments.AsNoTracking().SingleAsync(a => a.OrganisationId == organisation));
        var signatory = new Actor(assessment.SignatoryId, null, [new HeldRole(Roles.SecuritySignatory, organisation)]);
        var section = CommonPlatform.Agreements.Domain.Questionnaire.Current.Sections.Single(s => s.Id == "A");
        await Refused(platform, signatory, new SaveSecuritySection(assessment.Id, assessment.Version, "A", [.. section.Questions.Select(q => AnswerInput.Of(q, null))]), AgreementsSay.OrganisationHasWithdrawn);
        Assert.Null((await platform.Read<RegistrationDbContext, SetUp>(db => db.Set<SetUp>().AsNoTracking().SingleAsync(s => s.Id == organisation))).OuCode);
        await NothingGoesOn(platform, organisation, Stage.Withdrawn);
    }

    [Theory]
    [InlineData("Readiness")]
    [InlineData("GoLiveScheduled")]
    [InlineData("CutOver")]
    public async Task The_applicant_withdraws_on_the_last_part_of_the_way(string stage)
    {
        await using var platform = await Platform.Start();
        var steps = new ReadinessTests.StepsOfModules(new CommonPlatform.Access.AccessModule().Steps, new CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in ReadinessTests.ToReadiness.Concat(stage == "Readiness" ? [] : ["confirm-by-hand", "confirm-readiness"])) await steps.Run(story, step);
        var organisation = story.OrganisationId;
        if (stage == "CutOver") await platform.Pass((await platform.CaseOf(organisation)).NextOn!.Value.InLondon(new TimeOnly(9, 30)) - platform.Clock.GetUtcNow());
        Assert.Equal(stage, (await platform.CaseOf(organisation)).Stage.ToString());
        var (applicant, officer) = (await platform.Person(Roles.Applicant, organisation), await platform.Person(Roles.OnboardingOfficer));
        var inForce = (await Agreements(platform, organisation)).Count(a => a.Standing == Standing.InForce);
        var readiness = await officer.Get($"/officer/org/{organisation}/readiness");

        await Withdraw(platform, organisation, applicant, officer);

        Assert.Equal((3, inForce), (inForce, (await Agreements(platform, organisation)).Count(a => a.Standing == Standing.InForce))); // signed by both sides: they end by their own clauses
        var refused = stage switch
        {
            "Readiness" => await officer.Submit(readiness, new { Ready = false, BackTo = "SetUp", Reason = "Once more" }),
            "CutOver" => await officer.Submit(readiness, new { Contacts = true, Users = true, FirstCase = true, WayBack = true }),
            _ => await officer.Post($"/officer/org/{organisation}/dates", new { To = WorkingDays.After(platform.Clock.GetUtcNow(), 40), Reason = "Later" }, "form[action*=Postpone]"),
        };
        refused.ShouldRefuse(Say.RuleCaseIsOver);
        await NothingGoesOn(platform, organisation, Stage.Withdrawn);
    }

    [Fact]
    public async Task A_rejected_case_is_over_for_good_and_keeps_its_reason()
    {
        await using var platform = await Platform.Start();
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "reject", ReasonCode = "duplicate", Reason = "You are known to us as Tramffyrdd Ŵyn." })).ShouldSay(Say.ConfirmRejectTitle);
        (await officer.Submit(officer.Shown!)).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();

        await OnTheBoard(platform, organisation, officer, Stage.Rejected);
        var email = Assert.Single(platform.Emails(applicant.Email), e => e.Subject.Contains("is rejected", StringComparison.Ordinal));
        Assert.Contains(Words.Rejection("duplicate").ToString(), email.Body, StringComparison.Ordinal);
        Assert.Contains("You can appeal until", email.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("known to us", email.Body, StringComparison.Ordinal); // the words stay where they can be erased
        (await applicant.Get("/application")).ShouldSay("You are known to us as Tramffyrdd Ŵyn.");
        Assert.Null(applicant.Shown!.Document.QuerySelector("a[href='/application/withdraw']"));
        var application = await platform.ApplicationOf(organisation);
        Assert.Equal(("duplicate", Outcome.Rejected), (application.LatestDecision!.ReasonCode, application.LatestDecision.Outcome));
        await Refused(platform, Officer(officer), new AcceptApplication(organisation, application.Version), Say.RuleAlreadyDecided);
        await Refused(platform, Officer(officer), new ReturnApplication(organisation, application.Version, "Why?", []), Say.RuleAlreadyDecided);
        await Refused(platform, Applicant(applicant, organisation), new WithdrawApplication(application.Id, application.Version, "Never mind", true), Say.RuleNothingToWithdraw);
        await NothingGoesOn(platform, organisation, Stage.Rejected);
    }

    [Fact]
    public async Task A_returned_application_that_nobody_answers_lapses_and_both_sides_are_told()
    {
        await using var platform = await Platform.Start();
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Pass(TimeSpan.FromDays(46));
        await officer.SignIn();
        await OnTheBoard(platform, organisation, officer, Stage.Lapsed);
        foreach (var person in new[] { applicant, officer }) ShouldBeTold(platform, person.Email, Say.EmailLapsedSubject(await Name(platform, organisation)));
        var application = await platform.ApplicationOf(organisation);
        Assert.Equal(("Bangor", Outcome.Returned, Ending.Lapsed), (application.Answers.Address!.Town, application.LatestDecision!.Outcome, application.EndedAs));
        await Refused(platform, Applicant(applicant, organisation), new SubmitApplication(application.Id, application.Version, true, "Siân O'Neill", "Head of law"), Say.RuleApplicationIsSent);
        await Refused(platform, Officer(officer), new AcceptApplication(organisation, application.Version), Say.RuleAlreadyDecided);
        await NothingGoesOn(platform, organisation, Stage.Lapsed);
    }

    private static async Task Withdraw(Platform platform, Guid organisation, Browser applicant, Browser officer)
    {
        var before = await Events(platform, organisation);
        Assert.NotNull((await applicant.Get("/application")).Document.QuerySelector("a[href='/application/withdraw']"));
        (await applicant.Post("/application/withdraw", new { Reason = "We merge with Ŵyn & Co", Confirmed = true })).ShouldRedirectTo("/application");
        await platform.Settle();
        (await applicant.Get("/application")).ShouldSay("You withdrew your application on");
        Assert.Null(applicant.Shown!.Document.QuerySelector("a[href='/application/withdraw']"));
        ShouldBeTold(platform, applicant.Email, Say.EmailWithdrawnSubject(await Name(platform, organisation)));
        Assert.Single(await platform.Recorded<ApplicationWithdrawn>());
        Assert.Superset(before.ToHashSet(), (await Events(platform, organisation)).ToHashSet());
        await OnTheBoard(platform, organisation, officer, Stage.Withdrawn);
    }

    private static async Task OnTheBoard(Platform platform, Guid organisation, Browser officer, Stage stage)
    {
        var ended = await platform.CaseOf(organisation);
        Assert.Equal((stage, Turn.Nobody, null), (ended.Stage, ended.Turn, ended.NextOn));
        var row = (await officer.Get($"/officer?search={ended.Reference}&stage={stage}")).ShouldBeOk().Document.QuerySelector("main tbody tr")!.TextContent;
        foreach (var words in new[] { stage.Name(), stage.Why(), Turn.Nobody.Name(), Say.NoDate }) Assert.Contains(words.ToString(), row, StringComparison.Ordinal);
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay(stage.Why());
    }

    /// <summary>Whatever was set for later: for 80 days nothing is waited for, nothing happens and nobody gets email.</summary>
    private static async Task NothingGoesOn(Platform platform, Guid organisation, Stage stage)
    {
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var standing = (await scope.ServiceProvider.GetRequiredService<IWorkflows>().Describe(Onboarding.Definition, [organisation], default))[organisation];
            Assert.Empty(standing.Waits);
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<IWorkflows>().Incidents(default));
        }
        await platform.Settle();
        var (events, emails) = ((await Events(platform, organisation)).Count, platform.Emails().Count);
        await platform.Pass(TimeSpan.FromDays(80)); // then what was said in it is erased: RetentionTests
        Assert.Equal((events, emails, stage), ((await Events(platform, organisation)).Count, platform.Emails().Count, (await platform.CaseOf(organisation)).Stage));
    }

    private static void ShouldBeTold(Platform platform, string email, Text subject) => Assert.Single(platform.Emails(email), e => e.Subject == subject.ToString());

    private static async Task Refused<T>(Platform platform, Actor actor, IRequest<T> command, Text words)
    {
        var broken = await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(actor, command));
        Assert.Equal(words.ToString(), broken.Text.ToString());
    }

    private static async Task<string> Name(Platform platform, Guid organisation) => (await platform.CaseOf(organisation)).Name;

    private static Task<List<Agreement>> Agreements(Platform platform, Guid organisation) =>
        platform.Read<AgreementsDbContext, List<Agreement>>(db => db.Agreements.AsNoTracking().Where(a => a.OrganisationId == organisation).ToListAsync());

    private static Task<List<Guid>> Events(Platform platform, Guid organisation) =>
        platform.Read<PlatformDbContext, List<Guid>>(db => db.Events.AsNoTracking().Where(e => e.Subject == organisation).Select(e => e.Id).ToListAsync());

    private static Actor Applicant(Browser applicant, Guid organisation) => new(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]);

    private static Actor Officer(Browser officer) => new(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]);
}
