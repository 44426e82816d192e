using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220007_ProofOfPowers")]
internal sealed class ProofOfPowers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("form_hash", "registration_submissions", nullable: true);
        migrationBuilder.CreateTable(
            "registration_application_files",
            t => new
            {
                id = t.Column<Guid>(),
                application_id = t.Column<Guid>(),
                kind = t.Column<string>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                sha256 = t.Column<string>(),
                length = t.Column<long>(),
                uploaded_by = t.Column<Guid>(),
                uploaded_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_application_files", x => x.id);
                t.ForeignKey("fk_registration_application_files_application", x => x.application_id, "registration_applications", "id");
                t.CheckConstraint("ck_registration_application_files_kind", "kind in ('legal-power', 'authority')");
            });
        migrationBuilder.CreateIndex("ix_registration_application_files_application_id", "registration_application_files", "application_id");
        migrationBuilder.InsertOnly("registration_application_files");
    }
}
