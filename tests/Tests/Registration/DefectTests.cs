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

/// <summary>What testing finds: recorded by either side, corrected, retested by somebody else, closed; and what it means for the tenth gate.</summary>
public class DefectTests
{
    private static readonly DateOnly Monday = new(2026, 5, 11);

    [Fact]
    public async Task A_defect_is_recorded_corrected_retested_twice_and_closed_and_the_page_shows_who_did_what()
    {
        await using var platform = await Platform.Start();
        var (organisation, owner, tester) = await Testing(platform);
        var theirs = $"/officer/org/{organisation}/testing";
        (await owner.Get("/org/testing/defects")).ShouldRedirectTo("/org/testing"); // testing hasn't begun
        Assert.Equal(Say.TestingRuleNotBegun(Monday), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(As(owner, organisation), new RecordDefect(organisation, "4", "Blue", "", null)))).Text);
        await Begin(platform, owner, tester);

        (await owner.Post("/org/testing/defects")).ShouldRefuse(Say.DefectChooseSeverity, Say.DefectEnterWhat);
        (await owner.Post("/org/testing/defects", new { Severity = "3", What = "The hour is wrong" })).ShouldRefuse(Say.DefectEnterDay);
        (await owner.Post("/org/testing/defects", new { Severity = "3", What = "The hour is wrong", CorrectBy = Monday.AddDays(-1) })).ShouldRefuse(Say.DefectDayPast);
        (await owner.Post("/org/testing/defects", new { Severity = "2", What = new string('x', 1001) })).ShouldRefuse(Say.ReasonLength);
        var form = await owner.Get("/org/testing/defects");
        for (var time = 0; time < 2; time++) // the same post again records nothing more
            (await owner.Submit(form, new { Severity = "1", What = "Nothing goes out, ŵ <b>", CorrectBy = Monday.AddDays(2) })).ShouldRedirectTo("/org/testing");
        await platform.Settle();
        Assert.Contains(platform.Emails(tester.Email), e => e.Subject.StartsWith("Defect 1:", StringComparison.Ordinal));
        Assert.Equal(1, Assert.Single(await platform.Recorded<DefectRecorded>()).Number);
        (await owner.Get("/org/testing")).ShouldSay("Nothing goes out, ŵ <b>");

        var defect = (await Defects(platform)).Single();
        var (ours, page) = ($"/org/testing/defects/{defect.Id}", $"{theirs}/defects/{defect.Id}");
        Assert.Equal(Say.FactSeverity1("1").Stored(), (await Gate(platform, organisation)).Fact);
        Assert.Null((await owner.Get(ours)).Document.QuerySelector("form[action*=Close], form[action*=Retest]"));
        Assert.Equal(Say.DefectRuleRetestFirst, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(As(tester), new CloseDefect(organisation, defect.Id, defect.Version, "It is fine")))).Text);
        (await owner.Post(ours, form: "form[action*=Correct]")).ShouldRefuse(Say.DefectEnterCorrection);
        (await owner.Post(ours, new { Correction = "Version 2" })).ShouldRedirectTo(ours);
        Assert.Null((await owner.Get(ours)).Document.QuerySelector("form[action*=Retest]")); // not by whoever corrected it
        Assert.Equal(Say.DefectRuleSecondPerson, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(As(owner, organisation), new RetestDefect(organisation, defect.Id, 2, true, "")))).Text);
        (await tester.Post(page, form: "form[action*=Retest]")).ShouldRefuse(Say.DefectChooseRetest);
        (await tester.Post(page, new { Passed = false }, "form[action*=Retest]")).ShouldRefuse(Say.DefectEnterSeen);
        (await tester.Post(page, new { Passed = false, Seen = "Still nothing" }, "form[action*=Retest]")).ShouldRedirectTo(page);
        var again = (await Defects(platform)).Single();
        Assert.Equal((DefectState.Open, (DateOnly?)null), (again.State, again.CorrectBy)); // what was promised holds no longer
        (await owner.Get(ours)).ShouldSay("Still nothing");
        (await owner.Post(ours, new { Correction = "Version 3" })).ShouldRedirectTo(ours);
        var other = await platform.Person(Roles.TestManager);
        var (one, late) = (await tester.Get(page), await other.Get(page));
        (await tester.Submit(one, new { Passed = true }, "form[action*=Retest]")).ShouldRedirectTo(page);
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(late, new { Passed = false, Seen = "No" }, "form[action*=Retest]")).Status);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(As(owner, organisation), new CloseDefect(organisation, defect.Id, 5, "")));
        (await tester.Post(page, form: "form[action*=Close]")).ShouldRedirectTo(page);
        Assert.Equal(
            [DefectAct.Recorded, DefectAct.Corrected, DefectAct.RetestFailed, DefectAct.Corrected, DefectAct.RetestPassed, DefectAct.Closed],
            (await Defects(platform)).Single().Steps.OrderBy(s => s.Number).Select(s => s.Act));
        (await tester.Get(page)).ShouldSay(Say.DefectIsClosed);
        Assert.Null(tester.Shown!.Document.QuerySelector("main form"));

        // A supplier reads which side did it, others read names; another organisation's people find nothing.
        var name = (await owner.Get(ours)).Text;
        var supplier = (await (await platform.Person(Roles.ItSupplier, organisation)).Get(ours)).ShouldBeOk().Text;
        Assert.All(["Una Sedgwick", "Dafydd Prys"], n => Assert.True(name.Contains(n, StringComparison.Ordinal) && !supplier.Contains(n, StringComparison.Ordinal), n));
        (await (await platform.Person(Roles.OrganisationServiceOwner)).Get(ours)).ShouldBeNotFound();
        (await (await platform.Person(Roles.FinanceOfficer)).Get(page)).ShouldBeNotFound();
        await Refused(platform, "update registration_defects set severity = 5");
        await Refused(platform, "delete from registration_defects");
        await Refused(platform, "update registration_defect_steps set number = 9");
    }

    [Fact]
    public async Task An_open_defect_keeps_the_gate_red_by_its_severity_and_one_with_a_workaround_is_waived_by_two_people()
    {
        await using var platform = await Platform.Start();
        var (organisation, owner, tester) = await Testing(platform);
        var (theirs, manager) = ($"/officer/org/{organisation}/testing", await platform.Person(Roles.SeniorOnboardingManager));
        var officer = await platform.Person(Roles.OnboardingOfficer);
        await Begin(platform, owner, tester, manager, officer);
        foreach (var severity in new[] { "1", "2", "3" })
            (await tester.Post($"{theirs}/defects", new { Severity = severity, What = $"Of severity {severity}", CorrectBy = Monday.AddDays(20) })).ShouldRedirectTo(theirs);
        var all = await Defects(platform);

        (await tester.Post(theirs, new { Scripts = "40", Passed = "39" })).ShouldRefuse(Say.TestingRuleNotOver(Monday.AddDays(4)));
        await platform.Pass(TimeSpan.FromDays(4));
        foreach (var browser in new[] { owner, tester, manager, officer }) await browser.SignIn();
        (await tester.Post(theirs, new { Scripts = "40", Passed = "41" })).ShouldRefuse(Say.TestingRuleCounts);
        (await tester.Post(theirs, new { Scripts = "40", Passed = "39" })).ShouldRefuse(Say.TestingRuleSevere("1"));
        (await tester.Post($"{theirs}/defects/{all[0].Id}", new { Severity = "4" }, "form[action*=Amend]")).ShouldRedirectTo($"{theirs}/defects/{all[0].Id}");
        (await tester.Post(theirs, new { Scripts = "40", Passed = "39" })).ShouldRedirectTo(theirs);
        Assert.Equal(Say.FactTestingNotSignedOff.Stored(), (await Gate(platform, organisation)).Fact);

        (await owner.Post("/org/testing")).ShouldRefuse(Say.TestingConfirmAgreed);
        (await owner.Post("/org/testing", new { Agreed = true })).ShouldRedirectTo("/org/testing");
        Assert.Equal(Say.FactTestingWaitsForManager.Stored(), (await Gate(platform, organisation)).Fact);
        Assert.Empty(await platform.Recorded<TestingPassed>());
        Assert.Null((await officer.Get(theirs)).Document.QuerySelector("form[action*=SignOff]"));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new SignOffTesting(organisation, 99, true)));
        (await tester.Post(theirs, new { Agreed = true }, "form[action*=SignOff]")).ShouldRedirectTo(theirs);
        Assert.Single(await platform.Recorded<TestingPassed>());

        // Severity 2: without a workaround nobody can let it pass.
        var gate = await Gate(platform, organisation);
        Assert.Equal((GateState.Red, Say.FactSeverity2Helpless("2").Stored(), false), (gate.State, gate.Fact, gate.MayBeWaived));
        var ours = $"/org/testing/defects/{all[1].Id}";
        Assert.Equal(Say.DefectRuleSeverity, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(As(owner, organisation), new AmendDefect(organisation, all[1].Id, 1, "4", "", null)))).Text);
        (await owner.Post(ours, new { Workaround = "Send it by post", CorrectBy = Monday.AddDays(20) }, "form[action*=Amend]")).ShouldRedirectTo(ours);
        gate = await Gate(platform, organisation);
        Assert.Equal((GateState.Red, Say.FactSeverity2("2").Stored(), true, Monday.AddDays(20)), (gate.State, gate.Fact, gate.MayBeWaived, gate.ExpectedOn));
        await Waive();
        Assert.Equal(GateState.Waived, (await Gate(platform, organisation)).State);

        // A graver one that comes later is not what was waived.
        (await tester.Post($"{theirs}/defects/{all[2].Id}", new { Severity = "2", Workaround = "Wait" }, "form[action*=Amend]")).ShouldRedirectTo($"{theirs}/defects/{all[2].Id}");
        Assert.Equal((GateState.Red, Say.FactSeverity2("2, 3").Stored()), ((await Gate(platform, organisation)).State, (await Gate(platform, organisation)).Fact));

        // The second of severity 3 has no date after a failed retest.
        (await tester.Post($"{theirs}/defects/{all[1].Id}", new { Severity = "4" }, "form[action*=Amend]")).ShouldRedirectTo($"{theirs}/defects/{all[1].Id}");
        (await tester.Post($"{theirs}/defects/{all[2].Id}", new { Severity = "3", CorrectBy = Monday.AddDays(20) }, "form[action*=Amend]")).ShouldRedirectTo($"{theirs}/defects/{all[2].Id}");
        Assert.Equal((GateState.Green, Say.FactTestingPassed(39, 40, Monday.AddDays(4), 3).Stored()), ((await Gate(platform, organisation)).State, (await Gate(platform, organisation)).Fact));
        (await owner.Post($"/org/testing/defects/{all[2].Id}", new { Correction = "Now" })).ShouldRedirectTo($"/org/testing/defects/{all[2].Id}");
        (await tester.Post($"{theirs}/defects/{all[2].Id}", new { Passed = false, Seen = "No" }, "form[action*=Retest]")).ShouldRedirectTo($"{theirs}/defects/{all[2].Id}");
        Assert.Equal(Say.FactSeverity3("3").Stored(), (await Gate(platform, organisation)).Fact);
        (await tester.Post($"{theirs}/defects/{all[2].Id}", new { Closing = "" }, "form[action*=Close]")).ShouldRefuse(Say.DefectEnterClosing);
        (await tester.Post($"{theirs}/defects/{all[2].Id}", new { Closing = "Nobody sees it" }, "form[action*=Close]")).ShouldRedirectTo($"{theirs}/defects/{all[2].Id}");
        Assert.Equal(GateState.Green, (await Gate(platform, organisation)).State);

        async Task Waive()
        {
            var page = $"/officer/org/{organisation}/gates/10/waiver";
            (await officer.Post(page, new { Reason = "By post until then", ExpiresOn = Monday.AddDays(20) })).ShouldRedirectTo(page);
            (await manager.Post(page, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(page);
        }
    }

    [Fact]
    public async Task A_day_of_correction_that_passes_is_recorded_and_both_sides_are_told()
    {
        await using var platform = await Platform.Start();
        var (organisation, owner, tester) = await Testing(platform);
        await Begin(platform, owner, tester);
        (await owner.Post("/org/testing/defects", new { Severity = "3", What = "Slow", CorrectBy = Monday.AddDays(2) })).ShouldRedirectTo("/org/testing");
        await platform.Pass(TimeSpan.FromDays(1.1));
        Assert.Contains(platform.Emails(tester.Email), e => e.Subject.Contains("Reminder: correction of a defect", StringComparison.Ordinal));
        await platform.Pass(TimeSpan.FromDays(2));
        Assert.Single(await platform.Recorded<ClockRanOut>(), c => c.Rule == "defect");
        Assert.Contains(platform.Emails(owner.Email), e => e.Subject.Contains("Waiting too long: correction of a defect", StringComparison.Ordinal));
        await owner.SignIn();
        var defect = (await Defects(platform)).Single();
        (await owner.Post($"/org/testing/defects/{defect.Id}", new { Correction = "Fast" })).ShouldRedirectTo($"/org/testing/defects/{defect.Id}");
        await platform.Pass(TimeSpan.FromDays(9));
        Assert.Contains(platform.Emails(tester.Email), e => e.Subject.Contains("Waiting too long: retest of a corrected defect", StringComparison.Ordinal));
    }

    /// <summary>An organisation whose testing window is agreed, with its service owner and the test manager.</summary>
    private static async Task<(Guid Organisation, Browser Owner, Browser Tester)> Testing(Platform platform)
    {
        var organisation = await platform.AcceptedOrganisation();
        var (owner, tester) = (await platform.Person(Roles.OrganisationServiceOwner, organisation, "Una Sedgwick"), await platform.Person(Roles.TestManager, name: "Dafydd Prys"));
        var page = $"/officer/org/{organisation}/dates";
        (await tester.Post(page, new { From = Monday, To = Monday.AddDays(4) })).ShouldRedirectTo(page);
        (await owner.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
        return (organisation, owner, tester);
    }

    private static async Task Begin(Platform platform, params Browser[] people)
    {
        await platform.Pass(Monday.InLondon(new TimeOnly(9, 0)) - platform.Clock.GetUtcNow());
        foreach (var browser in people) await browser.SignIn();
    }

    private static Actor As(Browser owner, Guid organisation) => new(owner.PersonId, null, [new HeldRole(Roles.OrganisationServiceOwner, organisation)]);

    private static Actor As(Browser tester) => new(tester.PersonId, null, [new HeldRole(Roles.TestManager, null)]);

    private static Task<List<Defect>> Defects(Platform platform) => platform.Read<RegistrationDbContext, List<Defect>>(db => db.Set<Defect>().AsNoTracking().OrderBy(d => d.Number).ToListAsync());

    private static Task<GateRow> Gate(Platform platform, Guid organisation) => platform.Read<RegistrationDbContext, GateRow>(db =>
        db.Set<GateRow>().AsNoTracking().SingleAsync(g => g.OrganisationId == organisation && g.Number == 10));

    private static async Task Refused(Platform platform, string sql)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None));
    }
}
