using System.Globalization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
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

    [Fact]
    public async Task A_join_that_wants_all_is_skipped_when_one_can_not_come_any_more()
    {
        await using var rig = await WorkflowRig.On("sqlite", new Draft("skip").Variable("flag", "Boolean", "false").Start().Fork("fork", "A", "B").Wait("a", Passed).Decide("b", "flag")
            .End("elsewhere").Join("join", "WaitAll").Do("after").Finish()
            .Lines("start > fork", "fork:A > a", "fork:B > b", "a:Passed > join", "b:True > join", "b:False > elsewhere", "join > after", "after > finish"));
        var instance = await rig.Start("skip");
        await rig.Happens(new TestingPassed(rig.Organisation));
        Assert.Equal("", await rig.Deeds());
        Assert.Equal("join Skipped", (await rig.Journal(instance)).Select(l => $"{l.NodeId} {l.Outcome}").Last());
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
    }

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("false", "no")]
    public async Task A_decision_follows_its_variable_and_a_variable_can_be_set(string flag, string deed)
    {
        await using var rig = await WorkflowRig.On("sqlite", new Draft("choice").Variable("flag", "Boolean").Start().Set("set", "flag", flag).Decide("decide", "flag").Do("yes").Do("no").Finish().Finish("finish2")
            .Lines("start > set", "set > decide", "decide:True > yes", "decide:False > no", "yes > finish", "no > finish2"));
        await rig.Start("choice");
        Assert.Equal(deed, await rig.Deeds());
    }

    [Fact]
    public async Task A_fault_ends_the_case_as_faulted()
    {
        await using var rig = await WorkflowRig.On("sqlite", new Draft("faulty").Start().Add("fault", "Elsa.Fault", new() { ["message"] = Draft.Literal("String", "no") }).Lines("start > fault"));
        await rig.Start("faulty");
        Assert.Equal(InstanceStatus.Faulted, (await rig.Standing()).Status);
    }

    private static Draft Rounds() => new Draft("rounds").Variable("round", "String").Start().Do("issue", "mou", "round")
        .Wait("answer", "round", null, null, null, ("Signed", "Agreements.AgreementSigned"), ("Declined", "Agreements.AgreementDeclined")).Do("signed").Finish()
        .Lines("start > issue", "issue > answer", "answer:Declined > issue", "answer:Signed > signed", "signed > finish");

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_signal_of_an_earlier_round_is_discarded_one_of_another_thing_is_left_and_one_that_is_early_is_kept(string database)
    {
        await using var rig = await WorkflowRig.On(database, Rounds());
        var instance = await rig.Start("rounds");
        AgreementSigned Signed(string kind, int number) => new(rig.Organisation, rig.Organisation, kind, number);
        await rig.Happens(Signed("sla", 1), Signed("mou", 3)); // another document; a round that is yet to come
        Assert.Equal("answer", await rig.Halted());
        await rig.Happens(new AgreementDeclined(rig.Organisation, rig.Organisation, "mou", 1, "terms"));
        await rig.Happens(Signed("mou", 1)); // of the round before
        Assert.Equal("answer", await rig.Halted());
        Assert.Contains((await rig.Journal(instance)).Select(l => $"{l.NodeId} {l.Outcome} {l.Detail}"), l => l == "answer Discarded Agreements.AgreementSigned mou:1");
        await rig.Happens(new AgreementDeclined(rig.Organisation, rig.Organisation, "mou", 2, "terms"));
        Assert.Equal("mou mou mou signed", await rig.Deeds()); // the third round's signature was there already
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_signal_before_its_wait_is_kept_and_one_after_the_end_is_not(string database)
    {
        await using var rig = await WorkflowRig.On(database, new Draft("early").Start().Wait("one", Passed).Wait("two", Prosecutor).Finish()
            .Lines("start > one", "one:Passed > two", "two:Recorded > finish"));
        await rig.Happens(new ProsecutorRecorded(rig.Organisation)); // before the case exists
        await rig.Start("early");
        await rig.Happens(new TestingPassed(rig.Organisation));
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
        await rig.Happens(new ProsecutorRecorded(rig.Organisation));
        Assert.Equal(0, await rig.Count("select count(*) from workflow_signals"));
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_timer_fires_at_its_time_once_and_not_when_the_event_came_first(string database)
    {
        await using var rig = await WorkflowRig.On(database, new Draft("timed").Variable("until", "DateTimeOffset").Start().Delay("pause", "2.00:00:00").Wait("days", null, null, 3, null, Passed)
            .Wait("date", null, "until", null, null, Prosecutor).Do("late").Do("intime").Finish().Finish("finish2")
            .Lines("start > pause", "pause > days", "days:Due > date", "days:Passed > date", "date:Due > late", "date:Recorded > intime", "late > finish", "intime > finish2"));
        var instance = await rig.Start("timed", new() { ["until"] = rig.Clock.GetUtcNow().AddDays(10).ToString("O") });
        await rig.Pass(TimeSpan.FromDays(1.9));
        Assert.Equal("pause", await rig.Halted());
        await rig.Pass(TimeSpan.FromDays(0.2));
        Assert.Equal("days", await rig.Halted());
        await rig.Happens(new TestingPassed(rig.Organisation));
        Assert.Equal("date", await rig.Halted());
        Assert.Equal(1, await rig.Count("select count(*) from platform_due_items where done_at is null"));
        await rig.Pass(TimeSpan.FromDays(40)); // an outage: late, not lost
        await rig.Settle();
        Assert.Equal("late", await rig.Deeds());
        Assert.Equal(1, (await rig.Journal(instance)).Count(l => l.Outcome == "Due"));
    }

    [Theory]
    [InlineData("2026-04-02T13:30:00Z", 2, "2026-04-08T13:30:00Z")] // Good Friday and Easter Monday don't count
    [InlineData("2026-03-27T14:30:00Z", 2, "2026-03-31T13:30:00Z")] // half past two in London on both sides of the change to summer time
    [InlineData("2026-12-24T09:00:00Z", 1, "2026-12-29T09:00:00Z")] // Boxing Day on a Saturday: its substitute doesn't count either
    public async Task A_wait_of_working_days_ends_on_a_working_day_at_the_same_time_in_London(string from, int days, string until)
    {
        await using var rig = await WorkflowRig.On("sqlite", new Draft("working").Start().WaitWorkingDays("wait", days, Passed).Do("late").Finish().Finish("finish2")
            .Lines("start > wait", "wait:Due > late", "wait:Passed > finish2", "late > finish"));
        rig.Clock.Set(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture));
        await rig.Start("working");
        var due = DateTimeOffset.Parse(until, CultureInfo.InvariantCulture);
        Assert.Equal(due, Instants.FromMicroseconds(await rig.Count("select due_at from workflow_bookmarks")));
        await rig.Pass(due - rig.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal("wait", await rig.Halted());
        await rig.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("late", await rig.Deeds());
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task A_failed_step_leaves_nothing_but_its_incident_and_is_tried_again_by_itself(string database)
    {
        await using var rig = await WorkflowRig.On(database, new Draft("stumble").Start().Do("work").Finish().Lines("start > work", "work > finish"));
        rig.Obstacles.Failures["work"] = 2;
        var instance = await rig.Start("stumble");
        Assert.Equal("", await rig.Deeds()); // the command's own event was rolled back with it
        var incident = Assert.Single(await rig.Incidents());
        Assert.Equal(("work", "BuildingBlocks.cancel", 1, rig.Clock.GetUtcNow().AddSeconds(5)), (incident.NodeId, incident.Error, incident.Attempts, incident.RetryAt));
        await rig.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Assert.Single(await rig.Incidents()).Attempts);
        await rig.Pass(TimeSpan.FromSeconds(9));
        Assert.Equal("", await rig.Deeds());
        await rig.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("work", await rig.Deeds());
        Assert.Empty(await rig.Incidents());
        Assert.Equal(["start Done", "work Failed", "work Failed", "work Done", "finish Finish"], (await rig.Journal(instance)).Select(l => $"{l.NodeId} {l.Outcome}"));
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task After_five_tries_a_person_retries_or_skips_with_a_reason_that_can_be_erased(string database)
    {
        await using var rig = await WorkflowRig.On(database, new Draft("stuck").Start().Do("one").Do("two", complete: "Specimen.TestingIsOver").Finish().Lines("start > one", "one > two", "two > finish"));
        (rig.Obstacles.Failures["one"], rig.Obstacles.Failures["two"]) = (6, 100);
        var instance = await rig.Start("stuck");
        for (var i = 0; i < 10; i++) await rig.Pass(TimeSpan.FromHours(2));
        var first = Assert.Single(await rig.Incidents());
        Assert.Equal((6, (DateTimeOffset?)null), (first.Attempts, first.RetryAt));
        Assert.True(Assert.Single((await rig.Standing()).Waits).Failed);

        await rig.Send(new WithWorkflows(w => w.Retry(first.IncidentId, default)));
        await rig.Settle();
        Assert.Equal("one", await rig.Deeds());
        var second = Assert.Single(await rig.Incidents());
        var early = await Assert.ThrowsAsync<RuleBrokenException>(() => rig.Send(new WithWorkflows(w => w.Skip(second.IncidentId, "Done on paper", default))));
        Assert.Equal(CommonPlatform.BuildingBlocks.Common.StepNotDoneYet.Key, early.Text.Key); // what follows would stand on nothing
        await rig.Happens(new TestingPassed(rig.Organisation));
        await rig.Send(new WithWorkflows(w => w.Skip(second.IncidentId, "Done on paper", default)));
        await rig.Settle();
        Assert.Equal("one", await rig.Deeds());
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
        Assert.Equal(("skipped", "Done on paper", "system:test"), (await rig.Journal(instance)).Where(l => l.NodeId == "two" && l.Outcome == "Done").Select(l => (l.Detail, l.Reason, l.Actor)).Single());
        Assert.Equal(1, await rig.Count("select count(*) from workflow_incidents where resolution = 'skipped' and resolved_by = 'system:test'"));
        await Assert.ThrowsAnyAsync<Exception>(() => rig.Send(new WithWorkflows(w => w.Skip(second.IncidentId, "again", default))));
    }

    [Fact]
    public async Task A_step_whose_outputs_the_case_needs_cannot_be_skipped()
    {
        await using var rig = await WorkflowRig.On("sqlite", new Draft("needed").Variable("round", "String").Start().Do("issue", "mou", "round", "Specimen.TestingIsOver")
            .Wait("signed", "round", null, null, null, ("Signed", "Agreements.AgreementSigned")).Finish().Lines("start > issue", "issue > signed", "signed:Signed > finish"));
        rig.Obstacles.Failures["mou"] = 1;
        await rig.Start("needed");
        await rig.Happens(new TestingPassed(rig.Organisation));
        var failed = Assert.Single(await rig.Incidents());
        await Assert.ThrowsAsync<RuleBrokenException>(() => rig.Send(new WithWorkflows(w => w.Skip(failed.IncidentId, "Issued on paper", default))));
        await rig.Happens(new AgreementSigned(rig.Organisation, rig.Organisation, "terms", 1)); // nothing of the case takes what isn't its round
        await rig.Send(new WithWorkflows(w => w.Retry(failed.IncidentId, default)));
        await rig.Settle();
        Assert.Equal("signed", await rig.Halted());
        await rig.Happens(new AgreementSigned(rig.Organisation, rig.Organisation, "mou", 1));
        Assert.Equal(InstanceStatus.Ended, (await rig.Standing()).Status);
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task One_case_at_a_time_and_only_inside_a_command(string database)
    {
        await using var rig = await WorkflowRig.On(database, Rounds());
        Assert.Equal(await rig.Start("rounds"), await rig.Start("rounds"));
        Assert.Equal("mou", await rig.Deeds());
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Ask(s => ((IWorkflows)s.GetService(typeof(IWorkflows))!).Start("rounds", rig.Organisation, null, default)));
    }

    [Theory]
    [MemberData(nameof(WorkflowRig.Databases), MemberType = typeof(WorkflowRig))]
    public async Task The_journal_can_only_grow(string database)
    {
        await using var rig = await WorkflowRig.On(database, Rounds());
        await rig.Start("rounds");
        foreach (var sql in new[] { "update workflow_journal set outcome = 'x'", "delete from workflow_journal", "delete from workflow_definitions" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => rig.Count(sql + " returning 1"));
    }

    [Fact]
    public async Task Walking_a_recorded_journal_again_leads_to_the_same_place()
    {
        await using var rig = await WorkflowRig.On("sqlite", Rounds(), Tracks("WaitAll"));
        foreach (var definition in new[] { "rounds", "WaitAll" })
        {
            var instance = await rig.Start(definition);
            await rig.Happens(new AgreementDeclined(rig.Organisation, rig.Organisation, "mou", 1, "terms"), new TestingPassed(rig.Organisation));
            await rig.Happens(new AgreementSigned(rig.Organisation, rig.Organisation, "mou", 2), new ProsecutorRecorded(rig.Organisation));
            var recorded = (await rig.Journal(instance)).Select(l => new Hop(l.NodeId, l.Outcome)).ToList();
            var read = await rig.Ask(s => Task.FromResult(((Definitions)s.GetService(typeof(Definitions))!).Newest(definition)));

            var flow = new Flow(read, new Position());
            flow.Begin();
            while (flow.Hops.Count < recorded.Count && recorded[flow.Hops.Count] is var next) flow.Complete(next.Node, next.Outcome);
            Assert.Equal(recorded, flow.Hops);
            Assert.True(flow.Ended);
        }
    }
}
