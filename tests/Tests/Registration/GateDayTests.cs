using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Section = CommonPlatform.Registration.Section;

namespace CommonPlatform.Tests.Registration;

/// <summary>Gates whose facts change because a day passes, a text is retired, or an organisation is live.</summary>
public class GateDayTests
{
    private static readonly string[] ToAnsweredSecurity = [.. ReadinessTests.ToReadiness.TakeWhile(s => s != "assess-security")];

    [Fact]
    public async Task The_first_gate_stays_red_until_every_identifier_is_verified()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (page, today) = ($"/officer/org/{organisation}/identifiers", platform.Clock.GetUtcNow().CivilDate());
        Assert.Equal(Stored(Say.FactIdentifiersOpen), (await Gate(platform, organisation, 1)).Fact);
        foreach (var identifier in new[] { "LegalPower", "CompanyNumber", "Ico" })
            (await officer.Post(page, new { Identifier = identifier, Outcome = "verified", Method = "public-register", CheckedOn = today, Evidence = "The entry of today" })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Red, (await Gate(platform, organisation, 1)).State);
        (await officer.Post(page, new { Identifier = "OuCode", Outcome = "does-not-apply", Evidence = "A code is applied for" })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 1)).State);
    }

    [Fact]
    public async Task A_condition_that_is_not_met_by_its_day_turns_the_gate_red_until_the_assessor_has_seen_it()
    {
        await using var platform = await Platform.Start();
        var organisation = await Run(platform, ToAnsweredSecurity);
        var assessor = await platform.Person(Roles.SecurityAssessor);
        var page = $"/officer/org/{organisation}/security";
        var due = platform.Clock.GetUtcNow().CivilDate().AddDays(14);
        (await assessor.Post(page, new { Outcome = "conditions", Text = "Patch the printers", Due = due })).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 5)).State);
        await platform.Pass(TimeSpan.FromDays(14));
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 5)).State);
        await platform.Pass(TimeSpan.FromDays(1));
        var red = await Gate(platform, organisation, 5);
        Assert.Equal((GateState.Red, Stored(Say.FactConditionsOverdue(due)), true), (red.State, red.Fact, red.MayBeWaived));
        await assessor.SignIn();
        (await assessor.Post(page)).ShouldRefuse(global::CommonPlatform.Agreements.Say.ConfirmConditionsSeen);
        (await assessor.Post(page, new { HasSeen = true })).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 5)).State);
        Assert.Single(await platform.Recorded<global::CommonPlatform.Contracts.Agreements.SecurityConditionsMet>());
        var assessment = await platform.Read<AgreementsDbContext, SecurityAssessment>(db => db.SecurityAssessments.AsNoTracking().SingleAsync());
        await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(
            new Actor(assessor.PersonId, null, [new HeldRole(Roles.SecurityAssessor, null)]), new ConfirmConditionsMet(assessment.Id, assessment.Version, true)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_critical_condition_keeps_the_gate_red_before_its_day(bool critical)
    {
        var (at, day) = (new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), new DateOnly(2026, 3, 2));
        var standing = new global::CommonPlatform.Contracts.Agreements.AgreementsStanding([], "conditions", at, day.AddYears(1), null, null, day.AddDays(14), critical);
        var found = Gates.Of(5).State(new GateFacts(null!, standing, new Schedule(Guid.Empty, at), new SetUp(Guid.Empty, true, at), null, [], [], [], [], OffenceList.Shipped, ServiceCalendar.Shipped, null, day));
        Assert.Equal((critical ? GateState.Red : GateState.Green, critical), (found.State, found.MayBeWaived));
    }

    [Fact]
    public async Task An_agreement_on_a_text_that_no_longer_stands_keeps_its_gate_red_until_a_new_round_is_in_force()
    {
        await using var platform = await Platform.Start();
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        var organisation = await Run(platform, ReadinessTests.ToReadiness, story);
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 3)).State);
        Assert.True(AgreementTexts.Stands(AgreementTexts.Version));
        await using (var scope = platform.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
                Platform.OnPostgres
                    ? "update agreements_agreements set particulars = replace(particulars::text, '\"1.0\"', '\"0.9\"')::jsonb where kind = 'terms'"
                    : "update agreements_agreements set particulars = replace(particulars, '\"1.0\"', '\"0.9\"') where kind = 'terms'",
                CancellationToken.None);
        await platform.Pass(TimeSpan.FromDays(1));
        var red = await Gate(platform, organisation, 3);
        Assert.Equal((GateState.Red, Stored(Say.FactTextRetired("0.9")), false), (red.State, red.Fact, red.MayBeWaived));

        var officer = await platform.Person(Roles.OnboardingOfficer);
        var old = await Terms(1);
        var page = $"/officer/agreements/{old.Id}";
        (await officer.Post(page, new { Text = "New" })).ShouldRefuse(global::CommonPlatform.Agreements.Say.ReasonTooShort(10));
        (await officer.Post(page, new { Text = "The text of 2025 no longer stands" })).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Equal((Standing.InForce, Standing.WithSignatory), ((await Terms(1)).Standing, (await Terms(2)).Standing));
        Assert.Equal(GateState.Red, (await Gate(platform, organisation, 3)).State);
        foreach (var step in new[] { "sign-agreements", "accept-authority" }) await Run(platform, [step], story);
        Assert.Equal((Standing.Superseded, Standing.InForce), ((await Terms(1)).Standing, (await Terms(2)).Standing));
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 3)).State);
        (await officer.Get(page)).ShouldBeOk().ShouldSay(global::CommonPlatform.Agreements.Say.StandingSuperseded);
        await Assert.ThrowsAsync<RuleBrokenException>(async () => await platform.As(
            new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new RenewAgreement(old.Id, (await Terms(1)).Version, "Once more, please")));

        Task<Agreement> Terms(int round) => platform.Read<AgreementsDbContext, Agreement>(db => db.Agreements.AsNoTracking().SingleAsync(a => a.Kind == "terms" && a.Round == round));
    }

    [Fact]
    public async Task An_approval_that_ends_too_soon_is_renewed_and_a_failed_renewal_asks_again()
    {
        await using var platform = await Platform.Start();
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        var organisation = await Run(platform, ReadinessTests.ToReadiness, story);
        await using (var scope = platform.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
                "update agreements_security_assessments set valid_until = @day", CancellationToken.None, ("@day", platform.Clock.GetUtcNow().CivilDate().AddDays(60)));
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Equal(GateState.Red, (await Gate(platform, organisation, 5)).State);
        var (officer, assessor) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SecurityAssessor));
        var page = $"/officer/org/{organisation}/security";
        (await officer.Post(page, new { Text = "" }, "form[action*=Renew]")).ShouldRefuse(global::CommonPlatform.Agreements.Say.ReasonTooShort(10));
        (await officer.Post(page, new { Text = "It ends too soon after go-live" }, "form[action*=Renew]")).ShouldRedirectTo(page);
        await Run(platform, ["answer-security"], story);
        (await assessor.Post(page, new { Outcome = "failed", Text = "The backups were never restored" })).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Equal((3, (string?)null), await Latest());
        Assert.Equal(Stored(Say.FactSecurityFailed), (await Gate(platform, organisation, 5)).Fact);
        foreach (var step in new[] { "answer-security", "assess-security" }) await Run(platform, [step], story);
        Assert.Equal((3, Verdict.Approved), await Latest());
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 5)).State);

        async Task<(int, string?)> Latest()
        {
            var latest = await platform.Read<AgreementsDbContext, SecurityAssessment>(db => db.SecurityAssessments.AsNoTracking().OrderByDescending(a => a.Round).FirstAsync());
            return (latest.Round, latest.Outcome);
        }
    }

    [Fact]
    public async Task Early_life_support_goes_on_while_a_gate_is_red_and_ends_by_itself_when_none_is()
    {
        await using var platform = await Platform.Start();
        var organisation = await Run(platform, [.. ReadinessTests.ToReadiness, "confirm-by-hand", "confirm-readiness", "cut-over"]);
        await Conditions("'conditions', conditions_due = '2026-01-01'");
        await platform.Pass(TimeSpan.FromDays(32));
        Assert.Equal(Stage.EarlyLife, (await platform.CaseOf(organisation)).Stage);
        Assert.Single(await platform.Recorded<EarlyLifeProlonged>());
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get($"/officer/org/{organisation}")).ShouldBeOk().ShouldSay(Say.ProcessEarlyLifeGatesSays);
        Assert.Empty(await platform.Recorded<EarlyLifeEnded>());
        await Conditions("'approved', conditions_due = null");
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Equal(Stage.Live, (await platform.CaseOf(organisation)).Stage);
        Assert.Single(await platform.Recorded<GatesMetAgain>());
        Assert.Single(await platform.Recorded<EarlyLifeEnded>());

        async Task Conditions(string outcome)
        {
            await using var scope = platform.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute($"update agreements_security_assessments set outcome = {outcome}", CancellationToken.None);
        }
    }

    [Fact]
    public async Task Who_claims_nothing_needs_no_bank_account_and_who_builds_an_interface_shows_its_certificate()
    {
        var nothing = new Answers { Money = new MoneyAnswers { ClaimsCosts = false, ClaimsCompensation = false } };
        Assert.DoesNotContain(Section.Remittance, Answers.Asked(nothing));
        Assert.Contains(Section.Remittance, Answers.Asked(nothing with { Money = nothing.Money with { ClaimsBackDuty = true } }));
        Assert.Contains(Section.Remittance, Answers.Asked(new Answers()));

        await using var platform = await Platform.Start();
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        var organisation = await Run(platform, ReadinessTests.ToReadiness.TakeWhile(s => s != "submit"), story);
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var (unit, db) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<RegistrationDbContext>());
            await unit.Begin(default);
            (await db.Applications.SingleAsync()).Save(Section.Money, a => a with { Money = nothing.Money, Remittance = null }, platform.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            await unit.Commit(default);
        }
        await Run(platform, ReadinessTests.ToReadiness.SkipWhile(s => s != "submit").Where(s => s != "confirm-bank-details"), story);
        Assert.Equal((GateState.NotNeeded, Stored(Say.FactNoPayments)), ((await Gate(platform, organisation, 6)).State, (await Gate(platform, organisation, 6)).Fact));
        Assert.Equal(Stage.Readiness, (await platform.CaseOf(organisation)).Stage);
        var finance = await platform.Person(Roles.FinanceOfficer);
        (await finance.Get($"/officer/org/{organisation}/setup")).ShouldBeOk().ShouldSay(Say.FactNoPayments);
    }

    [Fact]
    public async Task Too_short_notice_keeps_the_last_gate_red_unless_two_people_waive_it()
    {
        await using var platform = await Platform.Start();
        var organisation = await Run(platform, [.. ReadinessTests.ToReadiness, "confirm-by-hand"]);
        var schedule = await platform.Read<RegistrationDbContext, Schedule>(db => db.Set<Schedule>().AsNoTracking().SingleAsync());
        var asked = (await platform.Read<RegistrationDbContext, GoLive>(db => db.Set<GoLive>().AsNoTracking().SingleAsync())).Latest!.BeganAt;
        Assert.Equal(GateState.Green, (await Gate(platform, organisation, 12)).State);
        var applicant = await platform.Person(Roles.Applicant, organisation);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var soon = WorkingDays.After(asked, GateFacts.Notice - 1);
        Assert.True(soon < schedule.GoLiveOn);
        (await applicant.Post("/org/dates", new { To = soon, Reason = "We are ready early" }, "form[action*=Postpone]")).ShouldRedirectTo("/org/dates");
        (await officer.Post($"/officer/org/{organisation}/dates", form: "form[action*=Accept]")).ShouldRedirectTo($"/officer/org/{organisation}/dates");
        var red = await Gate(platform, organisation, 12);
        Assert.Equal((GateState.Red, Stored(Say.FactShortNotice(soon, asked.CivilDate(), GateFacts.Notice)), true), (red.State, red.Fact, red.MayBeWaived));
        var page = $"/officer/org/{organisation}/gates/12/waiver";
        (await officer.Post(page, new { Reason = "The court asked for it", ExpiresOn = soon.AddDays(2) })).ShouldRedirectTo(page);
        (await (await platform.Person(Roles.SeniorOnboardingManager)).Post(page, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(page);
        Assert.Equal(GateState.Waived, (await Gate(platform, organisation, 12)).State);
        (await officer.Post($"/officer/org/{organisation}/readiness", new { Ready = true })).ShouldRedirectTo($"/officer/org/{organisation}/readiness");
    }

    [Fact]
    public async Task A_live_organisation_that_no_longer_meets_a_condition_is_brought_to_the_managers_attention_once()
    {
        await using var platform = await Platform.Start();
        var organisation = await Run(platform, [.. ReadinessTests.ToReadiness, "confirm-by-hand", "confirm-readiness", "cut-over"]);
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        Assert.Equal(Stage.EarlyLife, (await platform.CaseOf(organisation)).Stage);
        await platform.Pass(TimeSpan.FromDays(2));
        Assert.Empty(await platform.Recorded<LiveGateTurnedRed>());
        await using (var scope = platform.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute("update agreements_security_assessments set valid_until = '2026-01-01'", CancellationToken.None);
        await platform.Pass(TimeSpan.FromDays(2));
        Assert.Equal(5, Assert.Single(await platform.Recorded<LiveGateTurnedRed>()).Gate);
        Assert.Single(platform.Emails(manager.Email), e => e.Subject.Contains("no longer meets a condition", StringComparison.Ordinal));
    }

    private static string Stored(Text fact) => fact.Stored();

    private static async Task<Guid> Run(Platform platform, IEnumerable<string> names, Story? story = null)
    {
        var steps = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        story ??= new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var name in names) await steps.Run(story, name);
        await platform.Settle();
        return story.OrganisationId;
    }

    private static Task<GateRow> Gate(Platform platform, Guid organisation, int number) => platform.Read<RegistrationDbContext, GateRow>(db =>
        db.Set<GateRow>().AsNoTracking().SingleAsync(g => g.OrganisationId == organisation && g.Number == number));
}
