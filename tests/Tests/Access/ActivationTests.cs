using System.Net;
using CommonPlatform.Access;
using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Access;

public sealed class ActivationTests(Platform platform) : IClassFixture<Platform>
{
    private static int invited;

    [Fact]
    public async Task Whoever_is_invited_sets_password_and_app_and_lands_on_the_task()
    {
        await platform.Invite("first@example.test", "Siân O'Neill-Ŵyn", Roles.OnboardingOfficer, taskPath: "/officer/somewhere?tab=1");
        await platform.Settle();
        var link = Assert.Single(platform.Emails("first@example.test")).Link;

        (await platform.Nobody().Get(link)).ShouldBeOk().ShouldSay(Say.ChoosePasswordTitle).ShouldSay("first@example.test");
        var person = await platform.Nobody().Activate("first@example.test");

        person.Shown!.ShouldRedirectTo("/officer/somewhere?tab=1");
        (await person.Get("/account")).ShouldBeOk().ShouldSay("Siân O'Neill-Ŵyn").ShouldSay(new Text("BuildingBlocks.role-onboarding-officer-does"));
        Assert.Contains(await platform.Recorded<AccountActivated>(), e => e.PersonId == person.PersonId);
        Assert.Contains(await platform.Recorded<PersonInvited>(), e => e == new PersonInvited(person.PersonId, null, Roles.OnboardingOfficer));
    }

