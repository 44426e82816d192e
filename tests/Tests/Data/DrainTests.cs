using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Data;

[Collection(nameof(DrainTests))] // the specimens count in static members
public class DrainTests
{
    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_handlers_effect_commits_with_done_and_a_failed_one_is_tried_again_later(string database)
    {
        await using var rig = await Rig.On(database);
        TallyJars.FailuresLeft = 1;
        await rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums"));
        await rig.Settle();
        Assert.Equal(0, await rig.Count("select count(*) from specimen_tallies"));
        Assert.Equal(1, await rig.Count("select count(*) from platform_deliveries where done_at is null and last_error = 'InvalidOperationException'"));

        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        await rig.Settle();
        await rig.Settle();
        Assert.Equal(1, await rig.Count("select count(*) from specimen_tallies"));
        Assert.Equal(0, await rig.Count("select count(*) from platform_deliveries where done_at is null"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task Positions_have_no_gap(string database)
    {
        await using var rig = await Rig.On(database);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(n => rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), $"jar {n}"))));
        await Assert.ThrowsAnyAsync<Exception>(() => rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums", ThenFail: true)));
        await rig.Settle();
        var positions = await rig.Ask(s => s.GetRequiredService<PlatformDbContext>().EventPositions.Select(p => p.Position).Order().ToListAsync());
        Assert.Equal(Enumerable.Range(1, 30).Select(n => (long)n), positions);
        Assert.Equal(0, await rig.Count("select count(*) from platform_unsealed_events"));
    }

    [Fact]
    public async Task An_item_that_lost_a_race_is_prepared_and_done_again_at_once()
    {
        await using var rig = await Rig.On("sqlite");
        CountDue.Done.Clear();
        CountDue.RacesToLose = 2;
        await rig.Ask(async s =>
        {
            await s.GetRequiredService<DueItems>().Set(new DueItem("raced", "specimen", Guid.CreateVersion7(rig.Clock.GetUtcNow()), rig.Clock.GetUtcNow(), ""), default);
            return 0;
        });
        await rig.Settle();
        Assert.Equal(["raced"], CountDue.Done);
        Assert.Equal(1, await rig.Count("select count(*) from platform_due_items where done_at is not null and attempts = 1 and last_error is null"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_due_item_is_set_once_fires_once_and_not_before_its_time(string database)
    {
        await using var rig = await Rig.On(database);
        CountDue.Done.Clear();
        var item = new DueItem($"{database}-one", "specimen", Guid.CreateVersion7(rig.Clock.GetUtcNow()), rig.Clock.GetUtcNow().AddDays(2), "");
        for (var i = 0; i < 2; i++)
            await rig.Ask(async s =>
            {
                await s.GetRequiredService<DueItems>().Set(item, default);
                return 0;
            });
        await rig.Settle();
        Assert.Empty(CountDue.Done);
        rig.Clock.Advance(TimeSpan.FromDays(10)); // an outage: late, not lost
        await Task.WhenAll(rig.Settle(), rig.Settle());
        Assert.Equal([item.Key], CountDue.Done);
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task An_email_goes_out_in_the_recipients_language(string database)
    {
        await using var rig = await Rig.On(database);
        await rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums"));
        await rig.Settle();
        var row = await rig.Ask(s => s.GetRequiredService<PlatformDbContext>().Emails.SingleAsync());
        Assert.NotNull(row.DoneAt);
        var file = await rig.Ask(s => File.ReadAllTextAsync(s.GetRequiredService<BuildingBlocks.Web.DataFolder>().In("email", $"{row.ItemKey}.eml")));
        Assert.Contains($"Message-ID: <{row.ItemKey}@", file, StringComparison.Ordinal);
        Assert.Contains("Subject: Parhau\r\n", file, StringComparison.Ordinal);
        Assert.EndsWith("Yn ôl\r\n", file, StringComparison.Ordinal);
    }
}
