using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Where two people are needed, one person with both roles, or both tabs, isn't two.</summary>
public class SecondPersonTests
{
    private static readonly Upload Pdf = new("rollback.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"), "application/pdf");

    [Fact]
    public async Task Whoever_entered_the_bank_details_does_not_confirm_them()
    {
        await using var platform = await Platform.Start();
        var (organisation, applicant) = await platform.SentApplication();
        var page = $"/officer/org/{organisation}";
        (await (await platform.Person(Roles.OnboardingOfficer)).Post($"{page}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo(page);
        await platform.Settle();
        await platform.Invite(applicant.Email, "Siân O'Neill", Roles.FinanceOfficer);
        await platform.Settle();
        applicant.ForgetCookies();
        await applicant.SignIn();
        var confirmed = new { NumberCalled = "01632 960 777", NumberSource = "Directory", ReadBack = true };

        (await applicant.Post($"{page}/setup", confirmed)).ShouldRefuse(Say.SetupRuleSecondPerson);
        Assert.Null(await ConfirmedBy());
        var colleague = await platform.Person(Roles.SecuritySignatory, organisation); // of the organisation, though they sent nothing
        await platform.Invite(colleague.Email, "Cai Colleague", Roles.FinanceOfficer);
        await platform.Settle();
        colleague.ForgetCookies();
        await colleague.SignIn();
        (await colleague.Post($"{page}/setup", confirmed)).ShouldRefuse(Say.RuleOwnOrganisation);
        Assert.Null(await ConfirmedBy());
        var second = await platform.Person(Roles.FinanceOfficer);
        (await second.Post($"{page}/setup", confirmed)).ShouldRedirectTo($"{page}/setup");
        Assert.Equal(second.PersonId, await ConfirmedBy());

        Task<Guid?> ConfirmedBy() => platform.Read<RegistrationDbContext, Guid?>(db => db.SetUps.Where(s => s.Id == organisation).Select(s => s.BankConfirmedBy).SingleAsync());
    }

    [Fact]
    public async Task Whoever_gave_the_first_confirmation_of_a_gate_does_not_give_the_second()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var page = $"/officer/org/{organisation}/gates/13";
        var (one, other) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.OnboardingOfficer));
        (await one.Post(page, new { Statement = "The rollback was rehearsed", Upload = Pdf })).ShouldRedirectTo(page);
        Assert.Empty((await one.Get(page)).ShouldSay(Say.HandYouFirst).Document.QuerySelectorAll("form[action*=Confirm]"));
        var tab = await other.Get(page); // the form is shown to the other, who then puts another document in its place
        (await other.Post(page, new { Statement = "It was rehearsed once more", Upload = Pdf })).ShouldRedirectTo(page);
        var now = await Confirmation();

        (await other.Submit(tab, new { HasRead = true, now.Version }, "form[action*=Confirm]")).ShouldRefuse(Say.HandRuleSecondPerson);
        Assert.Equal((other.PersonId, null), ((await Confirmation()).FirstBy, (await Confirmation()).SecondBy));
        await one.Get(page);
        (await one.Post(page, new { HasRead = true }, "form[action*=Confirm]")).ShouldRedirectTo(page);
        Assert.Equal(one.PersonId, (await Confirmation()).SecondBy);

        Task<HandConfirmation> Confirmation() => platform.Read<RegistrationDbContext, HandConfirmation>(db => db.HandConfirmations.AsNoTracking().SingleAsync(c => c.OrganisationId == organisation));
    }
}