    [Fact]
    public async Task The_email_says_what_is_asked_by_whom_and_until_when()
    {
        await platform.Invite("asked@example.test", "Ffion Tŷ-Mawr", Roles.AccountablePerson, Guid.CreateVersion7(platform.Clock.GetUtcNow()), "Cyngor Llanwair", language: Language.Welsh);
        await platform.Settle();
        var email = Assert.Single(platform.Emails("asked@example.test"));

        Assert.Equal(Say.InvitationSubjectFor("Cyngor Llanwair").In(Language.Welsh), email.Subject);
        Assert.Contains("Annwyl Ffion Tŷ-Mawr", email.Body, StringComparison.Ordinal);
        Assert.Contains(Say.InvitationExpires((platform.Clock.GetUtcNow() + Invitation.Lifetime).CivilDate()).In(Language.Welsh), email.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("ASVS", "V6.4.1")]
    public async Task The_link_is_stored_as_a_hash_and_shown_to_no_officer()
    {
        var link = await Link();
        var token = link[(link.LastIndexOf('/') + 1)..];

        Assert.Equal(43, token.Length);
        Assert.True(await platform.Read<AccessDbContext, bool>(db => db.Invitations.AnyAsync(i => i.TokenHash == Secrets.Hash(token))));
        Assert.False(await platform.Read<AccessDbContext, bool>(db => db.Invitations.AnyAsync(i => i.TokenHash == token)));
        var row = await platform.Read<PlatformDbContext, EmailRow>(db => db.Emails.SingleAsync(e => e.Recipient == $"invited{invited}@example.test"));
        Assert.DoesNotContain(token, WordedEmail.Of(row).Body, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("ASVS", "V6.2.1")]
    [Trait("ASVS", "V6.2.4")]
    [Trait("ASVS", "V6.2.11")]
    [InlineData("", "enter-a-password")]
    [InlineData("elevenchars", "password-too-short")]
    [InlineData("password1234", "password-common")]
    [InlineData("QWERTYUIOP123", "password-common")]
    [InlineData("CommonPlatform2026!", "password-common")]
    [InlineData("ababababababab", "password-common")]
    public async Task A_password_that_is_short_or_that_everybody_tries_is_refused(string password, string key)
    {
        var refused = await platform.Nobody().Post(await Link(), new { Password = password });

        Assert.Equal(new Text($"Access.{key}", key == "password-too-short" ? [12] : []).ToString(), Assert.Single(refused.Errors));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }

    [Theory]
    [Trait("ASVS", "V6.2.5")]
    [Trait("ASVS", "V6.2.8")]
    [Trait("ASVS", "V6.2.9")]
    [InlineData("  llythyr Ŵ ŷ 🦦 '\"<&  ")]
    [InlineData("fennel lantern pebble")]
    [InlineData("0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4")]
    public async Task Any_other_password_is_kept_exactly_as_typed(string password)
    {
        await Link();
        var person = await platform.Nobody().Activate(platform.Emails()[^1].To, password);
        await person.Post("/sign-out");

        (await person.Post("/sign-in", new { person.Email, Password = password + " " })).ShouldRefuse(Say.SignInWrong);
        (await person.Post("/sign-in", new { person.Email, Password = password.ToUpperInvariant() == password ? password + "a" : password.ToUpperInvariant() })).ShouldRefuse(Say.SignInWrong);
        (await person.SignIn()).ShouldRedirectTo("/account");
    }

    [Fact]
    [Trait("ASVS", "V6.2.9")]
    public async Task A_password_beyond_the_limit_is_refused_not_cut() =>
        (await platform.Nobody().Post(await Link(), new { Password = string.Concat(Enumerable.Repeat("abc", 100)) })).ShouldRefuse(Say.PasswordTooLong(256));

    [Theory]
    [InlineData("", "enter-a-code")]
    [InlineData("12345", "code-six-digits")]
    [InlineData("abcdef", "code-six-digits")]
    [InlineData("000000", "code-wrong")]
    public async Task A_wrong_code_activates_nothing(string code, string key)
    {
        var (link, browser) = (await Link(), platform.Nobody());
        await browser.Post(link, new { Password = "violet otter harbour" });

        (await browser.Post($"{link}/app", new { Code = code })).ShouldRefuse(new Text($"Access.{key}"));
        (await browser.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
    }

    [Fact]
    public async Task The_app_comes_after_the_password()
    {
        var link = await Link();
        (await platform.Nobody().Get($"{link}/app")).ShouldRedirectTo(link);
    }

    [Fact]
    public async Task The_app_page_offers_qr_code_key_and_link()
    {
        var (link, browser) = (await Link(), platform.Nobody());
        var page = await browser.Follow(await browser.Post(link, new { Password = "violet otter harbour" }));

        var key = page.Document.QuerySelector("#key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains($"secret={key}&issuer=Common%20Platform", page.Document.QuerySelector("a[href^='otpauth:']")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("svg[role=img] path"));
        Assert.Equal(key, (await browser.Get($"{link}/app")).Document.QuerySelector("#key")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expired_link_explains_and_sends_a_new_one_once()
    {
        var (link, browser) = (await Link(), platform.Nobody());
        var email = platform.Emails()[^1].To;
        await platform.Pass(Invitation.Lifetime);

        (await browser.Get(link)).ShouldBeOk().ShouldSay(Say.LinkExpiredTitle);
        var sent = await browser.Post(link);
        (await browser.Follow(sent)).ShouldSay(Say.LinkSentAgain);
        await platform.Nobody().Post(link);
        await platform.Settle();

        Assert.Equal(2, platform.Emails(email).Count);
        (await platform.Nobody().Activate(email)).Shown!.ShouldRedirectTo("/account");
    }

    [Fact]
    public async Task The_link_of_an_activated_account_leads_to_sign_in()
    {
        var link = await Link();
        await platform.Nobody().Activate(platform.Emails()[^1].To);

        (await platform.Nobody().Get(link)).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
        (await platform.Nobody().Get($"{link}/app")).ShouldRedirectTo(link);
    }

    [Theory]
    [InlineData("/activate/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/activate/x/app")]
    [InlineData("/activate/'--")]
    public async Task A_link_that_nobody_was_sent_is_not_found(string link) => (await platform.Nobody().Get(link)).ShouldBeNotFound();

    [Fact]
    public async Task Naming_somebody_for_the_same_role_again_sends_nothing()
    {
        var organisation = Guid.CreateVersion7(platform.Clock.GetUtcNow());
        var first = await platform.Invite("twice@example.test", "Twice Named", Roles.SecuritySignatory, organisation, "Marlowe");
        var second = await platform.Invite(" TWICE@example.test ", "Twice Named", Roles.SecuritySignatory, organisation, "Marlowe");
        await platform.Settle();

        Assert.Equal(first, second);
        Assert.Single(platform.Emails("twice@example.test"));
    }

    [Fact]
    public async Task Somebody_with_an_account_is_led_to_the_task_after_sign_in()
    {
        var person = await platform.Person(Roles.Applicant);
        await platform.Invite(person.Email, "whatever", Roles.AccountablePerson, Guid.CreateVersion7(platform.Clock.GetUtcNow()), "Another Council", "/org/agreements");
        await platform.Settle();

        Assert.Equal("/org/agreements", platform.Emails(person.Email)[^1].Link);
        (await person.Get("/account")).ShouldSay("Another Council");
    }

    [Theory]
    [InlineData("", "name@example.test", "Name", "enter-a-name")]
    [InlineData("Two\nlines", "name@example.test", "Name", "name-has-controls")]
    [InlineData("Name", "", "Email", "enter-an-email")]
    [InlineData("Name", "not an address", "Email", "email-wrong-format")]
    [InlineData("Name", "name@localhost", "Email", "email-wrong-format")]
    [InlineData("Name", "Name <name@example.test>", "Email", "email-wrong-format")]
    public async Task Whoever_names_a_person_is_told_what_is_wrong(string name, string email, string field, string key)
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => platform.Invite(email, name, Roles.OnboardingOfficer));
        Assert.Equal([(field, $"Access.{key}")], refused.Faults.Select(f => (f.Field, f.Text.Key)));
    }

    [Fact]
    public async Task A_name_of_300_characters_is_refused_and_one_of_200_kept()
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => platform.Invite("long@example.test", new string('ŵ', 300), Roles.OnboardingOfficer));
        Assert.Equal(Say.NameTooLong(200), Assert.Single(refused.Faults).Text);
        var person = await platform.Person(Roles.OnboardingOfficer, name: new string('ŵ', 200));
        (await person.Get("/account")).ShouldSay(new string('ŵ', 200));
    }

    [Fact]
    public async Task The_pages_speak_welsh()
    {
        var (link, browser) = (await Link(), platform.Nobody());
        await browser.Follow(await browser.Get($"{link}?language=cy"));
        var page = await browser.Get(link);
        page.ShouldSay(Say.ChoosePasswordTitle.In(Language.Welsh));
        Assert.Equal([Say.PasswordTooShort(12).In(Language.Welsh)], (await browser.Post(link, new { Password = "byr" })).Errors);
    }

    private async Task<string> Link()
    {
        var email = $"invited{Interlocked.Increment(ref invited)}@example.test";
        await platform.Invite(email, "Ned Invited", Roles.OnboardingOfficer);
        await platform.Settle();
        return platform.Emails(email)[^1].Link;
    }
}
