using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220012_TriageExits")]
internal sealed class TriageExits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("follows_id", "registration_applications", nullable: true);
        migrationBuilder.CreateTable(
            "registration_appeals",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                application_id = t.Column<Guid>(),
                reason_id = t.Column<Guid>(),
                made_by = t.Column<Guid>(),
                made_at = t.Column<long>(),
                upheld = t.Column<bool>(nullable: true),
                decision_reason_id = t.Column<Guid>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_appeals", x => x.id);
                t.ForeignKey("fk_registration_appeals_application", x => x.application_id, "registration_applications", "id");
                t.ForeignKey("fk_registration_appeals_reason", x => x.reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_appeals_decided", "(upheld is null) = (decided_at is null) and (upheld is null) = (decided_by is null) and (upheld is null) = (decision_reason_id is null)");
            });
        migrationBuilder.CreateIndex("ix_registration_appeals_application_id", "registration_appeals", "application_id", unique: true);
        migrationBuilder.CreateIndex("ix_registration_appeals_organisation_id", "registration_appeals", "organisation_id");
        migrationBuilder.CreateIndex("ix_registration_appeals_reason_id", "registration_appeals", "reason_id");
        migrationBuilder.NeverRemoved("registration_appeals");

        migrationBuilder.CreateTable(
            "registration_field_questions",
            t => new
            {
                id = t.Column<Guid>(),
                application_id = t.Column<Guid>(),
                form_version = t.Column<int>(),
                field = t.Column<string>(),
                reason_id = t.Column<Guid>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_field_questions", x => x.id);
                t.ForeignKey("fk_registration_field_questions_application", x => x.application_id, "registration_applications", "id");
                t.ForeignKey("fk_registration_field_questions_reason", x => x.reason_id, "registration_reasons", "id");
            });
        migrationBuilder.CreateIndex("ix_registration_field_questions_application_id_form_version", "registration_field_questions", ["application_id", "form_version"]);
        migrationBuilder.CreateIndex("ix_registration_field_questions_reason_id", "registration_field_questions", "reason_id");
        migrationBuilder.InsertOnly("registration_field_questions");
    }
}
