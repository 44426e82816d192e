using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>What the night found that doesn't fit together.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611230102_Findings")]
internal sealed class Findings : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_findings",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                code = t.Column<string>(),
                found_at = t.Column<long>(),
                cleared_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_findings", x => x.id);
                t.CheckConstraint("ck_registration_findings_cleared", "cleared_at is null or cleared_at >= found_at");
            });
        migration.CreateIndex("ix_registration_findings_organisation_id_code", "registration_findings", ["organisation_id", "code"], unique: true, filter: "cleared_at is null");
        migration.NeverRemoved("registration_findings");
    }
}
