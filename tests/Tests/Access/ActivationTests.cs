using CommonPlatform.Access;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Access;

public sealed class ActivationTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Whoever_is_invited_sets_password_and_app_and_lands_on_the_task()
    {
        await platform.Invite("first@example.test", "Siân O'Neill-Ŵyn", Roles.OnboardingOfficer, taskPath: "/officer/somewhere?tab=1");
        await platform.Settle();
        var link = Assert.Single(platform.Emails("first@example.test")).Link;
        var browser = platform.Nobody();

        (await browser.Get(link)).ShouldBeOk().ShouldSay(Say.ChoosePasswordTitle);
        (await browser.Post(link, new { Password = "violet otter harbour" })).ShouldRedirectTo($"{link}/app");
        var person = await platform.Nobody().Activate("first@example.test");

        person.Shown!.ShouldRedirectTo("/officer/somewhere?tab=1");
        (await person.Get("/account")).ShouldBeOk().ShouldSay("Siân O'Neill-Ŵyn");
        Assert.Contains(await platform.Recorded<AccountActivated>(), e => e.PersonId == person.PersonId);
    }

    [Fact]
    public async Task Signing_in_takes_password_and_a_new_code()
    {
        var person = await platform.Person(Roles.OnboardingOfficer);
        (await person.Post("/sign-out")).ShouldRedirectTo("/sign-in");
        (await person.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");

        (await person.SignIn("/account")).ShouldRedirectTo("/account");
        (await person.Get("/account")).ShouldBeOk();
    }
}
