using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Bank details change after acceptance by two finance officers, and the accountable person hears of every step.</summary>
public sealed class BankChangeTests
{
    private static readonly Upload Letter = new("bank.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"), "application/pdf");

    [Fact]
    public async Task A_new_account_is_used_once_two_finance_officers_have_confirmed_it()
    {
        await using var platform = await Platform.Start();
        var story = await LiveOrganisation.Tell(platform, ReadinessTests.ToReadiness);
        var organisation = story.OrganisationId;
        var (applicant, accountable) = (await platform.Person(Roles.Applicant, organisation), await platform.Person(Roles.AccountablePerson, organisation));
        var (first, second, officer) = (await platform.Person(Roles.FinanceOfficer), await platform.Person(Roles.FinanceOfficer), await platform.Person(Roles.OnboardingOfficer));
        var page = $"/officer/org/{organisation}/bank";
        (await officer.Get($"/officer/org/{organisation}/setup")).ShouldSay(Say.BankAccountsLink);
        Assert.Null((await accountable.Get("/org/bank")).ShouldSay(Say.BankInUse).Document.QuerySelector("form[enctype]"));
        (await applicant.Post("/org/bank", new { Upload = Letter }, "form[enctype]")).ShouldRefuse(Say.EnterAccountName, Say.EnterSortCode, Say.EnterAccountNumber);
        var typed = new Dictionary<string, object> { ["Answers.AccountName"] = "New Account W", ["Answers.SortCode"] = "10-79-99", ["Answers.AccountNumber"] = "88837491", ["Upload"] = Letter };
        (await applicant.Post("/org/bank", With(With(typed, "Answers.AccountNumber", "66374959"), "Answers.SortCode", "08-99-99"), "form[enctype]")).ShouldRefuse(Say.AccountDoesNotMatch);
        (await applicant.Post("/org/bank", typed, "form[enctype]")).ShouldRedirectTo("/org/bank");
        await platform.Settle();
        var name = (await platform.CaseOf(organisation)).Name;
        Assert.Single(platform.Emails(accountable.Email), e => e.Subject == Say.EmailBankProposedSubject(name).ToString());
        Assert.Null((await applicant.Get("/org/bank")).ShouldSay(Say.BankStandingProposed).Document.QuerySelector("form[enctype]"));
        var old = (await platform.ApplicationOf(organisation)).Answers.Remittance!;

        Assert.Null((await officer.Get(page)).ShouldSay(Say.SetupBankFinanceOnly).Document.QuerySelector("form[action*=First]"));
        var tab = await second.Get(page); // of before the first confirmation
        (await first.Post(page, new { }, "form[action*=First]")).ShouldRefuse(Say.SetupEnterNumber, Say.SetupEnterSource, Say.SetupConfirmReadBack);
        (await first.Post(page, new { NumberCalled = (await platform.ApplicationOf(organisation)).Answers.Telephones().First(t => t.Length > 0), NumberSource = "Their letter", ReadBack = true }, "form[action*=First]")).ShouldRefuse(Say.SetupRuleOtherNumber);
        (await first.Post(page, new { NumberCalled = "01632 960 777", NumberSource = "Directory", ReadBack = true }, "form[action*=First]")).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Single(platform.Emails(accountable.Email), e => e.Subject == Say.EmailBankConfirmedSubject(name).ToString());
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await second.Submit(tab, new { NumberCalled = "01632 960 777", NumberSource = "Directory", ReadBack = true }, "form[action*=First]")).Status);
        (await first.Post(page, new { Compared = true }, "form[action*=Second]")).ShouldRefuse(Say.BankRuleSecondPerson);
        (await applicant.Get("/org/bank")).ShouldSay(Say.SetupBankEnding(old.AccountName, old.SortCode, old.LastDigits)).ShouldSay(Say.BankStandingFirst);
        (await second.Get(page)).ShouldSay(Say.BankSecondText);
        (await second.Post(page, new { }, "form[action*=Second]")).ShouldRefuse(Say.BankConfirmCompared);
        (await second.Post(page, new { Compared = true }, "form[action*=Second]")).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Single(platform.Emails(accountable.Email), e => e.Subject == Say.EmailBankChangedSubject(name).ToString());
        (await applicant.Get("/org/bank")).ShouldSay(Say.SetupBankEnding("New Account W", "107999", "91")).ShouldSay(Say.BankBefore).ShouldSay(Say.SetupBankEnding(old.AccountName, old.SortCode, old.LastDigits));
        Assert.Equal([1, 2], (await platform.Recorded<BankChangeConfirmed>()).Select(e => e.Number));
        Assert.DoesNotContain("88837491", await platform.Read<RegistrationDbContext, string>(async db => string.Concat(await db.Database.SqlQueryRaw<string>("select account as \"Value\" from registration_bank_changes").ToListAsync())), StringComparison.Ordinal);

        (await applicant.Post("/org/bank", typed, "form[enctype]")).ShouldRedirectTo("/org/bank");
        (await second.Get(page)).ShouldSay(Say.BankFirstButton);
        (await second.Post(page, new { Refusal = "" }, "form[action*=Refuse]")).ShouldRefuse(Say.WaiverEnterRefusal);
        (await second.Post(page, new { Refusal = "Nobody there knew of it" }, "form[action*=Refuse]")).ShouldRedirectTo(page);
        (await applicant.Get("/org/bank")).ShouldSay("Nobody there knew of it").ShouldSay(Say.BankStandingRefused).ShouldSay(Say.BankProposeButton);
        await platform.Settle();
        Assert.Single(platform.Emails(accountable.Email), e => e.Subject == Say.EmailBankRefusedSubject(name).ToString());
    }

    [Fact]
    public async Task Before_the_bank_details_were_confirmed_there_is_nothing_to_change()
    {
        await using var platform = await Platform.Start();
        var organisation = await platform.AcceptedOrganisation();
        var applicant = await platform.Person(Roles.Applicant, organisation);
        (await applicant.Get("/org/bank")).ShouldSay(Say.BankRuleNothingConfirmed);
        var form = new RemittanceForm { AccountName = "New Account", SortCode = "089999", AccountNumber = "66374959" };
        var evidence = new BuildingBlocks.Documents.StoredPdf("a.pdf", new string('a', 64), new string('a', 64), 1);
        var mine = new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]);
        Assert.Equal(Say.BankRuleNothingConfirmed, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(mine, new ProposeBankChange(organisation, form, evidence)))).Text);
        var other = new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, applicant.PersonId)]);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(other, new ProposeBankChange(organisation, form, evidence)));
    }

    private static Dictionary<string, object> With(Dictionary<string, object> form, string name, object value) => new(form) { [name] = value };
}
