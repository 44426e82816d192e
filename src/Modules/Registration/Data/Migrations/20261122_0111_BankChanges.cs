using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Other accounts to send money on to, each confirmed by two people of HMCTS; one at a time.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220111_BankChanges")]
internal sealed class BankChangesOfOrganisations : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_bank_changes",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                account = t.Column<string>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                sha256 = t.Column<string>(),
                proposed_by = t.Column<Guid>(),
                proposed_at = t.Column<long>(),
                number_called = t.Column<string>(nullable: true),
                number_source = t.Column<string>(nullable: true),
                first_by = t.Column<Guid>(nullable: true),
                first_at = t.Column<long>(nullable: true),
                second_by = t.Column<Guid>(nullable: true),
                second_at = t.Column<long>(nullable: true),
                refused_by = t.Column<Guid>(nullable: true),
                refused_at = t.Column<long>(nullable: true),
                refusal_reason_id = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_bank_changes", x => x.id);
                t.ForeignKey("fk_registration_bank_changes_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_bank_changes_refusal_reason", x => x.refusal_reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_bank_changes_first", "(first_by is null) = (first_at is null) and (first_by is null) = (number_called is null) and (first_by is null) = (number_source is null)");
                t.CheckConstraint("ck_registration_bank_changes_second", "(second_by is null) = (second_at is null) and (second_by is null or first_by is not null)");
                t.CheckConstraint("ck_registration_bank_changes_refused", "(refused_by is null) = (refused_at is null) and (refused_by is null) = (refusal_reason_id is null) and (refused_by is null or second_by is null)");
                t.CheckConstraint("ck_registration_bank_changes_people", "(first_by is null or first_by <> proposed_by) and (second_by is null or (second_by <> first_by and second_by <> proposed_by))");
            });
        migration.CreateIndex("ix_registration_bank_changes_organisation_id", "registration_bank_changes", "organisation_id", unique: true, filter: "second_at is null and refused_at is null");
        migration.NeverRemoved("registration_bank_changes");
    }
}
