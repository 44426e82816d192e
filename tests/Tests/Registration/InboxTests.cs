using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Registration;

/// <summary>Email that a mail gateway puts into the inbox's folder.</summary>
public class InboxTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task An_email_with_the_reference_in_its_subject_is_filed_once_shared_with_its_sender_and_the_owner_is_told()
    {
        var (applicant, organisation, officer) = await Sides();
        var reference = (await platform.CaseOf(organisation)).Reference;
        (await officer.Post($"/officer/org/{organisation}", new { })).ShouldRedirectTo($"/officer/org/{organisation}");
        var eml = Eml(applicant.Email, $"Re: {reference.ToLowerInvariant()} dates", "Gŵyr can test in May.", "<first@tram.example>");
        Drop("a.eml", eml);
        await platform.Settle();
        Drop("b.eml", eml.Replace("Re:", "Fwd:", StringComparison.Ordinal));
        await platform.Settle();

        var entry = Assert.Single(await Entries(organisation));
        Assert.True(entry.IsShared);
        (await officer.Get($"/officer/org/{organisation}/conversation")).ShouldSay("Gŵyr can test in May.").ShouldSay(Say.InboxFiled).ShouldSay(Say.EntryLastContact(new DateOnly(2026, 2, 23)));
        (await applicant.Get("/org/conversation")).ShouldSay("Gŵyr can test in May.");
        Assert.Equal(eml, Encoding.UTF8.GetString(await (await officer.Get($"/officer/org/{organisation}/conversation?handler=Email&entry={entry.Id}")).ShouldBeOk().Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Single(platform.Emails(officer.Email), e => e.Subject.StartsWith("An email about", StringComparison.Ordinal));
        Assert.Empty(Lying());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder, "taken")).Count(f => File.ReadAllText(f).Contains("first@tram.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_somebody_else_writes_about_an_organisation_is_filed_for_hmcts_alone()
    {
        var (applicant, organisation, officer) = await Sides();
        Drop("a.eml", Eml("neighbour@elsewhere.example", (await platform.CaseOf(organisation)).Reference, "They prosecute the wrong people.", "<n@elsewhere.example>"));
        await platform.Settle();
        (await officer.Get($"/officer/org/{organisation}/conversation")).ShouldSay("They prosecute the wrong people.").ShouldSay(Say.EntryInternal);
        Assert.DoesNotContain("wrong people", (await applicant.Get("/org/conversation")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_without_a_right_reference_waits_until_an_officer_files_it_or_sets_it_aside()
    {
        var (_, organisation, officer) = await Sides();
        var reference = (await platform.CaseOf(organisation)).Reference;
        var wrong = reference[..^1] + (reference[^1] == 'A' ? 'B' : 'A');
        Drop("a.eml", Eml("a@b.example", "Our depots", "Which?", "<none@b.example>"));
        Drop("b.eml", Eml("a@b.example", $"About {wrong}", "Hello", "<wrong@b.example>"));
        Drop("c.eml", Eml("a@b.example", $"About {OrganisationReference.Of(999_999)}", "Hello", "<unknown@b.example>"));
        Drop("d.eml", Eml("a@b.example", $"{reference} and {OrganisationReference.Of(999_998)}", "Hello", "<several@b.example>"));
        await platform.Settle();
        Assert.Equal(
            [InboxTrouble.NoReference, InboxTrouble.WrongReference, InboxTrouble.UnknownReference, InboxTrouble.SeveralReferences],
            (await Waiting("b.example>")).Select(e => e.Trouble!.Value).Order());
        (await officer.Get("/officer")).ShouldSay(Say.InboxTitle);
        (await officer.Get("/officer/inbox")).ShouldSay("Our depots").ShouldSay(Say.InboxWrongReference);

        var first = (await Waiting("none@b.example>")).Single();
        var page = $"/officer/inbox/{first.Id}";
        (await officer.Get(page)).ShouldSay("Our depots").ShouldSay("Which?");
        (await officer.Post(page, new { Reference = "" }, Form("Assign"))).ShouldRefuse(Say.InboxEnterReference, Say.EntrySelectShared);
        (await officer.Post(page, new { Reference = wrong, Shared = "true" }, Form("Assign"))).ShouldRefuse(Say.InboxReferenceWrong);
        (await officer.Post(page, new { Reference = OrganisationReference.Of(999_999), Shared = "true" }, Form("Assign"))).ShouldRefuse(Say.InboxReferenceUnknown);
        (await officer.Post(page, new { Reference = $" {reference.ToLowerInvariant()} ", Shared = "true" }, Form("Assign"))).ShouldRedirectTo("/officer/inbox");
        Assert.Equal(EntryKind.Email, Assert.Single(await Entries(organisation)).Kind);
        (await officer.Get(page)).ShouldSay(Say.InboxWasFiled);

        var second = (await Waiting("wrong@b.example>")).Single();
        page = $"/officer/inbox/{second.Id}";
        (await officer.Post(page, new { Because = " " }, Form("SetAside"))).ShouldRefuse(Say.InboxEnterBecause);
        (await officer.Post(page, new { Because = "Advertising" }, Form("SetAside"))).ShouldRedirectTo("/officer/inbox");
        (await officer.Get("/officer/inbox")).ShouldSay("Advertising");
        await Assert.ThrowsAsync<ConflictException>(() => platform.As(Officer(officer), new AssignEmail(second.Id, second.Version, reference, true)));
        Assert.Contains(await platform.Recorded<EmailSetAside>(), e => e.EmailId == second.Id);
        (await officer.Get($"{page}?handler=File")).ShouldBeOk();
        Assert.Contains(await platform.Recorded<InboxEmailOpened>(), e => e.EmailId == second.Id);
    }

    [Fact]
    public async Task A_virus_in_an_email_that_nobody_has_filed_stands_on_the_desk_of_every_officer()
    {
        var (_, _, officer) = await Sides();
        Drop("v.eml", Eml("v@v.example", "Invoice ŵ", "Open it", "<virus@v.example>"));
        await platform.Settle();
        var email = Assert.Single(await Waiting("virus@v.example>"));
        await using (var scope = platform.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
                "insert into platform_scans (address, signature, scanned_at) values (@address, 'Eicar-Test', @at)", default, ("@address", email.Document), ("@at", platform.Clock.GetUtcNow()));
        var line = Say.DeskRefusedEmail(email.Subject);
        (await officer.Get("/officer")).ShouldSay(line);
        Assert.NotNull(officer.Shown!.Document.QuerySelector($"main a[href='/officer/inbox/{email.Id}']"));
        Assert.DoesNotContain(line.ToString(), (await (await platform.Person(Roles.Auditor)).Get("/officer")).Text, StringComparison.Ordinal);
        (await officer.Get("/officer/inbox")).ShouldSay(Common.UploadInfected);
        (await officer.Post($"/officer/inbox/{email.Id}", new { Because = "It had a virus" }, Form("SetAside"))).ShouldRedirectTo("/officer/inbox");
        Assert.DoesNotContain(line.ToString(), (await officer.Get("/officer")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bounce_is_marked_beside_its_email_and_told_on_the_desk_and_one_of_no_email_of_ours_waits()
    {
        var (applicant, organisation, officer) = await Sides();
        (await officer.Post($"/officer/org/{organisation}", new { })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        await officer.Get("/officer"); // what happens from now on is new
        platform.Clock.Advance(TimeSpan.FromMinutes(90));
        await officer.SignIn();
        var key = await platform.Read<PlatformDbContext, string>(db => db.Emails.Where(e => e.Subject == organisation && e.DoneAt != null).OrderBy(e => e.CreatedAt).Select(e => e.ItemKey).FirstAsync());
        var domain = platform.Services.GetRequiredService<CommonPlatform.BuildingBlocks.Web.Site>().EmailDomain;
        Drop("a.eml", Report("failed", "5.1.1", $"{key}@{domain}", "bounce-1@mx.example"));
        Drop("b.eml", Report("failed", "5.1.1", $"{key}@{domain}", "bounce-1@mx.example")); // the same again
        Drop("c.eml", Report("delayed", "4.4.1", $"{key}@{domain}", "delay@mx.example"));
        Drop("d.eml", Report("failed", "5.2.2", $"{new string('0', 32)}@{domain}", "stranger@mx.example"));
        Drop("e.eml", Report("failed", "5.2.2", $"{key}@elsewhere.example", "elsewhere@mx.example"));
        Drop("f.eml", Report("failed", "5.2.2", "", "nameless@mx.example").Replace("--b1--", "", StringComparison.Ordinal));
        await platform.Settle();

        Assert.Empty(Lying());
        var row = await platform.Read<PlatformDbContext, EmailRow>(db => db.Emails.AsNoTracking().SingleAsync(e => e.ItemKey == key));
        Assert.Equal("5.1.1", row.BounceStatus);
        Assert.NotNull(row.BouncedAt);
        Assert.Equal("5.1.1", Assert.Single(await platform.Recorded<EmailBounced>(), e => e.OrganisationId == organisation).StatusCode);
        (await officer.Get($"/officer/org/{organisation}/emails")).ShouldSay(Say.EmailBouncedTag).ShouldSay(Say.EmailBouncedAt(row.BouncedAt!.Value, "5.1.1"));
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("An email could not be delivered (status 5.1.1)");
        (await officer.Get("/officer")).ShouldSay("An email could not be delivered (status 5.1.1)");
        Assert.Equal(
            [("delay", InboxTrouble.NoReference), ("elsewhere", InboxTrouble.UnknownBounce), ("nameless", InboxTrouble.UnknownBounce), ("stranger", InboxTrouble.UnknownBounce)],
            (await Waiting("mx.example>")).Select(e => (e.MessageKey.Trim('<', '>').Split('@')[0], e.Trouble!.Value)).Order());
        (await officer.Get("/officer/inbox")).ShouldSay(Say.InboxUnknownBounce);
        Assert.DoesNotContain(await Entries(organisation), e => e.Latest.Words.Contains("mx.example", StringComparison.Ordinal)); // no contact
    }

    private static string Report(string action, string status, string about, string id) =>
        "From: MAILER-DAEMON@mx.example\r\nTo: noreply@common-platform.example\r\nSubject: Undelivered mail returned to sender\r\nDate: 3 Mar 2026 09:00:00 +0000\r\n" +
        $"Message-ID: <{id}>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"b1\"\r\n\r\n" +
        "--b1\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n\r\n" +
        $"--b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n" +
        $"--b1\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{about}>\r\nSubject: Dates\r\n\r\n--b1--\r\n";

    [Fact]
    public async Task A_hostile_email_is_kept_and_listed_and_never_stands_in_the_way()
    {
        var (applicant, organisation, _) = await Sides();
        var nested = new StringBuilder("From: a@c.example\r\nDate: 3 Mar 2026 09:00:00 +0000\r\nMessage-ID: <nested@c.example>\r\nSubject: nested\r\n");
        for (var depth = 0; depth < 20_000; depth++) nested.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n");
        Drop("1-nested.eml", nested.ToString());
        Drop("2-header.eml", "From: a@c.example\r\nMessage-ID: <header@c.example>\r\nDate: " + new string('(', 5_000_000) + "\r\n\r\nx");
        Drop("3-nothing.eml", "");
        Drop("4-no-header.eml", "hello");
        Drop("5-binary.eml", new string('\0', 4000));
        Drop("6-huge.eml", "From: a@c.example\r\n\r\n" + new string('x', 11 * 1024 * 1024));
        Drop("7-surrogate.eml", Eml("a@c.example", "emoji", new string('x', 2999) + "😀", "<emoji@c.example>"));
        Drop("8-right.eml", Eml(applicant.Email, (await platform.CaseOf(organisation)).Reference, "I am after them all.", "<after@c.example>"));
        await platform.Settle();
        Assert.Empty(Lying());
        Assert.Single(await Entries(organisation));
        var waiting = await Waiting("");
        Assert.Contains(waiting, e => e.MessageKey == "<nested@c.example>" && e.Subject == "nested");
        Assert.Contains(waiting, e => e.MessageKey == "<emoji@c.example>");
        Assert.Equal(4, waiting.Count(e => e.Trouble == InboxTrouble.Unreadable));
        Assert.Equal(1, waiting.Count(e => e.Trouble == InboxTrouble.TooBig));
    }

    [Fact]
    public async Task A_file_is_moved_after_the_commit_only_and_what_cannot_be_taken_in_is_tried_again()
    {
        await using var fresh = await Platform.Start();
        await fresh.Settle();
        var folder = Path.Combine(fresh.DataFolder, "inbox");
        var file = Path.Combine(folder, "a.eml");
        await File.WriteAllTextAsync(file, Eml("a@b.example", "Hello", "Hello", "<crash@b.example>"), TestContext.Current.CancellationToken);
        await fresh.Read<RegistrationDbContext, int>(db => db.Database.ExecuteSqlRawAsync("alter table registration_inbox rename to registration_inbox_away"));
        await fresh.Settle();
        Assert.True(File.Exists(file)); // the commit failed
        await fresh.Read<RegistrationDbContext, int>(db => db.Database.ExecuteSqlRawAsync("alter table registration_inbox_away rename to registration_inbox"));

        Directory.Delete(Path.Combine(folder, "taken"));
        await File.WriteAllTextAsync(Path.Combine(folder, "taken"), "", TestContext.Current.CancellationToken);
        await fresh.Pass(TimeSpan.FromMinutes(11));
        Assert.True(File.Exists(file)); // the folder can't be used at all
        File.Delete(Path.Combine(folder, "taken"));
        await fresh.Pass(TimeSpan.FromMinutes(11));
        Assert.False(File.Exists(file));
        Assert.Equal(1, await fresh.Read<RegistrationDbContext, int>(db => db.Inbox.CountAsync()));
    }

    private string Folder => Path.Combine(platform.DataFolder, "inbox");

    private string[] Lying() => Directory.GetFiles(Folder, "*.eml");

    private void Drop(string name, string content)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, name), content);
    }

    private static string Eml(string from, string subject, string text, string messageId) =>
        $"From: Somebody <{from}>\r\nTo: onboarding@common-platform.example\r\nDate: Mon, 23 Feb 2026 10:15:00 +0000\r\nMessage-ID: {messageId}\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n";

    private async Task<(Browser Applicant, Guid Organisation, Browser Officer)> Sides()
    {
        var (organisation, applicant) = await platform.SentApplication();
        return (applicant, organisation, await platform.Person(Roles.OnboardingOfficer));
    }

    private static Actor Officer(Browser officer) => new(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]);

    private static string Form(string handler) => $"form[action$='handler={handler}']";

    private Task<List<InboxEmail>> Waiting(string key) =>
        platform.Read<RegistrationDbContext, List<InboxEmail>>(db => db.Inbox.AsNoTracking().Where(e => e.DecidedAt == null && e.MessageKey.EndsWith(key)).ToListAsync());

    private Task<List<ConversationEntry>> Entries(Guid organisation) =>
        platform.Read<RegistrationDbContext, List<ConversationEntry>>(db => db.Conversation.AsNoTracking().Where(e => e.OrganisationId == organisation).ToListAsync());
}
