using System.Net;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Several people work on one application: each with an account of their own, and nobody's work is lost.</summary>
public class ColleagueTests(Platform platform) : IClassFixture<Platform>
{
    private static int number;

    [Fact]
    public async Task A_colleague_follows_a_link_that_works_once_edits_and_is_removed_again()
    {
        var applicant = await platform.Applicant();
        var organisation = await platform.OrganisationOf(applicant);
        (await applicant.Post("/application/colleagues", new { Name = "", Email = "x" }, "form:not([action])")).ShouldRefuse(Say.EnterColleagueName, Say.EmailFormat);
        (await applicant.Post("/application/colleagues", new { Name = "Me", applicant.Email }, "form:not([action])")).ShouldRefuse(Say.ColleagueIsThere);
        var (colleague, email) = await Invite(applicant);
        var link = platform.Emails(email).Last(e => e.Body.Contains("/activate/", StringComparison.Ordinal)).Link;
        Assert.NotEqual(HttpStatusCode.OK, (await platform.Nobody().Get(link)).Status); // it has been used
        (await colleague.Post("/application/address", Address("Town of the colleague"))).ShouldRedirectTo("/application");
        Assert.Equal("Town of the colleague", (await platform.ApplicationOf(organisation)).Answers.Address!.Town);
        Assert.Contains(await platform.Recorded<PersonInvited>(), e => e.OrganisationId == organisation && e.PersonId == colleague.PersonId && e.Role == Roles.Applicant);

        (await applicant.Post("/application/colleagues", new { PersonId = applicant.PersonId }, "form[action*=Remove]")).ShouldRefuse(Say.RuleFirstApplicant);
        (await applicant.Post("/application/colleagues", new { PersonId = Guid.CreateVersion7(platform.Clock.GetUtcNow()) }, "form[action*=Remove]")).ShouldRefuse(Say.RuleNoColleague);
        await applicant.Get("/application/colleagues");
        (await applicant.Post("/application/colleagues", new { colleague.PersonId }, "form[action*=Remove]")).ShouldRedirectTo("/application/colleagues");
        var gone = await colleague.Get("/application");
        Assert.True(gone.Status == HttpStatusCode.NotFound || gone.Location?.StartsWith("/sign-in", StringComparison.Ordinal) == true, $"{gone.Status}");
        Assert.Equal("Town of the colleague", (await platform.ApplicationOf(organisation)).Answers.Address!.Town);
    }

    [Fact]
    public async Task Different_sections_are_saved_side_by_side()
    {
        var applicant = await platform.Applicant();
        var organisation = await platform.OrganisationOf(applicant);
        var (colleague, _) = await Invite(applicant);
        var mine = await applicant.Get("/application/address");
        var theirs = await colleague.Get("/application/contacts");
        (await colleague.Submit(theirs, Applicants.Sections("SIDE").Single(s => s.Page == "contacts").Answers)).ShouldRedirectTo("/application");
        (await applicant.Submit(mine, Address("Bangor"))).ShouldRedirectTo("/application");
        var answers = (await platform.ApplicationOf(organisation)).Answers;
        Assert.Equal(("Bangor", "Siân ap Gwŷn-O'Neill"), (answers.Address!.Town, answers.Contacts!.LeadName));
    }

    [Fact]
    public async Task The_second_of_two_edits_of_a_section_reads_both_and_loses_nothing()
    {
        var applicant = await platform.Applicant();
        var organisation = await platform.OrganisationOf(applicant);
        var (colleague, _) = await Invite(applicant);
        var mine = await applicant.Get("/application/address");
        (await colleague.Post("/application/address", Address("Theirs"))).ShouldRedirectTo("/application");
        var told = await applicant.Submit(mine, Address("Mine"));
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        told.ShouldSay(Say.MeanwhileHeading).ShouldSay("Theirs");
        Assert.Equal("Mine", told.Document.QuerySelector("[name='Answers.Town']")!.GetAttribute("value"));
        Assert.Equal("Theirs", (await platform.ApplicationOf(organisation)).Answers.Address!.Town);
        (await applicant.Submit(told, Address("Mine"))).ShouldRedirectTo("/application"); // having read it
        Assert.Equal("Mine", (await platform.ApplicationOf(organisation)).Answers.Address!.Town);
    }

    private async Task<(Browser Colleague, string Email)> Invite(Browser applicant)
    {
        var email = $"colleague{Interlocked.Increment(ref number)}@tram.example";
        (await applicant.Post("/application/colleagues", new { Name = "Nia Ŵyn", Email = email }, "form:not([action])")).ShouldRedirectTo("/application/colleagues");
        await platform.Settle();
        return (await platform.Nobody().Activate(email), email);
    }

    private static Dictionary<string, string> Address(string town) => new(Applicants.Sections("A").Single(s => s.Page == "address").Answers) { ["Answers.Town"] = town };
}
