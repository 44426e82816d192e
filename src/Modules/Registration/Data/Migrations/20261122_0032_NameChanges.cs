using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Legal names that change by two people, with the names of before.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220032_NameChanges")]
internal sealed class NameChanges : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_name_changes",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                name = t.Column<string>(),
                before = t.Column<string>(),
                from = t.Column<DateOnly>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                sha256 = t.Column<string>(),
                asked_by = t.Column<Guid>(),
                asked_at = t.Column<long>(),
                approved = t.Column<bool>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
                decision_reason_id = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_name_changes", x => x.id);
                t.ForeignKey("fk_registration_name_changes_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_name_changes_decision_reason", x => x.decision_reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_name_changes_decision", "(approved is null) = (decided_by is null) and (approved is null) = (decided_at is null)");
                t.CheckConstraint("ck_registration_name_changes_two_people", "decided_by is null or decided_by <> asked_by");
            });
        migration.CreateIndex("ix_registration_name_changes_organisation_id", "registration_name_changes", "organisation_id", unique: true, filter: "approved is null");
        migration.NeverRemoved("registration_name_changes");
    }
}
