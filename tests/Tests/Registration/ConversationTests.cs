using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Registration;

public class ConversationTests(Platform platform) : IClassFixture<Platform>
{
    private const string Eml = "From: =?UTF-8?Q?Si=C3=A2n_O'Neill?= <sian@tram.example>\r\nTo: onboarding@example.org\r\nDate: Mon, 23 Feb 2026 10:15:00 +0000\r\nSubject: About CPO\r\n\tand dates\r\n" +
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\npreamble\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nG=C5=B5yr can test in =\r\nMay.\r\n" +
        "--b1\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=bomb.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n--b1--\r\n";

    [Fact]
    public async Task A_note_is_internal_or_shared_as_was_said_before_it_was_saved()
    {
        var (applicant, organisation, officer) = await Sides();
        var page = $"/officer/org/{organisation}/conversation";
        (await officer.Post(page, new { Kind = "Call", Words = "They will ring back" }, Form("Note"))).ShouldRefuse(Say.EntrySelectShared);
        (await officer.Post(page, new { Kind = "Thought", Shared = "false", Words = "Slow to answer" }, Form("Note"))).ShouldRedirectTo(page);
        (await officer.Post(page, new { Kind = "Call", Shared = "true", Words = "Testing in May" }, Form("Note"))).ShouldRedirectTo(page);
        (await officer.Get(page)).ShouldSay("Slow to answer").ShouldSay(Say.EntryInternal).ShouldSay("Testing in May").ShouldSay(Say.EntryLastContact(platform.Clock.GetUtcNow().CivilDate()));
        (await officer.Get(page + "?Search=testing+may")).ShouldSay("Testing in May").ShouldSay(Say.EntryFoundTitle(1));
        (await officer.Get(page + "?Search=slow")).ShouldSay(Say.EntryFoundTitle(1)).ShouldSay(Say.EntryLastContact(platform.Clock.GetUtcNow().CivilDate())); // a thought is no contact, but there was one
        var theirs = await applicant.Get("/org/conversation");
        theirs.ShouldSay("Testing in May");
        Assert.DoesNotContain("Slow to answer", theirs.Html, StringComparison.Ordinal);
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("Slow to answer");
    }

    [Fact]
    public async Task A_question_with_a_day_is_answered_by_the_organisation_and_both_are_told()
    {
        var (applicant, organisation, officer) = await Sides();
        var page = $"/officer/org/{organisation}/conversation";
        var day = platform.Clock.GetUtcNow().CivilDate().AddDays(10);
        (await officer.Post(page, new { Question = "Which depots?" }, Form("Ask"))).ShouldRefuse(Say.EntryEnterAnswerBy);
        (await officer.Post(page, new { Question = "Which depots?", AnswerBy = day.AddDays(-11) }, Form("Ask"))).ShouldRefuse(Say.EntryAnswerByLater);
        (await officer.Post(page, new { Question = "Which depots?", AnswerBy = day }, Form("Ask"))).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Contains(platform.Emails(applicant.Email), e => e.Subject.StartsWith("A question about", StringComparison.Ordinal));
        (await applicant.Get("/org")).ShouldSay(Say.EntryQuestionBy(day));
        var question = (await Entries(organisation)).Single();
        (await officer.Post($"{page}/{question.Id}", new { Words = "Which depots, and when?" })).ShouldRedirectTo(page);
        (await applicant.Post($"/org/conversation/{question.Id}", new { Words = "" })).ShouldRefuse(Say.EntryEnterAnswer);
        (await applicant.Post($"/org/conversation/{question.Id}", new { Words = "Gŵyr and Môn, in May" })).ShouldRedirectTo("/org/conversation");
        (await officer.Get(page)).ShouldSay("Gŵyr and Môn, in May").ShouldSay("Which depots, and when?").ShouldSay("Which depots?");
        (await applicant.Get($"/org/conversation/{question.Id}")).ShouldSay(Say.EntryRuleAnswered);
    }

