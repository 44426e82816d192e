using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>What somebody at HMCTS has to decide stands on the desk of those who may, and not of whoever asked.</summary>
public class WaitingDecisionTests
{
    private const string Desk = "/officer/desk?list=decisions";
    private static readonly Guid Defect = Guid.Parse("0198c2b4-7a00-7000-8000-0000000000de");
    private static readonly string[] Managers = [Roles.SeniorOnboardingManager];
    private static readonly string[] Testers = [Roles.TestManager];
    private static readonly (string Rule, string Matter, string Page, string[] Roles)[] Table =
    [
        ("waiver", "13", "/gates/13/waiver", Managers),
        ("hand", "11", "/gates/11", [Roles.OnboardingOfficer, Roles.SeniorOnboardingManager, Roles.TestManager]),
        ("rename", "", "/name", Managers),
        ("bank", "", "/bank", [Roles.FinanceOfficer]),
        ("suspension", "", "/suspension", Managers),
        ("urgent-stop", "", "/suspension", [Roles.OnboardingOfficer, Roles.SeniorOnboardingManager]),
        ("merger", "", "/merger", Managers),
        ("closing", "", "/leaving", Managers),
        ("appeal", "", "/decide/appeal", Managers),
        ("t7", "", "/security", [Roles.SecurityAssessor]),
        ("t8", "", "review", Testers),
        ("t9-hmcts", "golive", "/dates", Testers),
        ("meeting", "", "review", Testers),
        ("retest", $"{Defect:D}", $"/testing/defects/{Defect:D}", Testers),
    ];

