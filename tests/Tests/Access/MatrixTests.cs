using System.Net;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Access;

/// <summary>Every endpoint × every role, nobody included: let through, or refused, exactly as <see cref="Policies"/> says.</summary>
public sealed partial class MatrixTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly (string Name, string Value) Probe = ("X-Probe", "1");

    [Fact]
    [Trait("ASVS", "V8.2.1")]
    public async Task Every_role_reaches_what_its_policies_open_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var role in Roles.All.Prepend("nobody"))
        {
            var browser = role == "nobody" ? platform.Nobody() : await platform.Person(role);
            var actor = role == "nobody" ? Actor.Nobody : new Actor(browser.PersonId, null, [new(role, null)]);
            await Compare(role, browser, actor, wrong);
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    [Trait("ASVS", "V8.2.1")]
    public async Task While_an_organisation_is_stopped_each_of_its_roles_reaches_what_is_open_to_the_suspended_and_nothing_else()
    {
        Assert.Contains(Policies.All.Values, p => p.Roles.Contains(Roles.Suspended));
        var wrong = new List<string>();
        foreach (var role in Roles.OfOrganisations)
        {
            var organisation = Guid.CreateVersion7(platform.Clock.GetUtcNow());
            var browser = await platform.Person(role, organisation);
            Assert.True(await platform.Send(new StopPeople(organisation)));
            Assert.NotNull((await browser.Get("/account")).Location); // whoever was signed in no longer is
            await browser.SignIn();
            await Compare($"suspended {role}", browser, new Actor(browser.PersonId, null, [new(Roles.Suspended, organisation)]), wrong);
            Assert.True(await platform.Send(new LetPeopleIn(organisation)));
            await Compare($"{role} let in again", browser, new Actor(browser.PersonId, null, [new(role, organisation)]), wrong);
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Words about work that no page does yet say so, in both languages; words about work that pages do don't.</summary>
    [Fact]
    public async Task A_role_without_a_page_says_what_it_will_be_able_to_do()
    {
        var pages = (await Endpoints()).Select(e => e.Policy).Distinct().ToList();
        var without = Roles.All.Where(role => !pages.Any(policy => Policies.All[policy].Roles.Contains(role))).ToList();
        Assert.Equal([Roles.ServiceDeskAgent, Roles.CourtAssociate, Roles.LegalAdviser, Roles.ProsecutionLawyer], without);
        foreach (var role in Roles.All)
        {
            var browser = await platform.Person(role);
            foreach (var (language, begins) in new[] { (Language.English, "Will be able to "), (Language.Welsh, "Bydd yn gallu ") })
            {
                var does = new Text($"BuildingBlocks.role-{role}-does").In(language);
                (await browser.Follow(await browser.Get($"/account?language={language.Tag}"))).ShouldBeOk().ShouldSay(does);
                Assert.Equal((role, without.Contains(role)), (role, does.StartsWith(begins, StringComparison.Ordinal)));
            }
        }
    }

    private async Task Compare(string who, Browser browser, Actor actor, List<string> wrong)
    {
        foreach (var endpoint in await Endpoints())
            foreach (var method in MethodsOf(endpoint))
            {
                using var answer = await browser.Send(method, PathOf(endpoint), Probe);
                var expected = Expected(endpoint.Policy.Allows(actor), actor, method);
                var outcome = Outcome(answer, endpoint.IsPage && endpoint.Route != "/", method);
                if (outcome != expected) wrong.Add($"{who}: {method} {endpoint.Route} ({endpoint.Policy}) was {outcome} ({(int)answer.StatusCode}), expected {expected}");
            }
    }

    [Fact]
    [Trait("ASVS", "V6.3.4")]
    public async Task What_anyone_may_ask_for_is_this_list()
    {
        var open = (await Endpoints()).Where(e => e.Policy == Policy.Anyone).Select(e => e.Route).Distinct().Order(StringComparer.Ordinal);
        string[] known =
        [
            "/", "/accessibility", "/activate/{token}", "/activate/{token}/app", "/calendar/{secret}.ics", "/confirm-email/{token}", "/cookies", "/health/live", "/health/ready", "/help", "/privacy",
            "/register/defence", "/register/prosecutor", "/register/prosecutor/check-your-email", "/register/prosecutor/start", "/sign-in", "/sign-in/code", "/terms", "/verify",
        ];
        Assert.Equal(known, open);
    }

    [Fact]
    public async Task An_endpoint_without_a_policy_or_with_two_stops_the_start()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => platform.Services.PoliciesOf([Endpoint()]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => platform.Services.PoliciesOf([Endpoint(new NeedsAttribute(Policy.Anyone), new NeedsAttribute(Policy.Apply))]));
        Assert.Single(await platform.Services.PoliciesOf([Endpoint(new NeedsAttribute(Policy.Anyone))]));
    }

    private static RouteEndpoint Endpoint(params object[] metadata) =>
        new(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/specimen"), 0, new EndpointMetadataCollection(metadata), "specimen");

    private Task<IReadOnlyList<EndpointPolicy>> Endpoints() =>
        platform.Services.PoliciesOf(platform.Services.GetRequiredService<EndpointDataSource>().Endpoints);

    private static IEnumerable<HttpMethod> MethodsOf(EndpointPolicy endpoint) =>
        endpoint.IsPage ? [HttpMethod.Get, HttpMethod.Post] : endpoint.Methods.DefaultIfEmpty("GET").Select(m => new HttpMethod(m));

    private static string PathOf(EndpointPolicy endpoint) =>
        Parameters().Replace(endpoint.Route, m => m.Value.Contains(":int", StringComparison.Ordinal) || m.Value.Contains(":length(1)", StringComparison.Ordinal) ? "1" : "0198c2b4-7a00-7000-8000-000000000001");

    private static string Expected(bool allowed, Actor actor, HttpMethod method) =>
        allowed ? "let through" : actor.PersonId is not null ? "not found" : method == HttpMethod.Get ? "sent to sign in" : "refused";

    private static string Outcome(HttpResponseMessage answer, bool page, HttpMethod method) => answer switch
    {
        { StatusCode: >= HttpStatusCode.InternalServerError } => "a fault",
        { StatusCode: HttpStatusCode.NotFound } => "not found",
        { StatusCode: HttpStatusCode.Unauthorized } => "refused",
        { Headers.Location.OriginalString: var to } when to.StartsWith("/sign-in?returnUrl=", StringComparison.Ordinal) => "sent to sign in",
        { StatusCode: (HttpStatusCode)299 } => "let through", // the probe
        { StatusCode: HttpStatusCode.BadRequest } when method == HttpMethod.Post => "let through", // the antiforgery token is asked for after the policy
        { StatusCode: HttpStatusCode.OK or HttpStatusCode.Found } when !page => "let through", // the start page sends whoever is signed in to their own
        _ => "something else",
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameters();
}
