using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
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
        var found = Gates.Of(5).State(new GateFacts(null!, standing, new Schedule(Guid.Empty, at), new SetUp(Guid.Empty), null, [], [], [], OffenceList.Shipped, ServiceCalendar.Shipped, null, day));
        Assert.Equal((critical ? GateState.Red : GateState.Green, critical), (found.State, found.MayBeWaived));
    }

    [Fact]
    public async Task An_agreement_on_a_text_that_no_longer_stands_keeps_its_gate_red()
    {
        await using var platform = await Platform.Start();
        var organisation = await Run(platform, ReadinessTests.ToReadiness);
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

    private static async Task<Guid> Run(Platform platform, IEnumerable<string> names)
    {
        var steps = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var name in names) await steps.Run(story, name);
        await platform.Settle();
        return story.OrganisationId;
    }

    private static Task<GateRow> Gate(Platform platform, Guid organisation, int number) => platform.Read<RegistrationDbContext, GateRow>(db =>
        db.Set<GateRow>().AsNoTracking().SingleAsync(g => g.OrganisationId == organisation && g.Number == number));
}
