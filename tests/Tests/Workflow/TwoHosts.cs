using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Host;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;
using Platform = CommonPlatform.Tests.Harness.Platform;

namespace CommonPlatform.Tests.Workflow;

/// <summary>Two identical hosts on one PostgreSQL.</summary>
public sealed class TwoHosts
{
    public TwoHosts() => Assert.SkipWhen(Platform.OnPostgres, "runs on PostgreSQL in the other run too");

    /// <summary>
    /// The whole product twice, with the shipped workflow: at every settling both hosts go for the same work at the same time. Each step,
    /// timer, event, email and delivery is there once, as when one host does it alone.
    /// </summary>
    [Fact]
    public async Task Carry_an_organisation_to_live_as_one_does()
    {
        await using var second = await Platform.Start(("DATABASE", "postgres"), ("ConnectionStrings:Platform", PostgresCluster.NewDatabase()));
        await BuildingBlocks.Platform.Migrate(second.Services);
        var shares = new Shares();
        await using var first = await second.Beside(services => Race(services, second, shares));
        var story = new Story(first.Services, first.Clock, TextWriter.Null);
        foreach (var step in Stories.OnboardProsecutor) await StoryTeller.Run(story, step);
        Assert.Equal((await KillRig.Calm.Value).Happened, await KillRig.Happened(first.Services, first.Folder));
        Assert.True(shares is { First: > 100, Second: > 100 }, $"The first host did {shares.First} pieces of work, the second {shares.Second}: that was no race.");
    }

    private sealed class Shares
    {
        public int First;
        public int Second;
    }

    private static void Race(IServiceCollection services, Platform other, Shares shares)
    {
        var drains = services.Where(d => d.ServiceType == typeof(IDrain)).Select(d => d.ImplementationType!).ToList();
        services.RemoveAll<IDrain>();
        services.AddScoped<IDrain>(scope => new BothHosts([.. drains.Select(d => (IDrain)ActivatorUtilities.CreateInstance(scope, d))], other, shares));
    }

    /// <summary>Stands where the drains of the first host stood.</summary>
    private sealed class BothHosts(IReadOnlyList<IDrain> drains, Platform other, Shares shares) : IDrain
    {
        public async Task<int> Drain(CancellationToken cancellationToken)
        {
            await using var scope = other.Services.CreateAsyncScope();
            var done = await Task.WhenAll(Task.Run(() => All(drains), cancellationToken), Task.Run(() => All(scope.ServiceProvider.GetServices<IDrain>()), cancellationToken));
            shares.First += done[0];
            shares.Second += done[1];
            return done.Sum();

            async Task<int> All(IEnumerable<IDrain> drains)
            {
                var all = 0;
                foreach (var drain in drains) all += await drain.Drain(cancellationToken);
                return all;
            }
        }
    }

    [Fact]
    public async Task Resume_each_wait_once_and_fire_each_timer_once()
    {
        const int Cases = 100; // 300 waits
        await using var rig = await WorkflowRig.On("postgres", new Draft("many").Start()
            .Fork("fork", "A", "B", "C").Wait("a", ("Passed", "Registration.TestingPassed")).Wait("b", ("Recorded", "Registration.ProsecutorRecorded")).Delay("c", "1.00:00:00")
            .Do("after-a").Do("after-b").Do("after-c").Join("join", "WaitAll").Finish()
            .Lines("start > fork", "fork:A > a", "fork:B > b", "fork:C > c", "a:Passed > after-a", "b:Recorded > after-b", "c > after-c", "after-a > join", "after-b > join", "after-c > join", "join > finish"));
        var second = await rig.AddHost();
        var organisations = Enumerable.Range(0, Cases).Select(_ => Guid.CreateVersion7(rig.Clock.GetUtcNow())).ToList();
        foreach (var organisation in organisations) await rig.Send(new Begin("many", organisation));
        foreach (var organisation in organisations) await rig.Send(new Happen(new TestingPassed(organisation), new ProsecutorRecorded(organisation)));
        rig.Clock.Advance(TimeSpan.FromDays(2));

        await Task.WhenAll(rig.Settle(), rig.Settle(second));
        await Task.WhenAll(rig.Settle(), rig.Settle(second));

        Assert.Equal(Cases, await rig.Count("select count(*) from workflow_instances where status = 'ended'"));
        foreach (var node in new[] { "a", "b", "c", "after-a", "after-b", "after-c", "finish" })
            Assert.Equal(Cases, await rig.Count($"select count(*) from workflow_journal where node_id = '{node}'"));
        Assert.Equal(3 * Cases, await rig.Count("select count(*) from platform_events where name = 'Agreements.AgreementIssued'"));
        Assert.Equal(0, await rig.Count("select (select count(*) from workflow_bookmarks) + (select count(*) from workflow_waits) + (select count(*) from workflow_signals) + (select count(*) from workflow_incidents)"));
    }
}
