using CommonPlatform.Access;
using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Access;

public sealed class SessionTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [Trait("ASVS", "V7.3.1")]
    [InlineData(Roles.OnboardingOfficer, 20)]
    [InlineData(Roles.AccountablePerson, 20)]
    [InlineData(Roles.Applicant, 60)]
    public async Task A_session_ends_when_it_is_idle(string role, int minutes)
    {
        var person = await platform.Person(role);
        platform.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        (await person.Get("/account")).ShouldBeOk();
        platform.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        (await person.Get("/account")).ShouldBeOk();
        platform.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (await person.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
    }

    [Fact]
    public async Task What_is_sent_after_the_session_has_ended_is_told_so_with_the_way_back()
    {
        var person = await platform.Person(Roles.Applicant);
        await person.Get("/application/withdraw");
        platform.Clock.Advance(TimeSpan.FromHours(2));
        var told = await person.PostBare("/application/withdraw", new { Reason = "We merge" });
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, told.Status);
        told.ShouldSay(CommonPlatform.BuildingBlocks.Common.Error401Title).ShouldSay(CommonPlatform.BuildingBlocks.Common.Error401Advice);
        Assert.Contains("/sign-in?returnUrl=%2Fapplication%2Fwithdraw", told.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    [Trait("ASVS", "V7.3.2")]
    public async Task A_session_ends_after_twelve_hours_whatever_happens()
    {
        var person = await platform.Person(Roles.Applicant);
        for (var hours = 0; hours < 23; hours++)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(30));
            (await person.Get("/account")).ShouldBeOk();
        }
        platform.Clock.Advance(TimeSpan.FromMinutes(30));
        (await person.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
    }

    [Fact]
    [Trait("ASVS", "V7.4.1")]
    public async Task A_stolen_cookie_is_worth_nothing_after_signing_out()
    {
        var person = await platform.Person(Roles.OnboardingOfficer);
        var thief = platform.Nobody();
        thief.SetCookie("session", person.Cookie("session")!.Value);
        (await thief.Get("/account")).ShouldBeOk();

        await person.Post("/sign-out");

        (await thief.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
        Assert.Null(person.Cookie("session"));
    }

    [Fact]
    [Trait("ASVS", "V7.5.2")]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        var office = await platform.Person(Roles.OnboardingOfficer);
        var home = office.OnAnotherDevice();
        (await home.SignIn()).ShouldRedirectTo("/account");
        var account = await home.Get("/account");
        Assert.Equal(2, account.Document.QuerySelectorAll("main ul.govuk-list--bullet li").Length);

        (await home.Post("/account")).ShouldRedirectTo("/sign-in");

        (await office.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
        (await home.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
    }

    [Fact]
    [Trait("ASVS", "V7.4.2")]
    public async Task Whoever_loses_a_role_is_out_with_the_next_request()
    {
        var person = await platform.Person(Roles.OnboardingOfficer);
        Assert.True(await platform.Send(new EndMembership(person.PersonId, Roles.OnboardingOfficer, null)));
        Assert.False(await platform.Send(new EndMembership(person.PersonId, Roles.OnboardingOfficer, null)));

        (await person.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
        (await person.SignIn()).ShouldRedirectTo("/account");
        (await person.Get("/account")).ShouldSay(Say.NoRoles);
        Assert.DoesNotContain(await platform.As(Actor.System("test"), new FindPeople(null, Roles.OnboardingOfficer)), p => p.PersonId == person.PersonId);
        Assert.Equal(person.Email, Assert.Single(await platform.As(Actor.System("test"), new NamePeople([person.PersonId]))).Email);
    }

    [Fact]
    [Trait("ASVS", "V7.2.4")]
    public async Task A_fresh_code_gives_the_session_a_new_number()
    {
        var person = await platform.Person(Roles.AccountablePerson);
        var before = person.Cookie("session")!.Value;

        (await person.Post("/step-up?returnUrl=%2Forg%2Fagreements", new { Code = "000000" })).ShouldRefuse(Say.CodeWrong);
        (await person.Post("/step-up?returnUrl=%2Forg%2Fagreements", new { Code = person.NextCode() })).ShouldRedirectTo("/org/agreements");

        Assert.NotEqual(before, person.Cookie("session")!.Value);
        Assert.Equal(platform.Clock.GetUtcNow(), await platform.As(await ActorOf(person), new LastStepUp()));
        var thief = platform.Nobody();
        thief.SetCookie("session", before);
        platform.Clock.Advance(Session.Grace);
        (await thief.Get("/account")).ShouldRedirectTo("/sign-in?returnUrl=%2Faccount");
        (await person.Get("/account")).ShouldBeOk();
    }

    [Fact]
    [Trait("ASVS", "V7.5.3")]
    public async Task A_wrong_fresh_code_is_counted_and_the_right_one_comes_too_late()
    {
        var person = await platform.Person(Roles.AccountablePerson);
        var actor = await ActorOf(person);
        Assert.Null(await platform.As(actor, new LastStepUp()));
        for (var i = 0; i < 5; i++) Assert.False(await platform.As(actor, new GiveFreshCode("000000")));
        Assert.False(await platform.As(actor, new GiveFreshCode(person.NextCode())));
        Assert.Null(await platform.As(actor, new LastStepUp()));
    }

    [Fact]
    [Trait("ASVS", "V3.3.1")]
    public async Task On_a_real_site_the_cookie_is_secure_and_bound_to_the_host()
    {
        var person = platform.Nobody(https: true);
        await platform.Invite("secure@example.test", "Secure Person", Roles.Auditor);
        await platform.Settle();
        await person.Activate("secure@example.test");

        var cookie = person.Cookie("__Host-session")!;
        Assert.True(cookie is { Secure: true, HttpOnly: true, Path: "/" });
        Assert.Null(person.Cookie("session"));
        (await person.Get("/account")).ShouldBeOk();
    }

    [Fact]
    public async Task A_sign_in_survives_a_restart_between_password_and_code_too()
    {
        await using var own = await Platform.Start();
        var person = await own.Person(Roles.OnboardingOfficer);
        var between = person.OnAnotherDevice();
        await between.Follow(await between.Post("/sign-in?returnUrl=%2Faccount", new { between.Email, between.Password }));

        await using var again = await own.Restart();
        var (same, other) = (person.At(again), between.At(again));

        (await same.Get("/account")).ShouldBeOk();
        (await other.Submit(await other.Get("/sign-in/code?returnUrl=%2Faccount"), new { Code = other.NextCode() })).ShouldRedirectTo("/account");
    }

    [Fact]
    [Trait("ASVS", "V11.4.2")]
    public async Task The_key_ring_is_encrypted_in_the_database()
    {
        await platform.Nobody().Get("/sign-in");
        await using var scope = platform.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query("select protected from platform_key_ring", r => r.GetString(0), CancellationToken.None);
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.DoesNotContain("<", r, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("ASVS", "V6.3.2")]
    public async Task An_empty_platform_has_one_invited_administrator_and_never_a_second()
    {
        await using var empty = await Platform.Start();
        Assert.Null(await AccessModule.FirstAdministrator(empty.Services));
        var administrator = Assert.Single(await empty.As(Actor.System("test"), new FindPeople(null)));
        Assert.Equal((Roles.Administrator, (DateTimeOffset?)null), (administrator.Roles[0], administrator.Activated));
        await empty.Settle();
        Assert.Empty(empty.Emails());
    }

    private async Task<Actor> ActorOf(Browser person)
    {
        var session = await platform.Read<AccessDbContext, Guid>(db =>
            db.Sessions.Where(s => s.PersonId == person.PersonId && s.EndedAt == null).OrderByDescending(s => s.CreatedAt).Select(s => s.Id).FirstAsync());
        await using var scope = platform.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ActorOf(person.PersonId, session, CancellationToken.None);
    }
}
