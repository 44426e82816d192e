using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>An organisation without an OU code is not held up: it asks for one, and set-up answers.</summary>
public class OuCodeRequestTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Who_has_no_code_sends_all_the_same_and_is_told_the_code_that_set_up_records()
    {
        var (organisation, applicant) = await platform.SentApplication();
        Assert.Single(await platform.Recorded<OuCodeRequested>(), e => e.OrganisationId == organisation);
        var on = platform.Clock.GetUtcNow().CivilDate();
        (await applicant.Get("/org")).ShouldSay(Say.OuCodeIsApplied(on));
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var page = $"/officer/org/{organisation}/setup";
        (await officer.Get(page)).ShouldSay(Say.SetupOuCodeAsked(on)); // before the tracks are open, too
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        (await officer.Get($"/officer/org/{organisation}/gates")).ShouldSay(Say.FactNoOuCode);
        (await officer.Post(page, new Dictionary<string, string> { ["OuCode"] = "B77EF00" })).ShouldRedirectTo(page);
        await platform.Settle();
        var told = platform.Emails(applicant.Email)[^1];
        Assert.Equal(Say.EmailOuCodeSubject("B77EF00").ToString(), told.Subject);
        Assert.DoesNotContain(Say.OuCodeIsApplied(on).ToString(), (await applicant.Get("/org")).Text, StringComparison.Ordinal);
        (await officer.Get(page)).ShouldSay(Say.SetupOuCodeAnswered(on, on));
        var before = platform.Emails(applicant.Email).Count;
        (await officer.Post(page, new Dictionary<string, string> { ["OuCode"] = "B78EF00" })).ShouldRedirectTo(page); // a correction answers nothing a second time
        await platform.Settle();
        Assert.Equal(before, platform.Emails(applicant.Email).Count);
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("Asked for an organisation unit (OU) code");
    }

    [Fact]
    public async Task Who_finds_the_code_before_sending_again_takes_the_request_back()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "return", Question = "Is there really no code?" })).ShouldRedirectTo($"/officer/org/{organisation}");
        var answers = Applicants.Sections(Applicants.NewShortName())[0].Answers;
        (answers["Answers.HasOuCode"], answers["Answers.OuCode"]) = ("true", "b79ef00");
        (await applicant.Post("/application/organisation", answers)).ShouldRedirectTo("/application");
        await applicant.Send();
        Assert.Single(await platform.Recorded<OuCodeRequestTakenBack>(), e => e.OrganisationId == organisation);
        Assert.DoesNotContain("asked for one", (await officer.Get($"/officer/org/{organisation}/setup")).Text, StringComparison.Ordinal);
    }
}
