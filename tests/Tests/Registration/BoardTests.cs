using AngleSharp.Html.Dom;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The officers' board as the browser without scripts reads it, for five organisations at different places.</summary>
public sealed class BoardTests
{
    private sealed record Row(string Stage, string Steps, string Turn, string Why, string Owner, string Next);

    [Fact]
    public async Task One_row_an_organisation_says_stage_steps_turn_why_owner_and_date_and_is_found_sorted_and_filtered()
    {
        await using var platform = await Platform.Start();
        var mair = await platform.Person(Roles.OnboardingOfficer, name: "Mair Officer");
        var draft = await platform.OrganisationOf(await platform.Applicant());
        var triage = (await platform.SentApplication()).Organisation;
        var returned = await Decided(platform, mair, new { Outcome = "return", Question = "Which Act?" });
        var accepted = await Decided(platform, mair, new { Outcome = "accept" });
        var rejected = await Decided(platform, mair, new { Outcome = "reject", ReasonCode = "identity", Reason = "Nobody knows you" });
        (await mair.Post($"/officer/org/{triage}", form: "form")).ShouldRedirectTo($"/officer/org/{triage}");
        await platform.Pass(TimeSpan.FromDays(10)); // Thursday 12 March: the fifth working day was Monday 9 March
        await mair.SignIn();

        var board = await mair.Get("/officer");
        Assert.Empty(board.Document.QuerySelectorAll("main script"));
        var rows = Rows(board);
        Assert.Equal(5, rows.Count);
        Assert.Equal(new Row("Draft", "0 of 27 steps", "Applicant", "Waiting for the applicant to complete and send the questionnaire since 2 March 2026", "Nobody yet", "Lapses if not sent: in 50 days (1 May 2026)"), rows[draft]);
        Assert.Equal(new Row("In triage", "1 of 27 steps", "Onboarding officer", "Waiting for the onboarding officer to check the application since 2 March 2026", "Mair Officer", "3 working days overdue (9 March 2026)"), rows[triage]);
        Assert.Equal(new Row("Information requested", rows[returned].Steps, "Applicant", "Waiting for the applicant to answer the onboarding officer's questions since 2 March 2026", "Mair Officer", "in 22 working days (15 April 2026)"), rows[returned]);
        var open = rows[accepted];
        Assert.Equal(("Preparing to go live", "Both", "Mair Officer", "in 4 working days (18 March 2026)signature on an agreement"), (open.Stage, open.Turn, open.Owner, open.Next));
        Assert.Equal("The agreements are with the accountable person and the organisation's service owner. Security is with the security signatory. The technical work is with the organisation. The set-up is with the onboarding officer and the finance officer.", open.Why);
        Assert.Equal(new Row("Rejected", rows[rejected].Steps, "Nobody", "The application was rejected.", "Mair Officer", "No date"), rows[rejected]);

        // Search, filters and sorting are a form and links: nothing needs a script.
        var form = Assert.IsAssignableFrom<IHtmlFormElement>(board.Document.QuerySelector("main form[role=search]"));
        Assert.Equal(("get", "/officer"), (form.Method, form.GetAttribute("action")));
        foreach (var field in new[] { "search", "stage", "turn", "owner" }) Assert.NotNull(form.QuerySelector($"[name={field} i]"));
        foreach (var (query, found) in new (string, Guid[])[]
        {
            ("stage=Returned", [returned]), ("stage=Rejected", [rejected]), ("turn=Hmcts", [triage, accepted]), ("turn=Organisation", [draft, returned, accepted]),
            ("turn=Nobody", [rejected]), ("turn=Both", [accepted]), ("turn=Hmcts&sort=date", [triage, accepted]), ("owner=nobody", [draft]), ("owner=mine", [triage, returned, accepted, rejected]), ("owner=mine&turn=Organisation", [returned, accepted]),
            ($"search={(await platform.CaseOf(returned)).Reference}", [returned]), ("search=tramways&owner=mine&stage=Triage", [triage]),
        })
            Assert.Equal(found.Order(), Rows(await mair.Get($"/officer?{query}")).Keys.Order());
        (await mair.Get("/officer?search=nothing+like+it")).ShouldSay(Say.NoMatch);

        Assert.Equal([triage, accepted, returned, draft, rejected], Rows(board).Keys); // by date, as it opens: what has none comes last
        foreach (var (link, first, last) in new[] { ("sort=name", accepted, draft), ("sort=stage", draft, rejected), ("sort=date", triage, rejected) })
        {
            var heading = (await mair.Get("/officer")).Document.QuerySelectorAll("main thead a").OfType<IHtmlAnchorElement>().Single(a => a.GetAttribute("href")!.Contains(link, StringComparison.Ordinal));
            var up = await mair.Get(heading.GetAttribute("href")!);
            var ascending = Rows(up).Keys.ToList();
            var back = await mair.Get(up.Document.QuerySelectorAll("main thead a").OfType<IHtmlAnchorElement>().Single(a => a.GetAttribute("href")!.Contains(link, StringComparison.Ordinal)).GetAttribute("href")!);
            Assert.Equal(ascending.AsEnumerable().Reverse(), Rows(back).Keys);
            if (link != "sort=name") Assert.Contains((first, last), new[] { (ascending[0], ascending[^1]), (ascending[^1], ascending[0]) });
            Assert.Equal(link[5..], back.Document.QuerySelector("main form input[name=sort i]")?.GetAttribute("value")); // a further filter keeps the order
        }
    }

