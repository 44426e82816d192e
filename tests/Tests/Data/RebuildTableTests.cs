using System.Data.Common;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Data;

public class RebuildTableTests
{
    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_rebuilt_table_keeps_its_rows_indexes_and_triggers_and_gets_what_is_new(string database)
    {
        await using var rig = await Rig.On(database);
        await Run(rig, m =>
        {
            Make(m, withColour: false);
            m.Sql("insert into specimen_spoons (id, label, size) values (1, 'first', 7), (2, 'second', 9);");
        });
        await Run(rig, m => m.RebuildTable(
            "specimen_spoons", () => Make(m, withColour: true), new Dictionary<string, string> { ["id"] = "id", ["label"] = "upper(label)", ["size"] = "size", ["colour"] = "'none'" }));

        Assert.Equal(1, await rig.Count("select count(*) from specimen_spoons where id = 1 and label = 'FIRST' and size = 7 and colour = 'none'"));
        Assert.Equal(2, await rig.Count("select count(*) from specimen_spoons"));
        foreach (var (refused, law) in new[]
        {
            ("insert into specimen_spoons (id, label, size, colour) values (2, 'third', 1, 'red')", "primary key"),
            ("insert into specimen_spoons (id, label, size, colour) values (3, 'FIRST', 1, 'red')", "unique index"),
            ("insert into specimen_spoons (id, label, size, colour) values (3, 'third', 99, 'red')", "trigger on insert"),
            ("insert into specimen_spoons (id, label, size, colour) values (3, 'third', 1, 'mauve')", "new check"),
            ("insert into specimen_spoons (id, label, size) values (3, 'third', 1)", "new column"),
            ("update specimen_spoons set size = 1", "insert-only trigger"),
            ("delete from specimen_spoons", "insert-only trigger"),
        })
            Assert.True(await IsRefused(rig, refused), $"the {law} is gone");
        await Run(rig, m => m.Sql("insert into specimen_spoons (id, label, size, colour) values (3, 'third', 1, 'red');"));

        // Once more: names of constraints, indexes and functions are free again.
        await Run(rig, m => m.RebuildTable(
            "specimen_spoons", () => Make(m, withColour: true), new Dictionary<string, string> { ["id"] = "id", ["label"] = "label", ["size"] = "size", ["colour"] = "colour" }));
        Assert.Equal(3, await rig.Count("select count(*) from specimen_spoons"));
    }

    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_table_that_others_refer_to_is_left_as_it_is(string database)
    {
        await using var rig = await Rig.On(database);
        await Run(rig, m =>
        {
            m.CreateTable("specimen_bowls", t => new { id = t.Column<int>() }, constraints: t => t.PrimaryKey("pk_specimen_bowls", x => x.id));
            m.CreateTable(
                "specimen_lids", t => new { id = t.Column<int>(), bowl = t.Column<int>() },
                constraints: t => t.ForeignKey("fk_lids_bowls", x => x.bowl, "specimen_bowls", "id", onDelete: ReferentialAction.Cascade));
            m.Sql("insert into specimen_bowls (id) values (1);");
            m.Sql("insert into specimen_lids (id, bowl) values (1, 1);");
        });
        await Assert.ThrowsAnyAsync<DbException>(() => Run(rig, m => m.RebuildTable(
            "specimen_bowls", () => m.CreateTable("specimen_bowls", t => new { id = t.Column<int>() }), new Dictionary<string, string> { ["id"] = "id" })));
        Assert.Equal(2, await rig.Count("select (select count(*) from specimen_bowls) + (select count(*) from specimen_lids)"));
    }

    private static void Make(MigrationBuilder migration, bool withColour)
    {
        if (withColour)
            migration.CreateTable(
                "specimen_spoons", t => new { id = t.Column<int>(), label = t.Column<string>(), size = t.Column<int>(), colour = t.Column<string>() },
                constraints: t =>
                {
                    t.PrimaryKey("pk_specimen_spoons", x => x.id);
                    t.CheckConstraint("ck_specimen_spoons_colour", "colour in ('red', 'none')");
                });
        else
            migration.CreateTable(
                "specimen_spoons", t => new { id = t.Column<int>(), label = t.Column<string>(), size = t.Column<int>() }, constraints: t => t.PrimaryKey("pk_specimen_spoons", x => x.id));
        migration.CreateIndex("ix_specimen_spoons_label", "specimen_spoons", "label", unique: true);
        migration.Refuse("specimen_spoons", "too_big", "new.size > 50", "too big for a spoon");
        migration.InsertOnly("specimen_spoons");
    }

    private static async Task<bool> IsRefused(Rig rig, string sql)
    {
        try
        {
            await Run(rig, m => m.Sql(sql));
            return false;
        }
        catch (DbException)
        {
            return true;
        }
    }

    // As MigrateAsync does: the operations as commands of this database, in one transaction.
    private static Task Run(Rig rig, Action<MigrationBuilder> up) => rig.Ask(async s =>
    {
        var db = s.GetRequiredService<SpecimenDbContext>();
        var migration = new MigrationBuilder(db.Database.ProviderName);
        up(migration);
        var commands = db.GetService<IMigrationsSqlGenerator>().Generate(migration.Operations);
        await db.GetService<IMigrationCommandExecutor>().ExecuteNonQueryAsync(commands, db.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalConnection>());
        return 0;
    });
}
