using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Cover, visits and saved views of the officers.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220010_Desk")]
internal sealed class Desk : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_covers",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                absent_id = t.Column<Guid>(),
                covering_id = t.Column<Guid>(),
                from = t.Column<DateOnly>(),
                to = t.Column<DateOnly>(),
                arranged_at = t.Column<long>(),
                ended_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_covers", x => x.id);
                t.CheckConstraint("ck_registration_covers_somebody_else", "absent_id <> covering_id");
                t.CheckConstraint("ck_registration_covers_order", "\"to\" >= \"from\"");
            });
        migration.CreateIndex("ix_registration_covers_absent_id", "registration_covers", ["absent_id"]);
        migration.CreateIndex("ix_registration_covers_covering_id", "registration_covers", ["covering_id"]);
        migration.NeverRemoved("registration_covers");
        migration.CreateTable(
            "registration_visits",
            t => new { person_id = t.Column<Guid>(), last_at = t.Column<long>(), since = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_registration_visits", x => x.person_id));
        migration.CreateTable(
            "registration_saved_views",
            t => new { id = t.Column<Guid>(), version = t.Column<int>(), person_id = t.Column<Guid>(), name = t.Column<string>(), query = t.Column<string>() },
            constraints: t => t.PrimaryKey("pk_registration_saved_views", x => x.id));
        migration.CreateIndex("ix_registration_saved_views_person_id_name", "registration_saved_views", ["person_id", "name"], unique: true);
        migration.CreateIndex("ix_registration_clocks_rule", "registration_clocks", ["rule"], filter: "stopped_at is null");
    }
}
