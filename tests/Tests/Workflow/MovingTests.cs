using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>How the engine moves a running case to another version of its definition, on both databases.</summary>
public sealed class MovingTests
{
    private static readonly (string, string) Passed = ("Passed", "Registration.TestingPassed");
    private static readonly (string, string) Prosecutor = ("Recorded", "Registration.ProsecutorRecorded");

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_case_moves_to_a_new_version_by_its_facts_after_a_dry_run(string database)
    {
        Draft Version(int version) => new Draft("moving", version).Start().Wait("test", null, null, null, new() { ["complete"] = "Specimen.TestingIsOver" }, Passed).Finish();
        var old = Version(1).Wait("old", Prosecutor).Lines("start > test", "test:Passed > old", "old:Recorded > finish");
        await using var rig = await WorkflowRig.On(database, old);
        var instance = await rig.Start("moving");
        await rig.Happens(new TestingPassed(rig.Organisation));
        Assert.Equal("old", await rig.Halted());

        rig.Put(Version(2).Wait("new", ("Agreed", "Registration.TestingDatesAgreed")).Lines("start > test", "test:Passed > new", "new:Agreed > finish"));
        var host = await rig.AddHost();
        Move? dry = null, moved = null;
        await rig.Send(new WithWorkflows(async w => dry = await w.Rederive(instance, 2, dryRun: true, default)), host);
        Assert.Equal(("1 2 old new test", false), ($"{dry!.From} {dry.To} {Nodes(dry.Before)} {Nodes(dry.After)} {string.Join(' ', dry.CarriedOver)}", dry.Ended));
        Assert.Equal("old", await rig.Halted());
        await rig.Send(new WithWorkflows(async w => moved = await w.Rederive(instance, 2, dryRun: false, default)), host);
        Assert.Equal(Nodes(dry.After), Nodes(moved!.After));
        IReadOnlyList<VersionInUse> versions = [];
        await rig.Send(new WithWorkflows(async w => versions = await w.Versions(default)), host);
        Assert.Equal(("moving", 2, 2, 1L), versions.Select(v => (v.DefinitionId, v.Version, v.Newest, v.Running)).Single());
        await rig.Send(new Happen(new TestingDatesAgreed(rig.Organisation, new(2026, 4, 1), new(2026, 4, 8), 1)), host);
        await rig.Settle(host);
        Assert.Equal(1, await rig.Count("select count(*) from workflow_instances where version = 2 and status = 'ended'"));

        static string Nodes(IEnumerable<Halting> halts) => string.Join(' ', halts.Select(h => h.NodeId));
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_case_that_moves_keeps_the_time_that_has_passed_of_a_limit_and_its_place_in_a_loop(string database)
    {
        Draft Version(int version, int days) => new Draft("limits", version).Start()
            .Wait("asked", null, null, null, new() { ["complete"] = "Specimen.Named", ["completeBy"] = new System.Text.Json.Nodes.JsonObject { ["Passed"] = "Specimen.TestingIsOver" } }, Prosecutor, Passed)
            .Wait("again", null, null, days, null, Prosecutor).Finish().Lines("start > asked", "asked:Recorded > finish", "asked:Passed > again", "again:Recorded > asked", "again:Due > finish");
        await using var rig = await WorkflowRig.On(database, Version(1, 30));
        var instance = await rig.Start("limits");
        await rig.Happens(new TestingPassed(rig.Organisation));
        await rig.Pass(TimeSpan.FromDays(10));
        Assert.Equal("again", await rig.Halted());

        rig.Put(Version(2, 15));
        var host = await rig.AddHost();
        Move? moved = null;
        await rig.Send(new WithWorkflows(async w => moved = await w.Rederive(instance, 2, dryRun: false, default)), host);
        var ((was, now), begun) = (Assert.Single(moved!.Moved), rig.Clock.GetUtcNow() - TimeSpan.FromDays(10));
        Assert.Equal(("again", begun.AddDays(30), begun.AddDays(15), begun), (now.NodeId, was.Due, now.Due, now.Since));
        Assert.Empty(moved.Closed.Concat(moved.Opened));
        rig.Clock.Advance(TimeSpan.FromDays(5));
        await rig.Settle(host);
        Assert.Equal(1, await rig.Count("select count(*) from workflow_instances where version = 2 and status = 'ended'"));
    }
}
