using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Microsoft.EntityFrameworkCore;
using Xunit;
using TakeOwnership = CommonPlatform.Registration.TakeOwnership;

namespace CommonPlatform.Tests.Agreements;

public class RemindersTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task The_signatory_is_reminded_three_times_and_then_the_request_ends_and_can_be_issued_again()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        List<SentEmail> Reminders() => [.. platform.Emails(parties.Accountable.Email).Where(e => e.Subject.StartsWith("Reminder", StringComparison.Ordinal))];
        foreach (var (days, sent) in ((int, int)[])[(2, 0), (3, 1), (7, 2), (12, 3), (20, 3)])
        {
            await platform.Pass(WorkingDays.After(agreement.AskedAt.CivilDate(), days).InLondon(new TimeOnly(12, 0)) - platform.Clock.GetUtcNow());
            Assert.Equal(sent, Reminders().Count);
        }
        Assert.All(Reminders(), e => Assert.Contains(parties.Owner.Email, e.Body, StringComparison.Ordinal));
        Assert.Equal(Standing.WithSignatory, (await parties.Load(agreement.Id)).Standing);
        await parties.Accountable.SignIn();
        var old = (await parties.Accountable.Get($"/org/agreements/{agreement.Id}/sign")).ShouldBeOk();
        await platform.Pass(agreement.SignBy.AddDays(1).InLondon(new TimeOnly(12, 0)) - platform.Clock.GetUtcNow());
        Assert.Single(await platform.Recorded<AgreementDeclined>(), e => e.AgreementId == agreement.Id && e.ReasonCode == "expired");
        foreach (var person in (Browser[])[parties.Accountable, parties.Owner]) await person.SignIn();
        (await parties.Accountable.Get($"/org/agreements/{agreement.Id}/sign")).ShouldBeOk().ShouldSay(Say.RequestExpired(agreement.SignBy)).ShouldSay(Say.AskForNewRequest);
        (await parties.Accountable.Get($"/org/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay(Say.StandingExpired);
        (await parties.Owner.Post($"/officer/agreements/{agreement.Id}")).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        var next = await parties.Issue();
        Assert.Equal(2, next.Round);
        Assert.True(next.SignBy > agreement.SignBy);
    }

    [Fact]
    public async Task A_reminder_and_a_recall_name_the_officer_who_owns_the_organisation_now()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        var successor = await platform.Person(Roles.OnboardingOfficer, name: "Macsen Successor");
        var actor = new Actor(successor.PersonId, null, [new(Roles.OnboardingOfficer, null)]);
        await platform.As(actor, new TakeOwnership(parties.Organisation, (await platform.CaseOf(parties.Organisation)).Version));
        await platform.Pass(WorkingDays.After(agreement.AskedAt.CivilDate(), 3).InLondon(new TimeOnly(12, 0)) - platform.Clock.GetUtcNow());
        var reminder = Assert.Single(platform.Emails(parties.Accountable.Email), e => e.Subject.StartsWith("Reminder", StringComparison.Ordinal));
        await successor.SignIn();
        (await successor.Post($"/officer/agreements/{agreement.Id}", new { Text = "Wrong volumes in the text" })).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        await platform.Settle();
        var recall = Assert.Single(platform.Emails(parties.Accountable.Email), e => e.Body.Contains("has recalled", StringComparison.Ordinal));
        foreach (var email in (SentEmail[])[reminder, recall])
        {
            Assert.Contains(successor.Email, email.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(parties.Owner.Email, email.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_expired_signing_link_says_so_and_asks_for_a_new_one_once()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        var link = $"/org/agreements/{agreement.Id}/sign";
        platform.Clock.Advance(agreement.SignBy.AddDays(1).InLondon(new TimeOnly(0, 30)) - platform.Clock.GetUtcNow()); // the night after the last day, before anything is swept
        await parties.ServiceOwner.SignIn();
        (await parties.ServiceOwner.Get(link)).ShouldBeOk().ShouldSay(Say.RequestExpired(agreement.SignBy));
        Assert.Null(parties.ServiceOwner.Shown!.Document.QuerySelector("main form")); // only who was asked to sign asks again
        await parties.Accountable.SignIn();
        var expired = await parties.Accountable.Get(link);
        expired.ShouldBeOk().ShouldSay(Say.RequestExpired(agreement.SignBy));
        for (var time = 0; time < 2; time++) (await parties.Accountable.Submit(expired)).ShouldRedirectTo($"/org/agreements/{agreement.Id}");
        Assert.Single(await platform.Recorded<AgreementReissueAsked>(), e => e.OrganisationId == parties.Organisation);
        (await parties.Accountable.Get(link)).ShouldSay(Say.NextReissued);
        Assert.Null(parties.Accountable.Shown!.Document.QuerySelector("main form"));
        await platform.Settle();
        Assert.Equal(ClosingCode.Expired, (await parties.Load(agreement.Id)).ClosingCode);
        Assert.Equal(2, (await parties.Issue()).Round);
        var open = await parties.Issue(AgreementKinds.Terms);
        await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(
            new Actor(parties.Accountable.PersonId, null, [new HeldRole(Roles.AccountablePerson, parties.Organisation)]), new AskForNewRequest(open.Id, open.Version)));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_is_signed_and_it_does_not_expire()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Sign(await parties.Issue(AgreementKinds.Terms));
        await platform.Pass(TimeSpan.FromDays(60));
        Assert.DoesNotContain(platform.Emails(parties.Accountable.Email), e => e.Subject.StartsWith("Reminder", StringComparison.Ordinal));
        Assert.Equal(Standing.AuthorityToAccept, (await parties.Load(agreement.Id)).Standing);
    }

    [Fact]
    public async Task The_first_quarterly_review_is_booked_once_after_the_next_whole_quarter()
    {
        var parties = await Parties.Of(platform);
        var today = platform.Clock.GetUtcNow().CivilDate();
        var review = await platform.Send(new BookServiceReview(parties.Organisation));
        Assert.Equal(review, await platform.Send(new BookServiceReview(parties.Organisation)));
        var booked = Assert.Single(await platform.Recorded<ServiceReviewBooked>(), e => e.OrganisationId == parties.Organisation);
        var quarter = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1).AddMonths(6);
        Assert.Equal(WorkingDays.After(quarter.AddDays(-1), 15), booked.On);
        Assert.Equal(booked.On, (await platform.As(Actor.System("test"), new DescribeAgreements(parties.Organisation))).NextReview);
        Assert.Equal(1, await platform.Read<AgreementsDbContext, int>(db => db.ServiceReviews.CountAsync(r => r.OrganisationId == parties.Organisation)));
    }
}
