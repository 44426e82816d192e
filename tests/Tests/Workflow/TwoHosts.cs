using CommonPlatform.Contracts.Registration;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>Two identical hosts on one PostgreSQL.</summary>
public sealed class TwoHosts
{
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
