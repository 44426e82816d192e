using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220003_ReferenceFiles")]
internal sealed class ReferenceFileTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_reference_files",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                kind = t.Column<string>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                entries = t.Column<int>(),
                valid_from = t.Column<DateOnly>(),
                kept_by = t.Column<Guid>(),
                kept_at = t.Column<long>(),
                used_by = t.Column<Guid>(nullable: true),
                used_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_reference_files", x => x.id);
                t.CheckConstraint("ck_registration_reference_files_used", "(used_by is null) = (used_at is null)");
            });
        migrationBuilder.CreateIndex("ix_registration_reference_files_kind_valid_from", "registration_reference_files", ["kind", "valid_from"]);
    }
}
