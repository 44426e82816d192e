using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Host;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Say = CommonPlatform.Agreements.Say;

namespace CommonPlatform.Tests.Agreements;

/// <summary>Whoever withdraws or leaves gets a sealed statement of it in both languages.</summary>
public sealed class EndingStatementTests
{
    [Theory]
    [InlineData("withdraw", "withdrawn", "It ends by its own clauses", "Daw i ben yn ôl ei gymalau ei hun")]
    [InlineData("off-board", "left", "the accountable person, on behalf of the organisation", "y person atebol, ar ran y sefydliad")]
    public async Task A_statement_says_what_ended_and_what_had_been_agreed_and_its_seal_holds(string step, string code, string english, string welsh)
    {
        await using var platform = await Platform.Start();
        var story = await LiveOrganisation.Tell(platform, step == "withdraw" ? ReadinessTests.ToReadiness : LiveOrganisation.Steps);
        var organisation = story.OrganisationId;
        var (applicant, officer, stranger) = (await platform.Person(Roles.Applicant, organisation), await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.Applicant, Guid.CreateVersion7(platform.Clock.GetUtcNow())));
        if (step == "off-board")
        {
            await StoryTeller.Run(story, "give-notice");
            foreach (var gone in await platform.As(Actor.System("test"), new FindPeople(organisation, Roles.AccountablePerson))) // whoever gave notice is somebody else by the last day
                await platform.Send(new EndMembership(gone.PersonId, Roles.AccountablePerson, organisation));
        }
        await (step == "withdraw" ? StoryTeller.Run(story, step) : story.Wait(ExitDays));
        await platform.Settle();

        if (step == "off-board")
            foreach (var person in new[] { applicant, officer, stranger }) await person.SignIn(); // weeks have passed
        var page = await applicant.Get("/org/agreements");
        page.ShouldSay(code == "left" ? Say.StatementLeftHeading : Say.StatementWithdrawnHeading);
        var links = page.Document.QuerySelectorAll("a[href^='/org/statements/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);
        foreach (var (link, language, words) in new[] { (links[0], "en", english), (links[1], "cy", welsh) })
        {
            var pdf = await Downloaded(applicant, link);
            Assert.True(PdfVerifier.Verify(pdf, platform.Services.GetRequiredService<Keys>().Trust).IsValid);
            using var scratch = new Scratch();
            var text = string.Join(' ', Tool.Run("pdftotext", scratch.Write($"{language}.pdf", pdf), "-").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains(words, text, StringComparison.Ordinal);
            foreach (var kind in new[] { AgreementsTitles.Mou, AgreementsTitles.Sla }) Assert.Contains(kind.In(Language.Of(language)), text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(pdf, await Downloaded(officer, link.Replace("/org/", "/officer/", StringComparison.Ordinal)));
            (await stranger.Get(link)).ShouldBeNotFound();
        }
        (await officer.Get($"/officer/org/{organisation}/agreements")).ShouldSay(Say.StatementDownloadWelsh);
        Assert.Contains(platform.Emails(), e => e.Subject.Contains("sealed document for your records", StringComparison.Ordinal));
        Assert.Equal(
            [$"{code}-statement-cy", $"{code}-statement-en"],
            (await platform.As(Actor.System("test"), new FindSealedDocuments(organisation))).Select(d => d.Kind).Where(k => k.Contains("-statement-", StringComparison.Ordinal)).Order());
        Assert.Equal(2, (await platform.Recorded<EndingStatementIssued>()).Count(e => e.OrganisationId == organisation && e.EndingCode == code));
    }

    private const int ExitDays = 45;

    private static async Task<byte[]> Downloaded(Browser browser, string address) =>
        await (await browser.Get(address)).ShouldBeOk().Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static class AgreementsTitles
    {
        public static Text Mou => CommonPlatform.Agreements.Domain.AgreementKinds.Title(CommonPlatform.Agreements.Domain.AgreementKinds.Mou);
        public static Text Sla => CommonPlatform.Agreements.Domain.AgreementKinds.Title(CommonPlatform.Agreements.Domain.AgreementKinds.Sla);
    }
}
