using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220011_IdentifierChecks")]
internal sealed class IdentifierCheckTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_identifier_checks",
            t => new
            {
                id = t.Column<Guid>(),
                application_id = t.Column<Guid>(),
                identifier = t.Column<string>(),
                value = t.Column<string>(),
                is_verified = t.Column<bool>(),
                method = t.Column<string>(),
                checked_on = t.Column<DateOnly>(),
                evidence_id = t.Column<Guid>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_identifier_checks", x => x.id);
                t.ForeignKey("fk_registration_identifier_checks_application", x => x.application_id, "registration_applications", "id");
                t.ForeignKey("fk_registration_identifier_checks_evidence", x => x.evidence_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_identifier_checks_method", "(method = 'none') = (not is_verified)");
                t.CheckConstraint("ck_registration_identifier_checks_power", "is_verified or identifier <> 'LegalPower'");
            });
        migrationBuilder.CreateIndex("ix_registration_identifier_checks_application_id", "registration_identifier_checks", "application_id");
        migrationBuilder.CreateIndex("ix_registration_identifier_checks_evidence_id", "registration_identifier_checks", "evidence_id");
        migrationBuilder.InsertOnly("registration_identifier_checks");
    }
}