    [Fact]
    public async Task What_changed_shows_at_the_next_look_in_the_language_and_by_the_rights_of_whoever_looks()
    {
        await using var platform = await Platform.Start();
        var (mair, auditor) = (await platform.Person(Roles.OnboardingOfficer, name: "Mair Officer"), await platform.Person(Roles.Auditor));
        var (organisation, _) = await platform.SentApplication();
        var before = await mair.Get("/officer?sort=name");
        Assert.Equal(("Submitted", "Nobody yet"), (Rows(before)[organisation].Stage, Rows(before)[organisation].Owner));
        (await auditor.Get("/officer?sort=name")).ShouldBeOk();
        Assert.Contains(before.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/officer?owner=nobody" && a.TextContent.EndsWith("(1)", StringComparison.Ordinal));

        (await mair.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var after = await mair.Get("/officer?sort=name");
        var (row, theirs) = (Rows(after)[organisation], await auditor.Get("/officer?sort=name"));
        Assert.Equal(("Preparing to go live", "Mair Officer"), (row.Stage, row.Owner));
        Assert.NotEqual(Rows(before)[organisation].Why, row.Why);
        Assert.Contains(after.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/officer?owner=nobody" && a.TextContent.EndsWith("(0)", StringComparison.Ordinal));
        Assert.Equal(row, Rows(theirs)[organisation]);
        Assert.NotNull(after.Document.QuerySelector("main tbody input"));
        Assert.Null(theirs.Document.QuerySelector("main tbody input"));

        await auditor.Get("/officer?language=cy");
        var welsh = await auditor.Get("/officer?sort=name");
        Assert.Equal(Stage.Accepted.Name().In(Language.Welsh), Rows(welsh)[organisation].Stage);
        Assert.Equal("Preparing to go live", Rows(await mair.Get("/officer?sort=name"))[organisation].Stage);
        foreach (var page in new[] { after, theirs, welsh }) ShouldBeAsTheTableWritesIt(page);
    }

    /// <summary>The rows are written by hand: class, role and heading of each cell as <c>govuk-table</c> gives them to every other table.</summary>
    private static void ShouldBeAsTheTableWritesIt(Page page)
    {
        var headings = page.Document.QuerySelectorAll("main thead th").Select(h => h.ChildNodes.Last(n => n.TextContent.Trim().Length > 0).TextContent.Trim(' ', '▲', '▼')).ToList();
        Assert.All(page.Document.QuerySelectorAll("main tbody tr"), row =>
        {
            Assert.Equal(("govuk-table__row", "row"), (row.ClassName, row.GetAttribute("role")));
            var cells = row.Children.ToList();
            Assert.Equal(headings.Count, cells.Count);
            foreach (var (cell, heading) in cells.Zip(headings))
                Assert.Equal(
                    cell.LocalName == "th" ? ("govuk-table__header", "rowheader", "row", null) : ("govuk-table__cell", "cell", null, heading),
                    (cell.ClassName, cell.GetAttribute("role"), cell.GetAttribute("scope"), cell.GetAttribute("data-label")));
        });
    }

    private static async Task<Guid> Decided(Platform platform, Browser officer, object decision)
    {
        var (organisation, _) = await platform.SentApplication();
        var answer = await officer.Post($"/officer/org/{organisation}/decide/application", decision);
        if (answer.Location is null) answer = await officer.Submit(answer); // a rejection is confirmed
        answer.ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        return organisation;
    }

    private static Dictionary<Guid, Row> Rows(Page page)
    {
        static string Words(AngleSharp.Dom.INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return page.ShouldBeOk().Document.QuerySelectorAll("main tbody tr").ToDictionary(
            r => Guid.Parse(r.QuerySelector("th a")!.GetAttribute("href")!.Split('/')[^1]),
            r =>
            {
                var cells = r.QuerySelectorAll("td").Where(c => c.QuerySelector("input") is null).ToList(); // without the tick box
                var why = string.Join(' ', cells[2].ChildNodes.Where(n => n is not IHtmlAnchorElement).Select(Words)).Trim();
                return new Row(Words(cells[0].QuerySelector(".govuk-tag")!), Words(cells[0].QuerySelector(".govuk-body-s")!), Words(cells[1]), why, Words(cells[3]), Words(cells[4]));
            });
    }
}
