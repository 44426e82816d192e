using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Defects of testing with their history; testing is signed off by both sides.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220020_Defects")]
internal sealed class Defects : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<Guid>("hmcts_signed_off_by", "registration_schedules", nullable: true);
        migration.AddColumn<long>("hmcts_signed_off_at", "registration_schedules", nullable: true);
        // Until now whoever recorded the results stood for HMCTS.
        migration.Sql("update registration_schedules set hmcts_signed_off_by = results_by, hmcts_signed_off_at = results_at where signed_off_at is not null;");
        migration.CreateTable(
            "registration_defects",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                number = t.Column<int>(),
                severity = t.Column<int>(),
                what_id = t.Column<Guid>(),
                workaround_id = t.Column<Guid>(nullable: true),
                correct_by = t.Column<DateOnly>(nullable: true),
                corrected_by = t.Column<Guid>(nullable: true),
                corrected_at = t.Column<long>(nullable: true),
                passed_at = t.Column<long>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_defects", x => x.id);
                t.ForeignKey("fk_registration_defects_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_defects_what", x => x.what_id, "registration_reasons", "id");
                t.ForeignKey("fk_registration_defects_workaround", x => x.workaround_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_defects_severity", "severity between 1 and 4");
                t.CheckConstraint("ck_registration_defects_corrected", "(corrected_by is null) = (corrected_at is null) and (passed_at is null or corrected_at is not null)");
                t.CheckConstraint("ck_registration_defects_closed", "closed_at is null or passed_at is not null or severity >= 3");
            });
        migration.CreateIndex("ix_registration_defects_organisation_id_number", "registration_defects", ["organisation_id", "number"], unique: true);
        migration.CreateIndex("ix_registration_defects_what_id", "registration_defects", "what_id");
        migration.CreateIndex("ix_registration_defects_workaround_id", "registration_defects", "workaround_id");
        migration.NeverRemoved("registration_defects");
        migration.CreateTable(
            "registration_defect_steps",
            t => new
            {
                id = t.Column<Guid>(),
                defect_id = t.Column<Guid>(),
                number = t.Column<int>(),
                act = t.Column<string>(),
                side = t.Column<string>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
                severity = t.Column<int>(),
                correct_by = t.Column<DateOnly>(nullable: true),
                note_id = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_defect_steps", x => x.id);
                t.ForeignKey("fk_registration_defect_steps_defect", x => x.defect_id, "registration_defects", "id");
                t.ForeignKey("fk_registration_defect_steps_note", x => x.note_id, "registration_reasons", "id");
            });
        migration.CreateIndex("ix_registration_defect_steps_defect_id_number", "registration_defect_steps", ["defect_id", "number"], unique: true);
        migration.CreateIndex("ix_registration_defect_steps_note_id", "registration_defect_steps", "note_id");
        migration.InsertOnly("registration_defect_steps");
        migration.Refuse(
            "registration_schedules", "signed_off_nothing", "new.results is null and (new.signed_off_at is not null or new.hmcts_signed_off_at is not null)",
            "testing without results is not signed off");
    }
}
