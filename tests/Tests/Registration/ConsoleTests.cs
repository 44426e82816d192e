using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The officers' console as files, on paper, by keyboard and live.</summary>
public sealed class ConsoleTests
{
    [Fact]
    public async Task The_board_as_a_workbook_has_dates_as_dates_and_runs_no_formula()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var applicant = await (await platform.Applicant()).FillIn();
        var organisation = Applicants.Sections(Applicants.NewShortName())[0].Answers;
        organisation["Answers.LegalName"] = "=HYPERLINK(\"http://evil.example\") & Ŵyr <Tramways>";
        (await applicant.Post("/application/organisation", organisation)).ShouldRedirectTo("/application");
        await applicant.Send();
        await platform.Settle();

        Assert.Contains("download href=\"/officer/export?format=xlsx\"", (await officer.Get("/officer")).Html, StringComparison.Ordinal);
        var answer = (await officer.Get("/officer/export?format=xlsx")).ShouldBeOk();
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("organisations.xlsx", answer.Response.Content.Headers.ContentDisposition!.FileName);
        using var zip = new ZipArchive(new MemoryStream(await answer.Response.Content.ReadAsByteArrayAsync()));
        var sheet = XDocument.Load(zip.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal) || e.FullName.EndsWith("sheet.xml", StringComparison.Ordinal)).Open());
        XNamespace x = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        Assert.Empty(sheet.Descendants(x + "f"));
        var rows = sheet.Descendants(x + "row").Select(r => r.Elements(x + "c").ToList()).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal(Say.ColumnOrganisation.ToString(), rows[0][0].Value);
        Assert.Equal(("inlineStr", "=HYPERLINK(\"http://evil.example\") & Ŵyr <Tramways>", "3"), (rows[1][0].Attribute("t")!.Value, rows[1][0].Value, rows[1][0].Attribute("s")!.Value));
        Assert.Equal(new DateOnly(2026, 3, 9), DateOnly.FromDateTime(DateTime.FromOADate(double.Parse(rows[1][6].Value, CultureInfo.InvariantCulture))));
        Assert.Equal("2", rows[1][6].Attribute("s")!.Value);
        var styles = XDocument.Load(zip.GetEntry("xl/styles.xml")!.Open()).Descendants(x + "cellXfs").Single().Elements().ToList();
        Assert.Equal("14", styles[2].Attribute("numFmtId")!.Value); // a date
        Assert.Equal("1", styles[3].Attribute("quotePrefix")!.Value); // text, whatever it begins with
        Assert.Contains("\"'=HYPERLINK", await (await officer.Get("/officer/export")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(XDocument.Load(zip.Entries.Single(e => e.FullName.EndsWith("workbook.xml", StringComparison.Ordinal)).Open()).Descendants(x + "sheet"));
    }

    /// <summary>The pages of an organisation, of whichever module: under its name, in groups, the open one marked.</summary>
    [Fact]
    public async Task Every_page_of_an_organisation_has_its_name_on_top_and_is_marked_among_the_others()
    {
        await using var platform = await Platform.Start();
        var (organisation, _) = await platform.SentApplication();
        await platform.Settle();
        var (officer, one) = (await platform.Person(Roles.OnboardingOfficer), await platform.CaseOf(organisation));
        var overview = await officer.Get($"/officer/org/{organisation}");
        Assert.Equal(one.Name, overview.Document.QuerySelector("main h1")!.TextContent);
        var groups = overview.Document.QuerySelectorAll("#organisation-pages ul").Select(g => (Heading: g.PreviousElementSibling!, Links: g.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).ToList())).ToList();
        Assert.InRange(groups.Count, 4, 6);
        Assert.All(groups, g => Assert.True(g.Heading.LocalName == "h2" && g.Links.Count is > 1 and < 7, g.Heading.TextContent));
        Assert.NotNull(overview.Document.QuerySelector("main a[href='#organisation-pages']")); // where it opens on a phone
        foreach (var link in groups.SelectMany(g => g.Links))
        {
            var page = (await officer.Get(link)).ShouldBeOk();
            Assert.Equal([link], page.Document.QuerySelectorAll("#organisation-pages a[aria-current]").Select(a => a.GetAttribute("href")!));
            Assert.Equal(one.Name, page.Document.QuerySelector(".cp-organisation__name")!.TextContent);
            Assert.Contains(one.Reference, page.Document.QuerySelector(".cp-organisation__caption")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(one.Stage.Name().ToString(), page.Document.QuerySelector(".cp-organisation__caption")!.TextContent, StringComparison.Ordinal);
            Assert.Single(page.Document.QuerySelectorAll("h1"));
        }
    }

    [Fact]
    public async Task One_page_of_an_organisation_is_there_to_print_and_the_keyboard_page_says_what_keys_do()
    {
        await using var platform = await Platform.Start();
        var (organisation, _) = await platform.SentApplication();
        await platform.Settle();
        var auditor = await platform.Person(Roles.Auditor);
        (await auditor.Get($"/officer/org/{organisation}")).ShouldSay(Say.TabBrief);
        (await auditor.Get($"/officer/org/{organisation}/brief")).ShouldBeOk().ShouldSay((await platform.CaseOf(organisation)).Reference).ShouldSay(Say.DaysWithHmcts).ShouldSay("2 March 2026");
        (await auditor.Get("/officer/keyboard")).ShouldSay(Say.KeyboardRows);
        var board = await auditor.Get("/officer");
        Assert.Equal(Say.SkipToList.ToString(), board.Document.QuerySelector("main a[href='#organisations']")!.TextContent.Trim());
        Assert.NotNull(board.Document.GetElementById("organisations"));
    }

    [Fact]
    [Trait("ASVS", "V7.4.1")]
    public async Task An_open_board_is_told_what_others_changed_until_the_session_ends()
    {
        await using var platform = await Platform.Start(("CHANGES_EVERY_MILLISECONDS", "50"), ("CHANGES_LAST_MILLISECONDS", "400"));
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (organisation, _) = await platform.SentApplication();
        await platform.Settle();
        var address = (await officer.Get("/officer")).Document.QuerySelector("[data-cp-changes]")!.GetAttribute("data-cp-changes")!;
        Assert.DoesNotContain("data:", await Stream(officer, address), StringComparison.Ordinal); // nothing has happened
        (await officer.Post($"/officer/org/{organisation}", form: "form")).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        Assert.DoesNotContain("data:", await Stream(officer, address), StringComparison.Ordinal); // nor by anybody else
        await platform.SentApplication();
        await platform.Settle();
        var told = await Stream(officer, address);
        Assert.Contains($"data: {Say.BoardChanged(1)}", told, StringComparison.Ordinal);
        Assert.Equal(1, told.Split("data:").Length - 1); // once, not at each look
        using var first = await officer.Get(address) is { } answer ? answer.Response : null;
        Assert.Equal("text/event-stream", first!.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", string.Join("", first.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        var open = Stream(officer, address);
        await Task.Delay(100);
        var opened = await LastSeen();
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await open;
        Assert.Equal(opened, await LastSeen()); // an open board keeps no session alive
        var longer = await platform.Restart(("CHANGES_LAST_MILLISECONDS", "60000"));
        var again = officer.At(longer);
        open = Stream(again, address);
        await Task.Delay(200);
        await longer.As(new Actor(officer.PersonId, null, []), new CommonPlatform.Access.Features.Sessions.EndSessions(true));
        await open.WaitAsync(TimeSpan.FromSeconds(30)); // closed with the session, long before its time
        Assert.Equal(HttpStatusCode.Redirect, (await again.Get(address)).Status);
        var over = (await again.Get(address, ("Accept", "text/event-stream"))).Response; // as the browser asks again for the stream: it is told to stop, not to sign in
        Assert.Equal((HttpStatusCode.NoContent, "text/event-stream"), (over.StatusCode, over.Content.Headers.ContentType?.MediaType));
        await longer.DisposeAsync();

        Task<DateTimeOffset> LastSeen() => platform.Read<CommonPlatform.Access.Data.AccessDbContext, DateTimeOffset>(db => Task.FromResult(db.Sessions.Where(s => s.PersonId == officer.PersonId).AsEnumerable().Max(s => s.LastSeenAt)));
    }

    [Fact]
    public void A_person_has_four_streams_and_no_fifth_until_one_closes()
    {
        var streams = new ChangeStreams(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        var person = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        var open = Enumerable.Range(0, 4).Select(_ => streams.Open(person)).ToList();
        Assert.All(open, Assert.NotNull);
        Assert.Null(streams.Open(person));
        Assert.NotNull(streams.Open(Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(1))));
        open[0]!.Dispose();
        open[0]!.Dispose(); // twice is once
        using var again = streams.Open(person);
        Assert.NotNull(again);
        Assert.Null(streams.Open(person));
    }

    private static async Task<string> Stream(Browser browser, string address) => await (await browser.Get(address)).Response.Content.ReadAsStringAsync();
}
