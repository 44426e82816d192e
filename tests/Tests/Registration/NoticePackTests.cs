using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Notice packs by family of offences and language, in versions; and the uploaded notice beside the checklist.</summary>
public class NoticePackTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Upload Pdf = new("set.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"), "application/pdf");

    [Theory]
    [InlineData("RA05013 BT02011", "railway")]
    [InlineData("CA03013", "television")]
    [InlineData("MV94003 MV11002 RT88041", "vehicle")]
    [InlineData("FI73008", "fisheries")]
    [InlineData("BB84001 ED96001 LG72009", "local-authority")]
    [InlineData("RT88023 ZZ99999", "general")]
    [InlineData("", "general")]
    [InlineData("FI73008 RT88023", "fisheries general")]
    public void Which_packs_an_organisation_gets_follows_from_the_law_of_its_offences(string codes, string families)
    {
        var packs = NoticePacks.For(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(OffenceList.Shipped.Find), Day);
        Assert.Equal(families.Split(' '), packs.Select(p => p.Family).Distinct());
        Assert.Equal(["cy", "en"], packs.Select(p => p.Language).Distinct().Order());
    }

    [Fact]
    public void A_version_holds_from_its_first_day_and_every_one_is_worded_in_both_languages()
    {
        var offences = new[] { OffenceList.Shipped.Find("BB84001") };
        Assert.Equal(["1.0"], NoticePacks.For(offences, new DateOnly(2026, 8, 31)).Select(p => p.Version).Distinct());
        Assert.Equal(["1.1"], NoticePacks.For(offences, new DateOnly(2026, 9, 1)).Select(p => p.Version).Distinct());
        foreach (var pack in NoticePacks.All)
            foreach (var text in new[] { pack.FamilyName, pack.Changes })
                Assert.NotEqual("", text.In(Language.English) + text.In(Language.Welsh)); // a key that nobody worded throws
        Assert.All(NoticePacks.All.GroupBy(p => (p.Family, p.Version)), versions => Assert.Single(versions.Select(v => v.Facts.Count).Distinct()));
    }

    [Fact]
    public async Task What_was_given_is_kept_and_shown_and_a_newer_version_is_given_to_those_who_have_not_passed_yet()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var (owner, tester) = (await platform.Person(Roles.OrganisationServiceOwner, organisation), await platform.Person(Roles.TestManager));
        (await owner.Get("/org/templates")).ShouldSay(Words.PackFamily("railway")).ShouldSay(Say.PacksGivenText);
        Assert.Equal([("railway", "cy", "1.0"), ("railway", "en", "1.0")], (await Packs(platform, organisation)).Select(p => (p.Family, p.Language, p.Version)).Order());
        (await tester.Get("/officer/templates")).ShouldSay(Say.PacksTitle).ShouldSay("Railway; Tramway").ShouldSay("Local authorities and byelaws");
        Assert.Equal("application/pdf", (await tester.Get("/officer/templates?handler=Template&document=guidance&family=local-authority&version=1.1&in=cy")).ShouldBeOk().Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, (int)(await tester.Get("/officer/templates?handler=Template&document=guidance&family=railway&version=9.9&in=en")).Status);
        Assert.Equal(404, (int)(await owner.Get("/org/templates?handler=Template&family=fisheries&version=1.0&document=sjp-notice&in=en")).Status); // another family's

        // What was given stays as it was written down.
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => unit.Execute("update registration_issued_packs set version = '0.9'", default));
        }
        await Answer(platform, organisation, "RA05013\nFI73008");
        await platform.Pass(TimeSpan.FromDays(1)); // the night
        Assert.Equal(4, (await Packs(platform, organisation)).Count);
        Assert.Equal(organisation, Assert.Single(await platform.Recorded<NoticePackRenewed>()).OrganisationId);
        var told = Assert.Single(platform.Emails(owner.Email), e => e.Subject == "A newer version of your notice pack");
        Assert.Contains("Fisheries: version 1.0 is in force. You were given version 1.0. What changed: First version.", told.Body.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await platform.Pass(TimeSpan.FromDays(2));
        Assert.Single(await platform.Recorded<NoticePackRenewed>()); // once
        await owner.SignIn();
        (await owner.Get("/org/templates")).ShouldSay(Words.PackFamily("fisheries"));
    }

    /// <summary>The step that the shipped file takes: local authorities from 1.0 to 1.1 on 1 September 2026.</summary>
    [Fact]
    public async Task A_newer_version_is_told_the_older_stays_readable_and_what_is_in_review_is_held_against_what_it_was_made_with()
    {
        await using var platform = await Platform.Start();
        await platform.Pass(new DateTimeOffset(2026, 8, 27, 9, 0, 0, TimeSpan.Zero) - platform.Clock.GetUtcNow());
        var (open, sent) = (await platform.AcceptedOrganisation(), await platform.AcceptedOrganisation());
        foreach (var organisation in new[] { open, sent }) await Answer(platform, organisation, "BB84001");
        await platform.Pass(TimeSpan.FromDays(1));
        var (owner, sender, tester) = (await platform.Person(Roles.OrganisationServiceOwner, open), await platform.Person(Roles.OrganisationServiceOwner, sent), await platform.Person(Roles.TestManager));
        Assert.Equal(["1.0"], (await Packs(platform, open)).Where(p => p.Family == "local-authority").Select(p => p.Version).Distinct());
        (await sender.Post("/org/templates/upload", new { Notice = "whole-set", Upload = Pdf })).ShouldRedirectTo("/org/templates/upload");
        (await sender.Post("/org/templates/upload", new { NoRealData = true })).ShouldRedirectTo("/org/templates");
        var round = await platform.Read<RegistrationDbContext, NoticeRound>(db => db.NoticeRounds.AsNoTracking().SingleAsync(r => r.OrganisationId == sent));
        var review = $"/officer/templates/review/{round.Id}";
        Assert.Empty((await tester.Get(review)).Document.QuerySelectorAll(".govuk-inset-text"));

        await platform.Pass(new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero) - platform.Clock.GetUtcNow()); // the night of 1.1 is over
        foreach (var (who, next) in new[] { (owner, Say.EmailPackNewerNext), (sender, Say.EmailPackNewerSent) })
        {
            var told = Assert.Single(platform.Emails(who.Email), e => e.Subject == Say.EmailPackNewerSubject.ToString() && e.Body.Contains("version 1.1 is in force", StringComparison.Ordinal)).Body.ReplaceLineEndings(" ");
            Assert.Contains("You were given version 1.0. What changed: The statement of facts also names the officer's authority to act, and its date.", told, StringComparison.Ordinal);
            Assert.Contains(next.ToString(), told, StringComparison.Ordinal);
        }
        // The older one stays readable, and says what it said.
        await owner.SignIn();
        (await owner.Get("/org/templates")).ShouldSay(Say.PacksEarlier("1.0", Words.PackFamily("local-authority"))).ShouldSay(Say.NoticesPackCaption(Words.PackFamily("local-authority"), "1.1"));
        Assert.NotEmpty(owner.Shown!.Document.QuerySelectorAll("details a[download][href*='version=1.0'][href*='family=local-authority']"));
        foreach (var (version, says) in new[] { ("1.0", false), ("1.1", true) })
        {
            var facts = await Text(owner, $"/org/templates?handler=Template&family=local-authority&version={version}&document=statement-of-facts&in=en");
            Assert.Contains("street, park or premises", facts, StringComparison.Ordinal);
            Assert.Contains(version, facts, StringComparison.Ordinal);
            Assert.Equal(says, facts.Contains("authority to act for the authority", StringComparison.Ordinal));
        }
        Assert.Contains("Awdurdodau lleol ac is-ddeddfau", await Text(owner, "/org/templates?handler=Template&family=local-authority&version=1.0&document=sjp-notice&in=cy"), StringComparison.Ordinal);

        // What was in review is judged by the version that it was made with, and the reviewer knows of the newer one.
        await tester.SignIn();
        (await tester.Get(review)).ShouldSay("version 1.1 was given on 1 September 2026").ShouldSay("What changed in it: The statement of facts also names");
        Assert.Contains("version 1.0", tester.Shown!.Document.QuerySelector("form .govuk-hint")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("version 1.1", tester.Shown!.Document.QuerySelector("form .govuk-hint")!.TextContent, StringComparison.Ordinal);

        // The administrator reads the versions and who has which, and nothing else of them.
        var administrator = await platform.Person(Roles.Administrator);
        (await administrator.Get("/officer/templates")).ShouldSay((await platform.CaseOf(open)).Name).ShouldSay("1.1");
        Assert.Empty(administrator.Shown!.Document.QuerySelectorAll("main a[href^='/officer/org/']"));
        Assert.NotNull(administrator.Shown!.Document.QuerySelector("nav a[href='/officer/templates']"));
        Assert.Equal("application/pdf", (await administrator.Get("/officer/templates?handler=Template&document=statement-of-facts&family=local-authority&version=1.0&in=en")).ShouldBeOk().Response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<string> Text(Browser who, string address)
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.File("read.pdf"), await (await who.Get(address)).ShouldBeOk().Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return string.Join(' ', Tool.Run("pdftotext", scratch.File("read.pdf"), "-").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_uploaded_notice_stands_beside_the_checklist_and_only_that_page_may_frame_it()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var (owner, tester) = (await platform.Person(Roles.OrganisationServiceOwner, organisation), await platform.Person(Roles.TestManager));
        (await owner.Post("/org/templates/upload", new { Notice = "whole-set", Upload = Pdf })).ShouldRedirectTo("/org/templates/upload");
        (await owner.Post("/org/templates/upload", new { Notice = "means-form", Upload = Pdf with { FileName = "means.pdf" } })).ShouldRedirectTo("/org/templates/upload");
        (await owner.Post("/org/templates/upload", new { NoRealData = true })).ShouldRedirectTo("/org/templates");
        var round = await platform.Read<RegistrationDbContext, NoticeRound>(db => db.NoticeRounds.AsNoTracking().SingleAsync(r => r.OrganisationId == organisation));
        var page = await tester.Get($"/officer/templates/review/{round.Id}");
        page.ShouldSay("Given: Railway and tram fares, English, version 1.0");
        var frame = page.Document.QuerySelector("iframe.cp-beside__frame")!;
        Assert.Equal("set.pdf", frame.GetAttribute("title"));
        Assert.EndsWith("; frame-src 'self'", Policy(page), StringComparison.Ordinal);
        var shown = await tester.Get(frame.GetAttribute("src")!.Split('#')[0]);
        Assert.Equal(("application/pdf", null), (shown.Response.Content.Headers.ContentType!.MediaType, shown.Response.Content.Headers.ContentDisposition));
        Assert.Contains("frame-ancestors 'self'", Policy(shown), StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", Policy(shown), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Policy(await tester.Get("/officer")), StringComparison.Ordinal);
        var other = page.Document.QuerySelectorAll("main td a").Single(a => a.TextContent.Contains("means.pdf", StringComparison.Ordinal) && a.GetAttribute("href")!.Contains("show=", StringComparison.Ordinal));
        var next = await tester.Get(other.GetAttribute("href")!.Split('#')[0]);
        Assert.Equal("means.pdf", next.Document.QuerySelector("iframe")!.GetAttribute("title"));
        Assert.Contains("show=", next.Document.QuerySelector("main form")!.GetAttribute("action"), StringComparison.Ordinal); // a refused form shows the same document again
        Assert.Equal(404, (int)(await tester.Get($"/officer/templates/review/{round.Id}?handler=Frame&file={organisation}")).Status);
    }

    private static string Policy(Page page) => string.Join("", page.Response.Headers.GetValues("Content-Security-Policy"));

    private static Task<List<IssuedPack>> Packs(Platform platform, Guid organisation) =>
        platform.Read<RegistrationDbContext, List<IssuedPack>>(db => db.Set<IssuedPack>().AsNoTracking().Where(p => db.Set<NoticeRound>().Any(r => r.Id == p.NoticeRoundId && r.OrganisationId == organisation)).ToListAsync());

    /// <summary>Another offence, as a set-up correction would leave it.</summary>
    private static async Task Answer(Platform platform, Guid organisation, string codes)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var (unit, db) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<RegistrationDbContext>());
        await unit.Begin(default);
        var application = await db.Applications.SingleAsync(a => a.OrganisationId == organisation);
        db.Entry(application).Property(a => a.Answers).CurrentValue = application.Answers with { Offences = new OffenceAnswers { Codes = codes } };
        await db.SaveChangesAsync();
        await unit.Commit(default);
    }
}
