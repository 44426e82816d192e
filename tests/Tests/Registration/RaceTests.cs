using System.Net;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Two people want the same unique thing at the same moment: one gets it, the other's page says at the field that it is taken.</summary>
public class RaceTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task The_same_short_name_goes_to_one_of_two_applicants()
    {
        var (one, two) = (await platform.Applicant(), await platform.Applicant());
        for (var round = 0; round < 6; round++)
        {
            var name = Applicants.NewShortName();
            var answers = Applicants.Sections(name)[0].Answers;
            await Judge("/application/organisation", one, two, answers, Say.ShortNameTaken(name).ToString());
        }
    }

    [Fact]
    public async Task The_same_OU_code_goes_to_one_of_two_officers()
    {
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var pages = new List<string>();
        for (var n = 0; n < 2; n++)
        {
            var (organisation, _) = await platform.SentApplication();
            (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
            await platform.Settle();
            pages.Add($"/officer/org/{organisation}/setup");
        }
        var other = await platform.Person(Roles.OnboardingOfficer);
        var answers = new Dictionary<string, string> { ["OuCode"] = "B09EF00" };
        var asked = await Task.WhenAll(officer.Get(pages[0]), other.Get(pages[1]));
        var sent = await Task.WhenAll(officer.Submit(asked[0], answers), other.Submit(asked[1], answers));
        OneWins(sent, Say.SetupOuCodeTaken.ToString());
    }

    private static async Task Judge(string path, Browser one, Browser two, Dictionary<string, string> answers, string taken)
    {
        var asked = await Task.WhenAll(one.Get(path), two.Get(path));
        OneWins(await Task.WhenAll(one.Submit(asked[0], answers), two.Submit(asked[1], answers)), taken);
    }

    private static void OneWins(Page[] answers, string taken)
    {
        Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
        var told = Assert.Single(answers, a => a.Status == HttpStatusCode.BadRequest);
        Assert.Equal([taken], told.Errors);
    }
}
