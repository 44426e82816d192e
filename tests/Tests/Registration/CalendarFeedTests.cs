using System.Net;
using System.Text;
using System.Text.Json;
using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
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

/// <summary>Agreed dates as calendar files and feeds, read back by another program's reader (python3-icalendar).</summary>
public class CalendarFeedTests
{
    private const string Reader = """
        import sys, json, icalendar
        c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
        def when(v): return v.isoformat()
        print(json.dumps({'zones': [str(z['TZID']) for z in c.walk('VTIMEZONE')], 'dates': [
            {'uid': str(e['UID']), 'sequence': int(e['SEQUENCE']), 'from': when(e['DTSTART'].dt), 'to': when(e['DTEND'].dt), 'zone': str(e['DTSTART'].params.get('TZID', '')),
             'summary': str(e['SUMMARY']), 'status': str(e['STATUS'])} for e in c.walk('VEVENT')]}))
        """;

    private static readonly DateOnly Monday = new(2026, 5, 11);

    [Fact]
    public void A_file_is_folded_and_escaped_so_that_another_reader_finds_what_was_written()
    {
        var name = "Gŵyl, a; b \\ c\n" + string.Concat(Enumerable.Repeat("ŵ€😀", 60));
        var bytes = CalendarFile.Write(name, [new CalendarDate("one@x.example", 3, DateTimeOffset.UnixEpoch, Monday, Monday.AddDays(4), null, name, "https://x.example/", false)]);
        Assert.All(Encoding.UTF8.GetString(bytes).Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var read = ReadBack(bytes).Single();
        Assert.Equal((name, 3, "2026-05-11", "2026-05-16", "CONFIRMED"), (read.Summary, read.Sequence, read.From, read.To, read.Status));
    }

    [Fact]
    public async Task Dates_keep_their_id_through_every_move_and_a_postponed_go_live_is_cancelled()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var (owner, officer) = (await platform.Person(Roles.OrganisationServiceOwner, organisation), await platform.Person(Roles.OnboardingOfficer));
        var theirs = $"/officer/org/{organisation}/dates";
        (await owner.Get("/org/calendar")).ShouldSay(Say.CalendarNone);
        (await officer.Post(theirs, new { From = Monday, To = Monday.AddDays(4) })).ShouldRedirectTo(theirs);
        (await owner.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");
        (await officer.Post(theirs, new { On = Monday.AddDays(15) })).ShouldRedirectTo(theirs);
        (await owner.Post("/org/dates", form: "form[action*=Accept]")).ShouldRedirectTo("/org/dates");

        var links = (await owner.Get("/org/calendar")).Document.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);
        var file = await owner.Send(HttpMethod.Get, links[1]);
        Assert.Equal(("text/calendar", "golive.ics"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName));
        var single = ReadBack(await file.Content.ReadAsByteArrayAsync()).Single();
        Assert.Equal(("Europe/London", "2026-05-26T09:00:00+01:00", 0), (single.Zone, single.From, single.Sequence)); // summer time
        (await (await platform.Person(Roles.OrganisationServiceOwner)).Get(links[1])).ShouldBeNotFound();

        var address = await Make(owner, "/org/calendar");
        var first = await Fetch(platform, address);
        Assert.Equal(2, first.Count);
        Assert.Contains(first, d => d is { From: "2026-05-11", To: "2026-05-16", Sequence: 0, Status: "CONFIRMED" });
        await NamesNobody(platform, address);

        (await owner.Post("/org/dates", new { To = Monday.AddDays(17), Reason = "The printer" }, "form[action*=Postpone]")).ShouldRedirectTo("/org/dates");
        Assert.Equal(("CANCELLED", 1), Moved(await Fetch(platform, address)));
        (await officer.Post(theirs, form: "form[action*=Accept]")).ShouldRedirectTo(theirs);
        Assert.Equal(("CONFIRMED", 2), Moved(await Fetch(platform, address)));
        var application = await platform.ApplicationOf(organisation);
        await platform.As(new Actor(application.ApplicantId, null, [new HeldRole(Roles.Applicant, organisation)]), new WithdrawApplication(application.Id, application.Version, "No more", true));
        Assert.All(await Fetch(platform, address), d => Assert.Equal("CANCELLED", d.Status));

        (string, int) Moved(List<ReadDate> dates) => (dates.Single(d => d.Uid == single.Uid).Status, dates.Single(d => d.Uid == single.Uid).Sequence);
    }

