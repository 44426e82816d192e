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

/// <summary>A gate is let pass by two people for a time, where the law of the gates allows it.</summary>
public class WaiverTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Two_people_waive_a_gate_until_a_day_and_the_night_after_it_is_red_again()
    {
        var organisation = await platform.AcceptedOrganisation();
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        var page = $"/officer/org/{organisation}/gates/13/waiver";
        var (today, last) = (platform.Clock.GetUtcNow().CivilDate(), platform.Clock.GetUtcNow().CivilDate().AddDays(20));
        (await officer.Get($"/officer/org/{organisation}/gates")).ShouldSay(Say.GateAskWaiver).ShouldSay(Say.GateNoDate).ShouldSay(Say.GateWaitsForGates("G8"));

        (await officer.Post(page)).ShouldRefuse(Say.WaiverEnterReason, Say.WaiverEnterLastDay);
        (await officer.Post(page, new { Reason = "Signed on Friday, ŵ", ExpiresOn = today })).ShouldRefuse(Say.WaiverRuleLastDay(today.AddDays(1), today.AddDays(60)));
        (await officer.Post(page, new { Reason = "Signed on Friday, ŵ", ExpiresOn = today.AddDays(61) })).ShouldRefuse(Say.WaiverRuleLastDay(today.AddDays(1), today.AddDays(60)));
        (await officer.Post(page, new { Reason = "Signed on Friday, ŵ", ExpiresOn = last })).ShouldRedirectTo(page);
        Assert.Equal(GateState.Red, (await Gate(organisation, 13)).State);
        await platform.Settle();
        Assert.Contains(platform.Emails(manager.Email), e => e.Subject.Contains("Waiver of gate G13", StringComparison.Ordinal));
        (await officer.Get(page)).ShouldSay(Say.WaiverWaits);

        var other = await platform.Person(Roles.SeniorOnboardingManager);
        var (one, late) = (await manager.Get(page), await other.Get(page));
        (await manager.Submit(one, new { Approve = false })).ShouldRefuse(Say.WaiverEnterRefusal);
        (await manager.Submit(one, new { Approve = true })).ShouldRedirectTo(page);
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(late, new { Approve = false, Refusal = "No" })).Status);
        Assert.Equal(GateState.Waived, (await Gate(organisation, 13)).State);
        (await officer.Get($"/officer/org/{organisation}/gates")).ShouldSay(Say.GateWaived);

        await platform.Pass(TimeSpan.FromDays(20));
        Assert.Equal(GateState.Waived, (await Gate(organisation, 13)).State);
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Equal(GateState.Red, (await Gate(organisation, 13)).State);

        await officer.SignIn();
        (await officer.Post(page, new { Reason = "Once more", ExpiresOn = last.AddDays(10) })).ShouldRedirectTo(page); // the one that ran out makes room
        await manager.SignIn();
        (await manager.Post(page, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(page);
        Assert.Equal(GateState.Waived, (await Gate(organisation, 13)).State);
        (await officer.Post(page, form: "form[action*=End]")).ShouldRedirectTo(page);
        Assert.Equal(GateState.Red, (await Gate(organisation, 13)).State);
        Assert.Equal(2, (await platform.Recorded<GateWaiverEnded>()).Count(e => e.OrganisationId == organisation));
    }

    [Fact]
    public async Task Nobody_approves_their_own_waiver_and_some_gates_have_none()
    {
        var organisation = await platform.AcceptedOrganisation();
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        var page = $"/officer/org/{organisation}/gates/6/waiver";
        var last = platform.Clock.GetUtcNow().CivilDate().AddDays(10);
        foreach (var gate in new[] { 1, 2, 3, 7, 8, 9, 11 }) (await manager.Get($"/officer/org/{organisation}/gates/{gate}/waiver")).ShouldBeNotFound();
        (await manager.Get($"/officer/org/{organisation}/gates/99/waiver")).ShouldBeNotFound();
        (await manager.Post($"/officer/org/{organisation}/gates/6/waiver", new { Reason = "Paid by hand", ExpiresOn = last })).ShouldRedirectTo(page);
        (await manager.Get(page)).ShouldSay(Say.WaiverWaits);
        var waiver = await platform.Read<RegistrationDbContext, Waiver>(db => db.Set<Waiver>().AsNoTracking().SingleAsync(w => w.OrganisationId == organisation));
        var self = new Actor(manager.PersonId, null, [new HeldRole(Roles.SeniorOnboardingManager, null)]);
        Assert.Equal(Say.WaiverRuleSecondPerson, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new DecideWaiver(waiver.Id, waiver.Version, true, "")))).Text);
        Assert.Equal(Say.WaiverRuleAsked, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new AskForWaiver(organisation, 6, "Again", last)))).Text);
        Assert.Equal(Say.WaiverRuleNotNow("G12"), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new AskForWaiver(organisation, 12, "No date yet", last)))).Text);
        foreach (var role in Roles.OfHmcts.Except([Roles.OnboardingOfficer, Roles.SeniorOnboardingManager]))
            await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(manager.PersonId, null, [new HeldRole(role, null)]), new EndWaiver(waiver.Id, waiver.Version)));
        await Refused("update registration_waivers set approved = @yes, decided_by = asked_by, decided_at = asked_at where id = @id", ("@yes", true), ("@id", waiver.Id));
        await Refused("update registration_gates set state = 'Waived' where organisation_id = @id and number = 6", ("@id", organisation));
        await Refused("delete from registration_waivers where id = @id", ("@id", waiver.Id));
    }

    private async Task Refused(string sql, params (string, object?)[] values)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None, values));
    }

    private Task<GateRow> Gate(Guid organisation, int number) => platform.Read<RegistrationDbContext, GateRow>(db =>
        db.Set<GateRow>().AsNoTracking().SingleAsync(g => g.OrganisationId == organisation && g.Number == number));
}
