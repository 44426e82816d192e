using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Steps fail because a table has gone; an administrator retries them when it is back, or skips them.</summary>
public sealed class FailedStepsTests
{
    [Fact]
    public async Task An_administrator_retries_a_failed_step_and_skips_another_with_a_reason()
    {
        await using var platform = await Platform.Start();
        var organisations = new[] { (await platform.SentApplication()).Organisation, (await platform.SentApplication()).Organisation };
        var (officer, administrator) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.Administrator));
        (await administrator.Get("/admin/workflows")).ShouldBeOk().ShouldSay(Say.NoFailedSteps);

        await Run(platform, "alter table agreements_agreements rename to agreements_away");
        foreach (var organisation in organisations)
            (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var failed = await Incidents(platform);
        Assert.Equal(organisations.Order(), failed.Select(i => i.CorrelationId).Order());
        (await administrator.Get("/admin/workflows")).ShouldSay("Gŵyr & Môn O'Hara Tramways").ShouldSay(Say.FailureOfService(failed[0].Error)).ShouldSay(Say.TriesSoFar(1));

        await Retry(administrator, failed[0]);
        await platform.Settle();
        Assert.Equal([2, 1], (await Incidents(platform)).Select(i => i.Attempts));

        await Run(platform, "alter table agreements_away rename to agreements_agreements");
        var old = await administrator.Get("/admin/workflows");
        await Retry(administrator, failed[0]);
        await platform.Settle();
        Assert.Equal(failed[1].IncidentId, Assert.Single(await Incidents(platform)).IncidentId);
        (await administrator.Submit(old, null, Form(failed[0]))).ShouldRefuse(Say.StepFailsNoMore);

        var skip = $"/admin/workflows/{failed[1].IncidentId}/skip";
        (await administrator.Post(skip, new { Reason = " " })).ShouldRefuse(Say.EnterSkipReason);
        (await administrator.Post(skip, new { Reason = new string('ŵ', 1001) })).ShouldRefuse(Say.ReasonLength);
        (await administrator.Post(skip, new { Reason = "It seems superfluous" })).ShouldRefuse(CommonPlatform.BuildingBlocks.Common.StepNotDoneYet); // the tracks aren't open
        Assert.True(await platform.As(Actor.System("test"), new OpenTracks(failed[1].CorrelationId)));
        var page = await administrator.Get(skip);
        for (var twice = 0; twice < 2; twice++) (await administrator.Submit(page, new { Reason = "Seen to on paper, ŵrth gwrs" })).ShouldRedirectTo("/admin/workflows");
        (await administrator.Submit(page, new { Reason = "From another tab", __key = "another" })).ShouldRefuse(Say.StepFailsNoMore);
        await platform.Settle();
        Assert.Empty(await Incidents(platform));
        Assert.Equal(Stage.Accepted, (await platform.CaseOf(failed[1].CorrelationId)).Stage);
        Assert.Contains(
            await Ask(platform, w => w.Journal(failed[1].InstanceId, default)),
            l => l.NodeId == failed[1].NodeId && l.Reason == "Seen to on paper, ŵrth gwrs" && l.Actor == $"person:{administrator.PersonId}");
        (await administrator.Get(skip)).ShouldBeNotFound();
    }

    [Fact]
    public async Task Nobody_else_sees_or_touches_failed_steps_and_the_page_speaks_welsh()
    {
        await using var platform = await Platform.Start();
        var (officer, administrator) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.Administrator));
        (await officer.Get("/admin/workflows")).ShouldBeNotFound();
        var (actor, nothing) = (new Actor(officer.PersonId, null, [new(Roles.OnboardingOfficer, null)]), Guid.CreateVersion7(platform.Clock.GetUtcNow()));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new RetryStep(nothing)));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new SkipStep(nothing, "because")));
        (await administrator.Get($"/admin/workflows/{nothing}/skip")).ShouldBeNotFound();
        await administrator.Get("/admin/workflows?language=cy");
        (await administrator.Get("/admin/workflows")).ShouldSay(Say.NoFailedSteps.In(Language.Welsh));
    }

    private static string Form(Incident incident) => $"[id='retry-{incident.IncidentId}']";

    private static async Task Retry(Browser administrator, Incident incident)
    {
        var page = await administrator.Get("/admin/workflows");
        (await administrator.Submit(page, null, Form(incident))).ShouldRedirectTo("/admin/workflows?retried=true");
    }

    private static Task<IReadOnlyList<Incident>> Incidents(Platform platform) => Ask(platform, w => w.Incidents(default));

    private static async Task<T> Ask<T>(Platform platform, Func<IWorkflows, Task<T>> question)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<IWorkflows>());
    }

    private static async Task Run(Platform platform, string statement)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(statement, CancellationToken.None);
    }
}