    [Fact]
    public async Task The_organisation_asks_and_HMCTS_answers()
    {
        var (applicant, organisation, officer) = await Sides();
        (await applicant.Post("/org/conversation", new { Question = "Who signs?" })).ShouldRedirectTo("/org/conversation");
        var question = (await Entries(organisation)).Single();
        (await officer.Get($"/officer/org/{organisation}/conversation")).ShouldSay("Who signs?").ShouldSay(Say.EntryQuestionOpen);
        (await officer.Post($"/officer/org/{organisation}/conversation/{question.Id}", new { Words = "Your director" })).ShouldRedirectTo($"/officer/org/{organisation}/conversation");
        (await applicant.Get("/org/conversation")).ShouldSay("Your director");
        var (stranger, _, _) = await Sides();
        (await stranger.Get($"/org/conversation/{question.Id}")).ShouldBeNotFound();
    }

    [Fact]
    public async Task An_email_that_came_in_is_filed_as_it_was_and_read_as_text()
    {
        var (applicant, organisation, officer) = await Sides();
        var page = $"/officer/org/{organisation}/conversation";
        (await officer.Post(page, new { Upload = new Upload("mail.eml", Encoding.UTF8.GetBytes(Eml)) }, Form("File"))).ShouldRedirectTo(page);
        (await officer.Get(page)).ShouldSay("About CPO and dates").ShouldSay("Gŵyr can test in May.").ShouldSay("Siân O'Neill").ShouldSay("23 February 2026");
        var entry = (await Entries(organisation)).Single();
        Assert.Equal(Eml, Encoding.UTF8.GetString(await (await officer.Get($"{page}?handler=Email&entry={entry.Id}")).ShouldBeOk().Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var (_, foreign, _) = await Sides();
        (await officer.Get($"/officer/org/{foreign}/conversation?handler=Email&entry={entry.Id}")).ShouldBeNotFound();
        Assert.Equal([entry.Id], (await platform.Recorded<FiledEmailOpened>()).Where(e => e.OrganisationId == organisation).Select(e => e.EntryId));
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldBeOk().ShouldSay(Say.TimelineRegistrationFiledEmailOpened);
        (await officer.Post(page, new { Upload = new Upload("mail.eml", "hello"u8.ToArray()) }, Form("File"))).ShouldRefuse(Say.EntryNotEmail);
        (await officer.Post(page, new { Upload = new Upload("mail.eml", new byte[11 * 1024 * 1024]) }, Form("File"))).ShouldRefuse(Common.UploadTooBig(10));
        (await applicant.Get("/org/conversation")).ShouldSay("Gŵyr can test in May.");
    }

    [Theory]
    [InlineData("From: a@b.example\nDate: Tue, 3 Mar 2026 09:00 GMT\n\nplain", "plain")]
    [InlineData("From: a@b.example\nDate: 3 Mar 2026 09:00:00 -0500 (EST)\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\nR3J1ZmZ5IGRheQ", "Gruffy day")]
    [InlineData("From: a@b.example\nDate: 3 Mar 2026 09:00:00 +0000\nContent-Type: text/html\n\n<script>", "")]
    [InlineData("From: a@b.example\nDate: 3 Mar 2026 09:00:00 +0000\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=x\n\n--x--", "")]
    public void Other_emails(string content, string text) => Assert.Equal(text, EmailMessage.Read(Encoding.UTF8.GetBytes(content))?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("Date: 3 Mar 2026 09:00:00 +0000\n\nno sender")]
    [InlineData("From: a@b.example\nDate: soon\n\nno date")]
    [InlineData("%PDF-1.7\n\nFrom: x")]
    public void What_is_no_email(string content) => Assert.Null(EmailMessage.Read(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public async Task No_entry_is_ever_removed()
    {
        var (applicant, organisation, _) = await Sides();
        (await applicant.Post("/org/conversation", new { Question = "Who signs?" })).ShouldRedirectTo("/org/conversation");
        await Assert.ThrowsAnyAsync<Exception>(() => platform.Read<RegistrationDbContext, int>(db => db.Conversation.Where(e => e.OrganisationId == organisation).ExecuteDeleteAsync()));
        Assert.Single(await Entries(organisation));
    }

    private async Task<(Browser Applicant, Guid Organisation, Browser Officer)> Sides()
    {
        var applicant = await platform.Applicant();
        return (applicant, await platform.OrganisationOf(applicant), await platform.Person(Roles.OnboardingOfficer));
    }

    private static string Form(string handler) => $"form[action$='handler={handler}']";

    private Task<List<ConversationEntry>> Entries(Guid organisation) =>
        platform.Read<RegistrationDbContext, List<ConversationEntry>>(db => db.Conversation.AsNoTracking().Where(e => e.OrganisationId == organisation).ToListAsync());
}
