using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using CommonPlatform.Access;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Access;

public sealed partial class SignInTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    [Trait("ASVS", "V6.3.3")]
    public async Task Signing_in_takes_password_and_a_new_code()
    {
        var person = await SignedOut();
        (await person.Get("/account?tab=2")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount%3Ftab%3D2");

        var code = await person.Follow(await person.Post("/sign-in?returnUrl=%2Faccount", new { person.Email, person.Password }));
        (await person.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
        (await person.Submit(code, new { Code = person.NextCode() })).ShouldRedirectTo("/account");
        (await person.Get("/account")).ShouldBeOk();
        Assert.Contains(await platform.Recorded<SignedIn>(), e => e.PersonId == person.PersonId);
    }

    [Fact]
    public async Task What_is_missing_is_said()
    {
        (await platform.Nobody().Post("/sign-in", new { Email = "", Password = "" })).ShouldRefuse(Say.EnterYourEmail, Say.EnterYourPassword);
        var person = await AtCodePage();
        (await person.Submit(person.Shown!, new { Code = "" })).ShouldRefuse(Say.EnterACode);
        (await person.Submit(person.Shown!, new { Code = "12 34" })).ShouldRefuse(Say.CodeSixDigits);
    }

    [Fact]
    public async Task Outside_the_demonstration_nobody_is_listed_whatever_file_lies_there()
    {
        var person = await SignedOut();
        var file = Path.Combine(platform.DataFolder, "demo-accounts.json");
        await File.WriteAllTextAsync(
            file,
            $$"""{"people":[{"name":"Ada","email":"{{person.Email}}","role":"auditor","organisation":null,"password":"open sesame","totpSecret":"JBSWY3DPEHPK3PXP"}]}""");
        var page = await person.Get("/sign-in");
        Assert.DoesNotContain("open sesame", page.Html, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#demonstration"));
        File.Delete(file);
    }

    [Fact]
    [Trait("ASVS", "V6.3.8")]
    public async Task A_wrong_password_and_an_address_without_account_get_the_same_answer()
    {
        var person = await SignedOut();
        var known = await platform.Nobody().Post("/sign-in", new { person.Email, Password = "wrong wrong wrong" });
        var unknown = await platform.Nobody().Post("/sign-in", new { Email = person.Email.Replace("person", "nobody", StringComparison.Ordinal), Password = "wrong wrong wrong" });

        known.ShouldRefuse(Say.SignInWrong);
        unknown.ShouldRefuse(Say.SignInWrong);
        Assert.Equal(Shown(known), Shown(unknown));
        Assert.Equal(Headers(known), Headers(unknown));
        Assert.Contains(await platform.Recorded<SignInRefused>(), e => e == new SignInRefused(person.PersonId, "password"));

        static string Shown(Page page) => RandomValues().Replace(page.Html, "").Replace("nobody", "person", StringComparison.Ordinal);
        static IEnumerable<string> Headers(Page page) => page.Response.Headers.Concat(page.Response.Content.Headers)
            .Where(h => h.Key != "X-Correlation-Id").Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order();
    }

    [Fact]
    [Trait("ASVS", "V6.3.8")]
    public async Task An_address_without_account_and_one_not_activated_cost_the_same_work_as_a_wrong_password()
    {
        var (person, done) = (await SignedOut(), new List<long>());
        await platform.Invite("unfinished@example.test", "Not Finished", Roles.Auditor);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == PasswordCheck.Work && instrument.Meter.Scope == platform.Services.GetRequiredService<IMeterFactory>()) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, iterations, _, _) => done.Add(iterations));
        listener.Start();

        foreach (var email in new[] { person.Email, "nobody-at-all@example.test", "unfinished@example.test", "not an address" })
            (await platform.Nobody().Post("/sign-in", new { Email = email, Password = "wrong wrong wrong" })).ShouldRefuse(Say.SignInWrong);

        Assert.Equal([1000, 1000, 1000, 1000], done);
    }

    [Fact]
    public async Task An_account_that_is_not_activated_cannot_sign_in()
    {
        await platform.Invite("waiting@example.test", "Still Waiting", Roles.Auditor);
        await platform.Settle();
        await platform.Nobody().Post(platform.Emails("waiting@example.test")[^1].Link, new { Password = "violet otter harbour" });
        (await platform.Nobody().Post("/sign-in", new { Email = "waiting@example.test", Password = "violet otter harbour" })).ShouldRefuse(Say.SignInWrong);
    }

    [Theory]
    [Trait("ASVS", "V6.3.1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_wrong_passwords_lock_the_address_for_a_quarter_of_an_hour(bool known)
    {
        var person = await SignedOut();
        var email = known ? person.Email : $"stranger-to-{person.Email}";
        for (var i = 0; i < 4; i++) (await person.Post("/sign-in", new { Email = email, Password = $"wrong guess number {i}" })).ShouldRefuse(Say.SignInWrong);
        (await person.Post("/sign-in", new { Email = email, Password = "wrong guess number 5" })).ShouldRefuse(Say.SignInLocked(15));
        (await person.Post("/sign-in", new { Email = email.ToUpperInvariant(), person.Password })).ShouldRefuse(Say.SignInLocked(15));
        Assert.Contains(await platform.Recorded<SignInLocked>(), e => e.PersonId == (known ? person.PersonId : null));

        platform.Clock.Advance(TimeSpan.FromMinutes(15));
        if (known) (await person.SignIn()).ShouldRedirectTo("/account");
    }

    [Fact]
    [Trait("ASVS", "V6.6.3")]
    public async Task Five_wrong_codes_lock_it_too()
    {
        var person = await AtCodePage();
        for (var i = 0; i < 4; i++) (await person.Submit(person.Shown!, new { Code = WrongCode(person) })).ShouldRefuse(Say.CodeWrong);
        (await person.Submit(person.Shown!, new { Code = WrongCode(person) })).ShouldRefuse(Say.SignInLocked(15));
        (await person.Submit(person.Shown!, new { Code = person.NextCode() })).ShouldRefuse(Say.SignInLocked(15));
    }

    [Fact]
    [Trait("ASVS", "V6.5.1")]
    public async Task A_code_works_once()
    {
        var person = await AtCodePage();
        var code = person.NextCode();
        (await person.Submit(person.Shown!, new { Code = code })).ShouldRedirectTo("/account");

        await person.Post("/sign-out");
        var again = await person.Follow(await person.Post("/sign-in?returnUrl=%2Faccount", new { person.Email, person.Password }));
        (await person.Submit(again, new { Code = code })).ShouldRefuse(Say.CodeWrong);
    }

    [Fact]
    [Trait("ASVS", "V6.5.1")]
    public async Task Of_fifty_at_once_with_one_code_exactly_one_gets_in()
    {
        var person = await AtCodePage();
        var ticket = person.CookieAt("/sign-in", "sign-in")!.Value;
        var tabs = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var tab = platform.Nobody();
            tab.SetCookie("sign-in", ticket);
            return (Tab: tab, Page: await tab.Get("/sign-in/code?returnUrl=%2Faccount"));
        }));
        var code = person.NextCode();

        var answers = await Task.WhenAll(tabs.Select(t => t.Tab.Submit(t.Page, new { Code = code })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
        Assert.Single(tabs, t => t.Tab.Cookie("session") is not null);
        Assert.Equal(49, answers.Count(a => a.Status == HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task The_ticket_between_password_and_code_lasts_ten_minutes_and_can_not_be_made_up()
    {
        var person = await AtCodePage();
        platform.Clock.Advance(TimeSpan.FromMinutes(10));
        (await person.Get("/sign-in/code")).ShouldRedirectTo("/sign-in?returnUrl=%2F");

        var forger = platform.Nobody();
        forger.SetCookie("sign-in", "AAAA");
        (await forger.Get("/sign-in/code")).ShouldRedirectTo("/sign-in?returnUrl=%2F");
    }

    [Theory]
    [Trait("ASVS", "V15.3.1")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task It_leads_on_to_our_own_pages_only(string returnUrl)
    {
        var person = await SignedOut();
        (await person.SignIn(returnUrl)).ShouldRedirectTo("/");
    }

    [Fact]
    [Trait("ASVS", "V6.3.1")]
    public async Task Many_failures_from_one_network_address_are_turned_away()
    {
        await using var strict = await Platform.Start(("SIGN_IN_FAILURES_PER_ADDRESS_PER_MINUTE", "3"));
        for (var i = 0; i < 3; i++) (await strict.Nobody().Post("/sign-in", new { Email = $"guess{i}@example.test", Password = "violet otter harbour" })).ShouldRefuse(Say.SignInWrong);
        var turnedAway = await strict.Nobody().Post("/sign-in", new { Email = "guess9@example.test", Password = "violet otter harbour" });
        Assert.Equal(HttpStatusCode.TooManyRequests, turnedAway.Status);
        strict.Clock.Advance(TimeSpan.FromMinutes(1));
        (await strict.Nobody().Post("/sign-in", new { Email = "guess9@example.test", Password = "violet otter harbour" })).ShouldRefuse(Say.SignInWrong);
    }

    [Theory]
    [InlineData(Roles.OnboardingOfficer, "/officer")]
    [InlineData(Roles.AccountablePerson, "/org")]
    [InlineData(Roles.Applicant, "/application")]
    [InlineData(Roles.CourtAssociate, "/account")]
    public async Task The_front_page_leads_each_role_to_its_work(string role, string path) => (await (await platform.Person(role)).Get("/")).ShouldRedirectTo(path);

    [Fact]
    public async Task The_pages_speak_welsh()
    {
        var browser = platform.Nobody();
        await browser.Get("/sign-in?language=cy");
        (await browser.Get("/sign-in")).ShouldSay(Say.SignInTitle.In(Language.Welsh));
        Assert.Equal([Say.EnterYourEmail.In(Language.Welsh), Say.EnterYourPassword.In(Language.Welsh)], (await browser.Post("/sign-in", new { Email = "", Password = "" })).Errors);
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+|(?<=value=\")[0-9a-f]{32}")]
    private static partial Regex RandomValues();

    private async Task<Browser> SignedOut()
    {
        var person = await platform.Person(Roles.OnboardingOfficer);
        (await person.Post("/sign-out")).ShouldRedirectTo("/sign-in");
        return person;
    }

    private async Task<Browser> AtCodePage()
    {
        var person = await SignedOut();
        await person.Follow(await person.Post("/sign-in?returnUrl=%2Faccount", new { person.Email, person.Password }));
        return person;
    }

    private string WrongCode(Browser person)
    {
        var now = Totp.StepAt(platform.Clock.GetUtcNow());
        var right = Enumerable.Range(-1, 3).Select(d => Totp.Code(Totp.FromBase32(person.TotpSecret), now + d)).ToHashSet();
        return Enumerable.Range(0, 10).Select(i => $"{i:D6}").First(c => !right.Contains(c));
    }
}
