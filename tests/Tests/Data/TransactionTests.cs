using System.Data.Common;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Data;

public class TransactionTests
{
    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_command_writes_row_event_delivery_and_email_together(string database)
    {
        await using var rig = await Rig.On(database);
        var id = await rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums"));

        Assert.Equal(1, await rig.Count("select count(*) from specimen_jars"));
        var row = Assert.Single(await rig.Ask(s => s.GetRequiredService<PlatformDbContext>().Events.ToListAsync()));
        Assert.Equal(("Registration.ApplicationStarted", id, "system:test", rig.Clock.GetUtcNow()), (row.Name, row.Subject, row.Actor, row.At));
        Assert.Equal(1, await rig.Count("select count(*) from platform_deliveries where done_at is null"));
        Assert.Equal(1, await rig.Count("select count(*) from platform_emails where done_at is null"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_command_that_fails_leaves_nothing(string database)
    {
        await using var rig = await Rig.On(database);
        await Assert.ThrowsAsync<RuleBrokenException>(() => rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums", ThenFail: true)));
        await Assert.ThrowsAsync<InvalidInputException>(() => rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "")));

        Assert.Equal(0, await rig.Count("select (select count(*) from specimen_jars) + (select count(*) from platform_events) + (select count(*) from platform_emails)"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_failure_inside_dooms_the_command_around_it_even_when_swallowed(string database)
    {
        await using var rig = await Rig.On(database);
        var now = rig.Clock.GetUtcNow();
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Send(new FillTwo(Guid.CreateVersion7(now), Guid.CreateVersion7(now))));
        Assert.Equal(0, await rig.Count("select count(*) from specimen_jars"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task The_same_key_gets_the_same_answer_and_a_changed_form_is_another_command(string database)
    {
        await using var rig = await Rig.On(database);
        var (one, two) = (Guid.CreateVersion7(rig.Clock.GetUtcNow()), Guid.CreateVersion7(rig.Clock.GetUtcNow()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.Send(new FillJar(one, "plums"), key: "k1")));
        Assert.All(answers, a => Assert.Equal(one, a));
        await rig.Send(new FillJar(two, "pears"), key: "k1");
        Assert.Equal(2, await rig.Count("select count(*) from specimen_jars"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task Of_two_changes_at_once_one_wins_and_the_other_is_told(string database)
    {
        await using var rig = await Rig.On(database);
        var id = await rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            try { return await rig.Send(new RelabelJar(id, 1, $"label {n}")); }
            catch (ConflictException) { return 0; }
        }));
        Assert.Equal(1, outcomes.Count(v => v == 2));
        Assert.Equal(7, outcomes.Count(v => v == 0));
    }

    [Fact]
    public void Ids_of_events_of_one_millisecond_sort_in_the_order_in_which_they_were_made()
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var made = new EventIds();
        List<Guid> ids = [.. Enumerable.Range(0, 40_000).Select(_ => made.Next(at)), made.Next(at.AddMilliseconds(1))];
        Assert.Equal(ids, ids.OrderBy(i => i.ToString("D"), StringComparer.Ordinal));
        Assert.All([ids[0], ids[^2]], i => Assert.Equal((7, 8, $"{at.ToUnixTimeMilliseconds():x12}"), (i.Version, i.Variant & 0xC, i.ToString("N")[..12])));
    }

    /// <summary>PostgreSQL alone: on SQLite one writer waits for the other before either begins.</summary>
    [Fact]
    public async Task Of_two_commands_that_lock_each_other_out_the_one_given_up_is_repeated()
    {
        await using var rig = await Rig.On("postgres");
        var (one, two) = (Guid.CreateVersion7(rig.Clock.GetUtcNow()), Guid.CreateVersion7(rig.Clock.GetUtcNow()));
        foreach (var id in new[] { one, two }) await rig.Send(new FillJar(id, "plums"));
        using var met = new CountdownEvent(2);
        await Task.WhenAll(rig.Send(new RelabelBoth(one, two, "pears", met)), rig.Send(new RelabelBoth(two, one, "quinces", met)));

        Assert.Equal(2, await rig.Count("select count(*) from specimen_jars where version = 3"));
        Assert.Equal(1, await rig.Count("select count(distinct label) from specimen_jars"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task What_must_be_unique_goes_to_one_of_those_who_want_it_and_the_others_are_told(string database)
    {
        await using var rig = await Rig.On(database);
        var id = Guid.CreateVersion7(rig.Clock.GetUtcNow());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            try { return await rig.Send(new FillJar(id, $"label {n}")); }
            catch (ConflictException) { return Guid.Empty; }
        }));
        Assert.Single(outcomes, o => o == id);
        Assert.Equal(1, await rig.Count("select count(*) from platform_events"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task Events_are_insert_only_and_constraints_hold_in_the_database(string database)
    {
        await using var rig = await Rig.On(database);
        var id = await rig.Send(new FillJar(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums"));
        foreach (var forbidden in new[] { "update platform_events set actor = 'nobody'", "delete from platform_events", "update specimen_jars set label = 'poison'" })
            await Assert.ThrowsAnyAsync<DbException>(() => rig.Ask(s => s.GetRequiredService<UnitOfWork>().Execute(forbidden, default)));
        await Assert.ThrowsAsync<DbUpdateException>(() => rig.Send(new RelabelJar(id, 1, "poison")));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_write_outside_a_command_is_refused(string database)
    {
        await using var rig = await Rig.On(database);
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Ask(async s =>
        {
            var db = s.GetRequiredService<SpecimenDbContext>();
            db.Jars.Add(Jar.Fill(Guid.CreateVersion7(rig.Clock.GetUtcNow()), "plums", rig.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        }));
    }
}
