using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Who verified what, how and when, is kept for each identifier; only what the answers say now counts.</summary>
public class IdentifierTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Each_identifier_is_verified_or_found_not_to_apply_with_method_date_and_evidence()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer, name: "Ŵyn Checker");
        var (page, today) = ($"/officer/org/{organisation}/identifiers", platform.Clock.GetUtcNow().CivilDate());
        (await officer.Get(page)).ShouldSay(Say.IdentifiersOpen);
        (await officer.Post(page, new { Identifier = "Nothing" })).ShouldRefuse(Say.SelectIdentifier, Say.SelectCheckOutcome, Say.EnterEvidence);
        (await officer.Post(page, new { Identifier = "LegalPower", Outcome = "verified", Method = "guess", CheckedOn = today, Evidence = "Seen" })).ShouldRefuse(Say.SelectMethodOfCheck);
        (await officer.Post(page, new { Identifier = "LegalPower", Outcome = "verified", Method = "document", CheckedOn = today.AddDays(1), Evidence = "Seen" })).ShouldRefuse(Say.RuleCheckedLater);
        foreach (var applies in new[] { "LegalPower", "CompanyNumber", "Ico" })
            (await officer.Post(page, new { Identifier = applies, Outcome = "does-not-apply", Evidence = "Why not" })).ShouldRefuse(Say.RuleMustBeVerified);
        (await officer.Post(page, new { Identifier = "OuCode", Outcome = "verified", Method = "official-list", CheckedOn = today, Evidence = "List" })).ShouldRefuse(Say.RuleNothingGiven);

        foreach (var identifier in new[] { "LegalPower", "CompanyNumber", "Ico" })
            (await officer.Post(page, new { Identifier = identifier, Outcome = "verified", Method = "public-register", CheckedOn = today, Evidence = $"Entry of {identifier}" })).ShouldRedirectTo(page);
        Assert.False((await platform.ApplicationOf(organisation)).IdentifiersVerified);
        (await officer.Post(page, new { Identifier = "OuCode", Outcome = "does-not-apply", Evidence = "A code is applied for" })).ShouldRedirectTo(page);
        Assert.True((await platform.ApplicationOf(organisation)).IdentifiersVerified);
        (await officer.Get(page)).ShouldSay(Say.IdentifiersVerified).ShouldSay("Ŵyn Checker").ShouldSay("Entry of LegalPower").ShouldSay("A code is applied for");
        Assert.Contains(await platform.Recorded<IdentifierChecked>(), e => e.OrganisationId == organisation && e.IdentifierCode == "ico" && e.Verified);
        Assert.DoesNotContain(Say.IdentifiersOpen.ToString(), (await officer.Get($"/officer/org/{organisation}/decide/application")).Text, StringComparison.Ordinal);

        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Which section of the Act?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        var answers = Applicants.Sections(Applicants.NewShortName())[0].Answers;
        answers["Answers.LegalPower"] = "Tramway Byelaws Act 1999, section 5";
        (await applicant.Post("/application/organisation", answers)).ShouldRedirectTo("/application");
        await applicant.Send();
        Assert.False((await platform.ApplicationOf(organisation)).IdentifiersVerified); // another answer is another thing to verify
        (await officer.Get(page)).ShouldSay(Say.CheckOutdated("Tramway Byelaws Act 1999, section 4"));
    }

    [Fact]
    public async Task Nothing_is_verified_before_it_was_sent_and_nobody_verifies_their_own()
    {
        var draft = await platform.OrganisationOf(await platform.Applicant());
        var officer = await platform.Person(Roles.OnboardingOfficer);
        Assert.Null((await officer.Get($"/officer/org/{draft}/identifiers")).Document.QuerySelector("main form"));
        var (organisation, _) = await platform.SentApplication();
        var domain = Formats.Domain((await platform.ApplicationOf(organisation)).Answers.Contacts!.MainEmail);
        await platform.Invite($"checker@{domain}", "Officer Inside", Roles.OnboardingOfficer);
        await platform.Settle();
        var own = await platform.Nobody().Activate($"checker@{domain}");
        (await own.Post($"/officer/org/{organisation}/identifiers", new { Identifier = "LegalPower", Outcome = "verified", Method = "document", CheckedOn = platform.Clock.GetUtcNow().CivilDate(), Evidence = "Seen" }))
            .ShouldRefuse(Say.RuleOwnOrganisation);
    }
}
