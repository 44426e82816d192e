using CommonPlatform.BuildingBlocks.Domain;
using Xunit;

namespace CommonPlatform.Tests.Data;

public class IntakeTests
{
    private const string Written = "select (select count(*) from specimen_tallies) + (select count(*) from platform_events) + (select count(*) from specimen_jars)";

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task An_intake_is_committed_with_its_event_when_it_answers_and_once_for_one_key(string database)
    {
        await using var rig = await Rig.On(database);
        var id = Guid.CreateVersion7(rig.Clock.GetUtcNow());
        Assert.Equal(3, await rig.Send(new DropStone(id, 3), key: "k1"));
        Assert.Equal(2, await rig.Count(Written));
        Assert.Equal(3, await rig.Send(new DropStone(id, 3), key: "k1"));
        Assert.Equal(2, await rig.Count(Written));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task An_intake_that_is_invalid_or_fails_leaves_nothing_and_no_other_one_is_harmed(string database)
    {
        await using var rig = await Rig.On(database);
        var id = Guid.CreateVersion7(rig.Clock.GetUtcNow());
        await Assert.ThrowsAsync<InvalidInputException>(() => rig.Send(new DropStone(id, 0)));
        var sent = await Task.WhenAll(Enumerable.Range(1, 20).Select(async n =>
        {
            try { return await rig.Send(new DropStone(id, n, ThenFail: n % 4 == 0)); }
            catch (RuleBrokenException) { return 0; }
        }));
        Assert.Equal(15, sent.Count(n => n > 0));
        Assert.Equal(30, await rig.Count(Written));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task An_intake_inside_an_open_transaction_is_refused_in_words_and_the_command_is_undone(string database)
    {
        await using var rig = await Rig.On(database);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Send(new FillAndDrop(Guid.CreateVersion7(rig.Clock.GetUtcNow()))));
        Assert.Contains("DropStone is an intake", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await rig.Count(Written));
    }
}