    [Fact]
    public async Task A_secret_address_works_without_a_session_until_it_is_renewed_stopped_or_its_person_leaves()
    {
        await using var platform = await Platform.Start(("CALENDAR_FETCHES_PER_ADDRESS_PER_MINUTE", "12"));
        var organisation = await platform.AcceptedOrganisation();
        var owner = await platform.Person(Roles.OrganisationServiceOwner, organisation);
        var first = await Make(owner, "/org/calendar");
        (await owner.Get("/org/calendar")).ShouldSay("It is not shown again");
        Assert.DoesNotContain(first, owner.Shown!.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Status(platform, first));
        var second = await Make(owner, "/org/calendar");
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK), (await Status(platform, first), await Status(platform, second)));
        Assert.Equal(HttpStatusCode.NotFound, await Status(platform, "/calendar/0123456789abcdefghijklmnopqrstuvwxyz.ics"));
        (await owner.Post("/org/calendar", form: "form[action*=Revoke]")).ShouldRedirectTo("/org/calendar");
        Assert.Equal(HttpStatusCode.Gone, await Status(platform, second));
        var secret = second["/calendar/".Length..^".ics".Length];
        Assert.DoesNotContain(await platform.Read<RegistrationDbContext, List<CalendarFeed>>(db => db.Set<CalendarFeed>().AsNoTracking().ToListAsync()), f => f.SecretHash.Contains(secret, StringComparison.Ordinal));

        // The same post again makes no other address.
        var form = await owner.Get("/org/calendar");
        var made = (await Address(owner, "/org/calendar", await owner.Submit(form)))!;
        Assert.Equal(made, await Address(owner, "/org/calendar", await owner.Submit(form)));
        Assert.Equal(HttpStatusCode.OK, await Status(platform, made));
        await platform.Send(new Contracts.Access.EndMembership(owner.PersonId, Roles.OrganisationServiceOwner, organisation));
        Assert.Equal(HttpStatusCode.Gone, await Status(platform, made));
        var answers = new List<HttpStatusCode>();
        for (var time = 0; time < 30; time++) answers.Add(await Status(platform, made)); // more than two minutes allow
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);

        // An officer's has the organisations that they own.
        var officer = await platform.Person(Roles.OnboardingOfficer);
        Assert.NotNull(await Make(officer, "/officer/calendar/feed"));
        (await officer.Get("/org/calendar")).ShouldBeNotFound();
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(officer.PersonId, null, [new HeldRole(Roles.ItSupplier, organisation)]), new RenewCalendarFeed(organisation, "x")));
        Assert.Equal(2, (await platform.Recorded<CalendarFeedRevoked>()).Count);
    }

    [Fact]
    public async Task A_quarterly_review_keeps_its_id_when_it_moves()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var owner = await platform.Person(Roles.OrganisationServiceOwner, organisation);
        await platform.Send(new Contracts.Agreements.BookServiceReview(organisation));
        var address = await Make(owner, "/org/calendar");
        var booked = Assert.Single(await Fetch(platform, address));
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var (unit, db) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<AgreementsDbContext>());
            await unit.Begin(default);
            (await db.ServiceReviews.SingleAsync(r => r.OrganisationId == organisation)).WentLive(platform.Clock.GetUtcNow().CivilDate()); // its quarter is an earlier one
            await db.SaveChangesAsync();
            await unit.Commit(default);
        }
        var moved = Assert.Single(await Fetch(platform, address));
        Assert.Equal((booked.Uid, booked.Sequence + 1), (moved.Uid, moved.Sequence));
        Assert.NotEqual(booked.From, moved.From);
    }

    /// <summary>Nobody of all who have an account or are named in a questionnaire: no name, no address, no telephone number, as it stands or with its lines unfolded.</summary>
    private static async Task NamesNobody(Platform platform, string address)
    {
        var feed = (await (await platform.Nobody().Send(HttpMethod.Get, address)).Content.ReadAsStringAsync()).Replace("\r\n ", "", StringComparison.Ordinal);
        var accounts = await platform.Read<CommonPlatform.Access.Data.AccessDbContext, List<string>>(async db =>
            [.. await db.People.Select(p => p.Name).ToListAsync(), .. await db.Logins.Select(l => l.Email!).ToListAsync()]);
        var answers = await platform.Read<RegistrationDbContext, List<Answers>>(db => db.Applications.AsNoTracking().Select(a => a.Answers).ToListAsync());
        var named = answers.SelectMany(a => Texts(JsonSerializer.SerializeToElement(a), "")).Where(t => t.Name is "Name" or "Email" or "Telephone" || t.Name.StartsWith("Lead", StringComparison.Ordinal) || t.Name == "MainEmail").Select(t => t.Value);
        var people = accounts.Concat(named).Where(t => t.Length > 0).Distinct().ToList();
        Assert.True(people.Count > 15 && people.Exists(t => t.Contains('@', StringComparison.Ordinal)) && people.Exists(t => t.StartsWith("01632", StringComparison.Ordinal)), string.Join("; ", people));
        Assert.DoesNotContain(people, t => feed.Contains(t, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("ATTENDEE", feed, StringComparison.Ordinal);
        Assert.DoesNotContain("ORGANIZER", feed, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Value)> Texts(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Texts(p.Value, p.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(e => Texts(e, name)),
        JsonValueKind.String => [(name, json.GetString()!)],
        _ => [],
    };

    private static async Task<string> Make(Browser browser, string page) => (await Address(browser, page, await browser.Post(page, form: $"form[action='{page}']")))!;

    private static async Task<string?> Address(Browser browser, string page, Page answer)
    {
        answer.ShouldRedirectTo(page);
        return (await browser.Get(page)).Document.QuerySelector("main strong.cp-reference")?.TextContent is { } shown ? new Uri(shown).AbsolutePath : null;
    }

    private static async Task<HttpStatusCode> Status(Platform platform, string path) => (await platform.Nobody().Send(HttpMethod.Get, path)).StatusCode;

    private static async Task<List<ReadDate>> Fetch(Platform platform, string path)
    {
        var answer = await platform.Nobody().Send(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return ReadBack(await answer.Content.ReadAsByteArrayAsync());
    }

    private static List<ReadDate> ReadBack(byte[] calendar)
    {
        var folder = Directory.CreateTempSubdirectory("calendar-");
        try
        {
            var (script, file) = (Path.Combine(folder.FullName, "read.py"), Path.Combine(folder.FullName, "dates.ics"));
            File.WriteAllText(script, Reader);
            File.WriteAllBytes(file, calendar);
            var (exit, output) = Tool.Run("/usr/bin/python3", script, file);
            Assert.True(exit == 0, output);
            var read = JsonDocument.Parse(output).RootElement;
            Assert.Equal("Europe/London", Assert.Single(read.GetProperty("zones").EnumerateArray()).GetString());
            return read.GetProperty("dates").Deserialize<List<ReadDate>>(JsonSerializerOptions.Web)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record ReadDate(string Uid, int Sequence, string From, string To, string Zone, string Summary, string Status);
}
