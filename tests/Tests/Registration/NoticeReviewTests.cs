using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Notices pass with minor changes that somebody confirms, and after three reworks the two sides meet.</summary>
public class NoticeReviewTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly Upload Pdf = new("set.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"), "application/pdf");

    [Fact]
    public async Task Notices_pass_with_minor_changes_and_the_gate_opens_when_the_named_person_confirms_them()
    {
        var organisation = await platform.AcceptedOrganisation();
        var (owner, tester) = (await platform.Person(Roles.OrganisationServiceOwner, organisation), await platform.Person(Roles.TestManager));
        var review = await Send(organisation, owner);
        (await tester.Post(review, Checklist("Fail", ReviewNotices.Changes))).ShouldRefuse(Say.ReviewChooseConfirmer);
        (await tester.Post(review, Checklist("Pass", ReviewNotices.Changes, owner.PersonId))).ShouldRefuse(Say.NoticesRuleNothingFailed);
        var stranger = await platform.Person(Roles.Applicant);
        (await tester.Post(review, Checklist("Fail", ReviewNotices.Changes, stranger.PersonId))).ShouldRefuse(Say.ReviewChooseConfirmer);
        (await tester.Post(review, Checklist("Fail", ReviewNotices.Changes, owner.PersonId))).ShouldRedirectTo(review);
        await platform.Settle();
        Assert.Contains(platform.Emails(owner.Email), e => e.Subject.StartsWith("Confirm minor changes", StringComparison.Ordinal));
        Assert.Contains(await platform.Recorded<NoticesPassed>(), e => e.OrganisationId == organisation);
        Assert.Equal(GateState.Red, (await Gate(organisation)).State);

        var applicant = await platform.Person(Roles.Applicant, organisation);
        Assert.Null((await applicant.Get("/org/templates")).ShouldSay(Say.NoticesWaitForChanges).Document.QuerySelector("main form"));
        var round = await Round(organisation);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]), new ConfirmNoticeChanges(round.Id, round.Version, true)));
        (await owner.Post("/org/templates")).ShouldRefuse(Say.NoticesConfirmMade);
        (await owner.Post("/org/templates", new { Made = true })).ShouldRedirectTo("/org/templates");
        Assert.Equal(GateState.Green, (await Gate(organisation)).State);
        Assert.Equal(Say.NoticesRuleNoChanges, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(
            new Actor(tester.PersonId, null, [new HeldRole(Roles.TestManager, null)]), new ConfirmNoticeChanges(round.Id, round.Version + 1, true)))).Text);
        (await tester.Get(review)).ShouldSay(Say.NoticesPassedChanged);
    }

    [Fact]
    public async Task After_three_reworks_nothing_is_reviewed_before_a_meeting_is_arranged()
    {
        var organisation = await platform.AcceptedOrganisation();
        var (owner, tester) = (await platform.Person(Roles.OrganisationServiceOwner, organisation), await platform.Person(Roles.TestManager));
        for (var time = 1; time <= NoticeRound.MostReworks; time++)
        {
            var back = await Send(organisation, owner);
            (await tester.Post(back, Checklist("Fail", ReviewNotices.Rework))).ShouldRedirectTo(back);
            await platform.Settle();
        }
        Assert.Equal(4, Assert.Single(await platform.Recorded<NoticeMeetingNeeded>(), e => e.OrganisationId == organisation).Number);
        (await owner.Get("/org/templates")).ShouldSay(Say.NoticesMeetingFirst(3));
        Assert.Contains("Notices sent back 3 times: the test manager arranges a meeting", (await tester.Get($"/officer/org/{organisation}")).Html, StringComparison.Ordinal);
        var review = await Send(organisation, owner);
        Assert.Contains("waiting for the test manager to arrange a meeting before the next ones are reviewed", (await tester.Get($"/officer/org/{organisation}")).Html, StringComparison.Ordinal);
        var round = await Round(organisation);
        Assert.Equal(Say.NoticesMeetingFirst(3).Stored(), (await Gate(organisation)).Fact);
        (await tester.Get(review)).ShouldSay(Say.NoticesMeetingFirst(3)).ShouldSay(Say.ReviewReworks(3));
        var findings = NoticePack.Checklist.Select(p => new TypedFinding { Point = p.Id, Result = PointResult.Pass }).ToList();
        Assert.Equal(Say.NoticesMeetingFirst(3), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(
            new Actor(tester.PersonId, null, [new HeldRole(Roles.TestManager, null)]), new ReviewNotices(round.Id, round.Version, findings, ReviewNotices.Pass)))).Text);
        await using (var scope = platform.Services.CreateAsyncScope())
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
                "update registration_notice_rounds set outcome = 'Passed', reviewed_by = @by, reviewed_at = 1 where id = @id", CancellationToken.None, ("@by", tester.PersonId), ("@id", round.Id)));

        var today = platform.Clock.GetUtcNow().CivilDate();
        var saturday = Enumerable.Range(1, 7).Select(today.AddDays).First(d => d.DayOfWeek == DayOfWeek.Saturday);
        (await tester.Post(review, form: "form[action*=Meeting]")).ShouldRefuse(Say.ReviewEnterMeeting);
        (await tester.Post(review, new { MeetingOn = today.AddDays(-1) })).ShouldRefuse(Say.ReviewMeetingPast);
        (await tester.Post(review, new { MeetingOn = saturday })).ShouldRefuse(Say.DatesRuleWorkingDay(saturday));
        await platform.Pass(TimeSpan.FromDays(8)); // the task of the test manager is due, and not done
        Assert.Contains(await platform.Recorded<ClockRanOut>(), e => e.OrganisationId == organisation && e.Rule == "meeting");
        await tester.SignIn();
        var on = WorkingDays.After(platform.Clock.GetUtcNow().CivilDate(), 2);
        (await tester.Post(review, new { MeetingOn = on })).ShouldRedirectTo(review);
        await platform.Settle();
        Assert.Contains(platform.Emails(owner.Email), e => e.Subject == "A meeting about your notices");
        (await tester.Post(review, Checklist("Pass", ReviewNotices.Pass))).ShouldRedirectTo(review);
        Assert.Equal(GateState.Green, (await Gate(organisation)).State);
    }

    private async Task<string> Send(Guid organisation, Browser owner)
    {
        (await owner.Post("/org/templates/upload", new { Notice = "whole-set", Upload = Pdf })).ShouldRedirectTo("/org/templates/upload");
        (await owner.Post("/org/templates/upload", new { NoRealData = true })).ShouldRedirectTo("/org/templates");
        return $"/officer/templates/review/{(await Round(organisation)).Id}";
    }

    private static Dictionary<string, string> Checklist(string third, string decision, Guid? confirmer = null)
    {
        var typed = new Dictionary<string, string> { ["Decision"] = decision };
        if (confirmer is { } person) typed["Confirmer"] = $"{person}";
        for (var i = 0; i < NoticePack.Checklist.Count; i++)
            (typed[$"Findings[{i}].Result"], typed[$"Findings[{i}].Comment"]) = i == 2 ? (third, third == "Fail" ? "Print the date" : "") : ("Pass", "");
        return typed;
    }

    private Task<NoticeRound> Round(Guid organisation) => platform.Read<RegistrationDbContext, NoticeRound>(db =>
        db.Set<NoticeRound>().AsNoTracking().Where(r => r.OrganisationId == organisation).OrderByDescending(r => r.Number).FirstAsync());

    private Task<GateRow> Gate(Guid organisation) => platform.Read<RegistrationDbContext, GateRow>(db =>
        db.Set<GateRow>().AsNoTracking().SingleAsync(g => g.OrganisationId == organisation && g.Number == 8));
}
