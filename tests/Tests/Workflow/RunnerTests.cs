using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>What the engine does with a running case, on both databases.</summary>
public sealed class RunnerTests
{
    private static readonly (string, string) Passed = ("Passed", "Registration.TestingPassed");
    private static readonly (string, string) Prosecutor = ("Recorded", "Registration.ProsecutorRecorded");

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_case_runs_to_its_wait_and_on_when_the_event_comes(string database)
    {
        await using var rig = await WorkflowRig.On(database, new Draft("simple").Start().Do("first").Wait("wait", Passed).Do("second").Finish()
            .Lines("start > first", "first > wait", "wait:Passed > second", "second > finish"));
        var instance = await rig.Start("simple");
        Assert.Equal("first", await rig.Deeds());
        Assert.Equal("wait", await rig.Halted());
        await rig.Happens(new TestingPassed(rig.Organisation));
        Assert.Equal("first second", await rig.Deeds());
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
        Assert.Equal(["start Done", "first Done", "wait Passed", "second Done", "finish Finish"], (await rig.Journal(instance)).Select(l => $"{l.NodeId} {l.Outcome}"));
        Assert.Equal(0, await rig.Count("select (select count(*) from workflow_bookmarks) + (select count(*) from workflow_waits) + (select count(*) from workflow_signals)"));
    }

    private static Draft Tracks(string mode) => new Draft(mode).Start().Fork("fork", "A", "B").Wait("a", Passed).Wait("b", Prosecutor).Join("join", mode).Do("after").Finish()
        .Lines("start > fork", "fork:A > a", "fork:B > b", "a:Passed > join", "b:Recorded > join", "join > after", "after > finish");

    [Theory]
    [InlineData("WaitAll", "")]
    [InlineData("WaitAllActive", "")]
    [InlineData("WaitAny", "after")]
    public async Task A_join_waits_as_its_mode_says(string mode, string afterOne)
    {
        await using var rig = await WorkflowRig.On("sqlite", Tracks(mode));
        await rig.Start(mode);
        await rig.Happens(new TestingPassed(rig.Organisation));
        Assert.Equal(afterOne, await rig.Deeds());
        await rig.Happens(new ProsecutorRecorded(rig.Organisation));
        Assert.Equal("after", await rig.Deeds());
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
    }
}