    [Fact]
    public async Task Each_kind_stands_on_the_desks_of_those_who_may_decide_it_and_of_nobody_else()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var asker = await platform.Person(Roles.SeniorOnboardingManager);
        await Start(platform, organisation, asker.PersonId);
        var round = await platform.Read<RegistrationDbContext, Guid>(db => db.Set<NoticeRound>().Where(r => r.OrganisationId == organisation).Select(r => r.Id).SingleAsync());
        string Address(string place) => place == "review" ? $"/officer/templates/review/{round}" : $"/officer/org/{organisation}{place}";
        foreach (var role in Roles.OfHmcts.Where(r => Policy.ReadOnboarding.Allows(new Actor(asker.PersonId, null, [new HeldRole(r, null)]))))
        {
            var page = await (await platform.Person(role)).Get(Desk);
            Assert.Equal(
                Table.Where(t => t.Roles.Contains(role)).Select(t => $"{Words.Clock(t.Rule)} {Address(t.Page)}").Order(StringComparer.Ordinal),
                Lines(page).Where(l => !l.Contains("/setup", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
        Assert.Empty(Lines(await asker.Get(Desk)));
    }

    [Fact]
    public async Task What_is_asked_by_the_pages_waits_with_its_clock_until_the_second_person_has_decided()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        (await officer.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        var (waiver, hand, name, today) = ($"/officer/org/{organisation}/gates/13/waiver", $"/officer/org/{organisation}/gates/11", $"/officer/org/{organisation}/name", platform.Clock.GetUtcNow().CivilDate());
        var letter = new Upload("letter.pdf", Applicants.Pdf, "application/pdf");
        (await officer.Get("/officer")).ShouldBeOk();
        await platform.Pass(TimeSpan.FromMinutes(1));
        (await manager.Post(waiver, new { Reason = "Signed on Friday", ExpiresOn = today.AddDays(20) })).ShouldRedirectTo(waiver);
        (await officer.Post(name, new { Name = "Another Name Authority", From = today, Upload = letter }, "form[enctype]")).ShouldRedirectTo(name);
        (await officer.Post(hand, new { Statement = "They have read it", Upload = letter })).ShouldRedirectTo(hand);
        var first = await manager.Get("/officer"); // though they own no organisation
        Assert.Equal([$"{Words.Clock("hand")} {hand}", $"{Words.Clock("rename")} {name}"], Lines(first).Order(StringComparer.Ordinal));
        first.ShouldSay(Say.DeskDecisions).ShouldSay(Say.DeskOfGate(Words.Clock("hand"), "G11"));
        var other = await platform.Person(Roles.SeniorOnboardingManager);
        Assert.Contains($"{Words.Clock("waiver")} {waiver}", Lines(await other.Get("/officer")));

        await platform.Pass(TimeSpan.FromDays(1));
        await officer.SignIn();
        await manager.SignIn();
        (await officer.Get("/officer/desk?list=happened")).ShouldSay(Say.TimelineRegistrationGateWaiverAsked(13));
        Assert.Equal([$"{Words.Clock("hand")} {hand}"], Lines(await manager.Get(Desk)).Where(l => l.Contains("/gates/", StringComparison.Ordinal))); // they asked for the waiver themselves
        Assert.Empty(Lines(await officer.Get(Desk)));
        Assert.Contains(platform.Emails(other.Email), e => e.Subject.StartsWith("Reminder: decision on a waiver", StringComparison.Ordinal) && e.Body.Contains(waiver, StringComparison.Ordinal));
        (await manager.Post(name, new { Approve = false, Refusal = "Not yet" }, "form[action*=Decide]")).ShouldRedirectTo(name);
        (await manager.Post(hand, new { HasRead = true }, "form[action*=Confirm]")).ShouldRedirectTo(hand);
        await other.SignIn();
        (await other.Post(waiver, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(waiver);
        Assert.Empty(Lines(await manager.Get("/officer")));
        (await manager.Get(Desk)).ShouldSay(Say.DeskNoDecisions);
        Assert.DoesNotContain(
            await platform.Read<RegistrationDbContext, List<string>>(db => db.Clocks.Where(c => c.OrganisationId == organisation && c.StoppedAt == null).Select(c => c.Rule).ToListAsync()),
            r => r is "waiver" or "hand" or "rename");
    }

    [Fact]
    public async Task Countersignatures_and_bank_details_wait_for_those_whose_they_are()
    {
        await using var platform = await Platform.Start();
        await LiveOrganisation.Tell(platform, ReadinessTests.ToReadiness.TakeWhile(s => s != "countersign"));
        var (signatory, owner, finance) = (await platform.Person(Roles.HmctsSignatory), await platform.Person(Roles.HmctsServiceOwner), await platform.Person(Roles.FinanceOfficer));
        foreach (var person in new[] { signatory, owner })
        {
            var line = Assert.Single(Lines(await person.Get("/officer")));
            Assert.StartsWith($"{Words.Clock("t5")} /officer/agreements/", line, StringComparison.Ordinal);
            (await person.Get(line[line.IndexOf('/', StringComparison.Ordinal)..])).ShouldBeOk();
        }
        Assert.StartsWith($"{Say.DeskBankDetails} /officer/org/", Assert.Single(Lines(await finance.Get("/officer"))), StringComparison.Ordinal);
        Assert.Empty(Lines(await (await platform.Person(Roles.Auditor)).Get("/officer")));
    }

    [Fact]
    public async Task An_appeal_is_not_on_the_desk_of_whoever_rejected()
    {
        await using var platform = await Platform.Start();
        var (organisation, applicant) = await platform.SentApplication();
        var (manager, other) = (await platform.Person(Roles.SeniorOnboardingManager), await platform.Person(Roles.SeniorOnboardingManager));
        var confirm = await manager.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "reject", ReasonCode = "identity", Reason = "The register does not know it" });
        (await manager.Submit(confirm, new { Confirmed = true })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        (await applicant.Post("/application/ended", new { Reason = "The register was read wrongly" }, "form:not([action])")).ShouldRedirectTo("/application/ended");
        Assert.Empty(Lines(await manager.Get(Desk)));
        Assert.Equal([$"{Words.Clock("appeal")} /officer/org/{organisation}/decide/appeal"], Lines(await other.Get(Desk)));
    }

    [Fact]
    public async Task An_urgent_stop_waits_for_a_second_person_and_its_end_for_a_manager_once_no_gate_is_red()
    {
        await using var platform = await Platform.Start();
        var organisation = (await LiveOrganisation.Tell(platform, LiveOrganisation.Steps)).OrganisationId;
        var (manager, officer) = (await platform.Person(Roles.SeniorOnboardingManager), await platform.Person(Roles.OnboardingOfficer));
        var page = $"/officer/org/{organisation}/suspension";
        (await manager.Post(page, new { UrgentScope = "All", UrgentReason = "A key was stolen" }, "form[action*=AtOnce]")).ShouldRedirectTo(page);
        var (stop, end) = ($"{Words.Clock("urgent-stop")} {page}", $"{Words.Clock("reinstatement")} {page}");
        Assert.Equal([stop], Lines(await officer.Get(Desk)));
        Assert.Equal([end], Lines(await manager.Get(Desk)));
        (await officer.Post(page, form: "form[action*=Confirm]")).ShouldRedirectTo(page);
        Assert.Empty(Lines(await officer.Get(Desk)));
        await platform.Read<RegistrationDbContext, int>(db => db.Database.ExecuteSqlRawAsync("update registration_gates set state = 'Red' where number = 5"));
        Assert.Empty(Lines(await manager.Get(Desk)));
        await platform.Read<RegistrationDbContext, int>(db => db.Database.ExecuteSqlRawAsync("update registration_gates set state = 'Green' where number = 5"));
        (await manager.Post(page, new { Remedy = "It has another key" }, "form[action*=Reinstate]")).ShouldRedirectTo(page);
        Assert.Empty(Lines(await manager.Get(Desk)));
    }

    /// <summary>What each line says, and where its one link leads.</summary>
    private static IEnumerable<string> Lines(Page page) => (page.Document.QuerySelectorAll("main h2").FirstOrDefault(h => h.TextContent.Trim() == Say.DeskDecisions.ToString())?.ParentElement
        ?? page.Document.QuerySelector("main")!).QuerySelectorAll("ul.govuk-list--spaced > li")
        .Select(li => $"{li.TextContent.Split(':')[1].Split('\n')[0].Split(',')[0].Trim()} {li.QuerySelector("a")!.GetAttribute("href")}");

    private static async Task Start(Platform platform, Guid organisation, Guid by)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(by, null, [new HeldRole(Roles.SeniorOnboardingManager, null)]);
        var rows = scope.ServiceProvider.GetRequiredService<ClockRows>();
        foreach (var (rule, matter, _, _) in Table) await rows.Start(organisation, new ClockMove(rule, matter, Starts: true), CancellationToken.None);
    }
}
