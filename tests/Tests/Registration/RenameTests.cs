using System.Net;
using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The legal name of an organisation changes by two people and a document; what it was called before stays known.</summary>
public sealed class RenameTests(LiveOrganisation live) : IClassFixture<LiveOrganisation>
{
    private readonly Platform platform = live.Platform;
    private readonly Guid organisation = live.Id;

    [Fact]
    public async Task Two_people_change_the_name_the_old_one_is_still_found_and_the_agreements_are_issued_anew()
    {
        var (officer, manager) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager));
        var (page, today, before) = ($"/officer/org/{organisation}/name", platform.Clock.GetUtcNow().CivilDate(), (await platform.CaseOf(organisation)).Name);
        var letter = new Upload("cofrestr ŵ.pdf", Applicants.Pdf, "application/pdf");
        (await officer.Post(page, new { Upload = letter }, "form[enctype]")).ShouldRefuse(Say.RenameEnterName, Say.RenameEnterDay);
        (await officer.Post(page, new { Name = before, From = today, Upload = letter }, "form[enctype]")).ShouldRefuse(Say.RenameRuleSame);
        (await officer.Post(page, new { Name = "Glannau Ŵyn Authority", From = today.AddDays(1), Upload = letter }, "form[enctype]")).ShouldRefuse(Say.RenameRuleLater);
        (await officer.Post(page, new { Name = "Glannau Ŵyn Authority", From = today, Upload = letter }, "form[enctype]")).ShouldRedirectTo(page);
        Assert.Equal(before, (await platform.CaseOf(organisation)).Name);
        await platform.Settle();
        Assert.Contains(platform.Emails(manager.Email), e => e.Subject.StartsWith("Change of name to decide", StringComparison.Ordinal));
        Assert.Null((await officer.Get(page)).Document.QuerySelector("form[action*=Decide]"));
        var change = await platform.Read<RegistrationDbContext, NameChange>(db => db.Set<NameChange>().AsNoTracking().SingleAsync());
        (await officer.Get($"{page}?handler=File&change={change.Id}")).ShouldBeOk();
        (await officer.Get($"{page}?handler=File&change={organisation}")).ShouldBeNotFound();
        var self = new Actor(officer.PersonId, null, [new HeldRole(Roles.SeniorOnboardingManager, null)]);
        Assert.Equal(Say.RenameRuleSecondPerson, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new DecideRename(change.Id, change.Version, true, "")))).Text);

        var other = await platform.Person(Roles.SeniorOnboardingManager);
        var (one, late) = (await manager.Get(page), await other.Get(page));
        (await manager.Submit(one, new { Approve = false }, "form[action*=Decide]")).ShouldRefuse(Say.WaiverEnterRefusal);
        (await manager.Submit(one, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(page);
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(late, new { Approve = false, Refusal = "No" }, "form[action*=Decide]")).Status);
        await platform.Settle();

        Assert.Equal("Glannau Ŵyn Authority", (await platform.CaseOf(organisation)).Name);
        (await officer.Get(page)).ShouldSay(Say.RenameKnownAs(before, today));
        foreach (var name in new[] { "glannau", before.Split(' ')[0] }) (await officer.Get($"/officer?search={name}")).ShouldSay("Glannau Ŵyn Authority");
        Assert.Contains(await platform.Recorded<OrganisationRenamed>(), e => e.OrganisationId == organisation && e.From == today);
        var rounds = await platform.Read<AgreementsDbContext, List<CommonPlatform.Agreements.Domain.Agreement>>(db => db.Agreements.AsNoTracking().Where(a => a.OrganisationId == organisation).ToListAsync());
        foreach (var kind in rounds.GroupBy(a => a.Kind))
        {
            var (latest, binding) = (kind.MaxBy(a => a.Round)!, kind.Single(a => a.Standing == CommonPlatform.Agreements.Domain.Standing.InForce));
            Assert.Equal(("Glannau Ŵyn Authority", before, true), (latest.Particulars.OrganisationName, binding.Particulars.OrganisationName, latest.IssuedAt is not null));
        }
        (await officer.Get($"/officer/org/{organisation}/answers")).ShouldSay(Say.RenameSince("Glannau Ŵyn Authority", today)).ShouldSay(Say.RenameBefore).ShouldSay(Say.RenameKnownAs(before, today));
        (await (await platform.Person(Roles.Applicant, organisation)).Get("/application")).ShouldSay(Say.RenameSince("Glannau Ŵyn Authority", today)).ShouldSay(Say.RenameKnownAs(before, today));
        Assert.Contains(DuplicateKey.Plain("Glannau Ŵyn Authority"), await platform.Read<RegistrationDbContext, List<string>>(db => db.DuplicateKeys.Where(k => k.OrganisationId == organisation && k.Kind == KeyKind.Name).Select(k => k.Value).ToListAsync()));
        (await officer.Get($"/officer/org/{organisation}/gates")).ShouldBeOk();
        Assert.All(await platform.Read<RegistrationDbContext, List<GateRow>>(db => db.Set<GateRow>().AsNoTracking().Where(g => g.OrganisationId == organisation && g.Number <= 4).ToListAsync()), g => Assert.Equal(GateState.Green, g.State));
    }

    [Fact]
    public async Task Before_it_is_accepted_the_organisation_renames_itself()
    {
        var (drafted, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get($"/officer/org/{drafted}/name")).ShouldSay(Say.RenameRuleDraft);
        var self = new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]);
        var file = new CommonPlatform.BuildingBlocks.Documents.StoredPdf("a.pdf", "0", "0", 1);
        Assert.Equal(Say.RenameRuleDraft, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new AskForRename(drafted, "New", platform.Clock.GetUtcNow().CivilDate(), file)))).Text);
    }
}
