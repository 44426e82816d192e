using System.Diagnostics;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>A board of many organisations asks the database no more often than one of few.</summary>
public sealed class BoardQueries
{
    private static readonly Draft Definition = new Draft("board").Start().Do("issue").Wait("signed", ("Signed", "Registration.TestingPassed")).Delay("rest", "9.00:00:00").Finish()
        .Lines("start > issue", "issue > signed", "signed:Signed > rest", "rest > finish");

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Describing_many_at_once_says_the_same_as_one_by_one(string database)
    {
        await using var rig = await WorkflowRig.On(database, Definition);
        var organisations = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7(rig.Clock.GetUtcNow())).ToArray();
        foreach (var organisation in organisations) await rig.Send(new Begin("board", organisation));
        await rig.Happens(new TestingPassed(organisations[1]), new TestingPassed(organisations[3]));
        await rig.Pass(TimeSpan.FromDays(10));
        await rig.Send(new Begin("board", organisations[3])); // a second case: only the newest counts
        await rig.Settle();

        var all = await rig.Ask(s => s.GetRequiredService<IWorkflows>().Describe("board", [.. organisations, Guid.CreateVersion7(rig.Clock.GetUtcNow())], default));
        Assert.Equal(organisations.Order(), all.Keys.Order());
        foreach (var organisation in organisations)
        {
            var alone = (await rig.Ask(s => s.GetRequiredService<IWorkflows>().Describe(organisation, default)))[0];
            Assert.Equivalent(alone, all[organisation], strict: true);
        }
        Assert.Equal(InstanceStatus.Ended, all[organisations[1]].Status);
        Assert.Equal(InstanceStatus.Running, all[organisations[3]].Status);
        Assert.Empty(await rig.Ask(s => s.GetRequiredService<IWorkflows>().Describe("board", [], default)));
    }

    [Fact]
    public async Task Takes_three_queries_for_any_number_of_organisations()
    {
        await using var rig = await WorkflowRig.On("postgres", Definition);
        var organisations = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7(rig.Clock.GetUtcNow())).ToArray();
        foreach (var organisation in organisations) await rig.Send(new Begin("board", organisation));
        await rig.Settle();
        Assert.Equal(3, await Queries(rig, organisations[..1]));
        Assert.Equal(3, await Queries(rig, organisations));
        Assert.Equal(1, await Queries(rig, organisations)); // how each stands is known by its version
        await rig.Happens(new TestingPassed(organisations[7]));
        Assert.Equal(3, await Queries(rig, organisations));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_a_command_saw_and_did_not_commit_is_seen_by_nobody_else(string database)
    {
        await using var rig = await WorkflowRig.On(database, Definition);
        var id = await rig.Start("board");
        await rig.Ask(async services =>
        {
            var (unit, steps) = (services.GetRequiredService<UnitOfWork>(), services.GetRequiredService<Steps>());
            await unit.Begin(default);
            await steps.Resume((await steps.Lock(id, default))!, "signed", "Signed", null, null, default);
            Assert.Contains((await services.GetRequiredService<IWorkflows>().Describe(rig.Organisation, default))[0].Chart.Nodes, n => n is { Id: "rest", State: StepState.Current });
            await unit.RollbackUnlessCommitted();
            return true;
        });
        await rig.Ask(async services =>
        {
            var (unit, steps) = (services.GetRequiredService<UnitOfWork>(), services.GetRequiredService<Steps>());
            await unit.Begin(default);
            await steps.Note((await steps.Lock(id, default))!, "signed", "Retried", null, null, default); // the same number of version, otherwise
            await unit.Commit(default);
            return true;
        });
        Assert.Equal("signed", await rig.Halted());
    }

    /// <summary>Counted by the driver, which leaves an activity for each command.</summary>
    private static async Task<int> Queries(WorkflowRig rig, Guid[] organisations)
    {
        var (count, trace) = (0, ActivityTraceId.CreateRandom());
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && activity.GetTagItem("db.query.text") is not null) Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var mine = new Activity("board").SetParentId(trace, ActivitySpanId.CreateRandom()).Start();
        var described = await rig.Ask(s => s.GetRequiredService<IWorkflows>().Describe("board", organisations, default));
        Assert.Equal(organisations.Length, described.Count);
        return count;
    }
}
