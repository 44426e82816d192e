using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220009_Duplicates")]
internal sealed class DuplicateTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_duplicate_keys",
            t => new { organisation_id = t.Column<Guid>(), kind = t.Column<string>(), value = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_duplicate_keys", x => new { x.organisation_id, x.kind, x.value });
                t.ForeignKey("fk_registration_duplicate_keys_organisation", x => x.organisation_id, "registration_organisations", "id");
            });
        migrationBuilder.CreateIndex("ix_registration_duplicate_keys_kind_value", "registration_duplicate_keys", ["kind", "value"]);

        migrationBuilder.CreateTable(
            "registration_duplicate_decisions",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                other_id = t.Column<Guid>(),
                is_same = t.Column<bool>(),
                score = t.Column<int>(),
                reason_id = t.Column<Guid>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_duplicate_decisions", x => x.id);
                t.ForeignKey("fk_registration_duplicate_decisions_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_duplicate_decisions_other", x => x.other_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_duplicate_decisions_reason", x => x.reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_duplicate_decisions_other", "other_id <> organisation_id");
            });
        migrationBuilder.CreateIndex("ix_registration_duplicate_decisions_organisation_id_other_id", "registration_duplicate_decisions", ["organisation_id", "other_id"]);
        migrationBuilder.CreateIndex("ix_registration_duplicate_decisions_other_id", "registration_duplicate_decisions", "other_id");
        migrationBuilder.CreateIndex("ix_registration_duplicate_decisions_reason_id", "registration_duplicate_decisions", "reason_id");
        migrationBuilder.InsertOnly("registration_duplicate_decisions");
    }
}
