using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220005_Clocks")]
internal sealed class ClockTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_clocks",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                rule = t.Column<string>(),
                matter = t.Column<string>(),
                side = t.Column<string>(),
                started_at = t.Column<long>(),
                on = t.Column<DateOnly>(nullable: true),
                stopped_at = t.Column<long>(nullable: true),
                ran_out_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_clocks", x => x.id);
                t.CheckConstraint("ck_registration_clocks_stopped", "stopped_at is null or stopped_at >= started_at");
            });
        migrationBuilder.CreateIndex(
            "ix_registration_clocks_organisation_id_rule_matter", "registration_clocks", ["organisation_id", "rule", "matter"], unique: true, filter: "stopped_at is null");
        migrationBuilder.CreateIndex("ix_registration_clocks_organisation_id_started_at", "registration_clocks", ["organisation_id", "started_at"]);
        migrationBuilder.NeverRemoved("registration_clocks");
    }
}
