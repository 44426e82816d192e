using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Organisations that were merged into others, and what became of the people of each. Merged is final, and nobody is merged into what has ended.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220060_Mergers")]
internal sealed class Mergers : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_mergers",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                into_id = t.Column<Guid>(),
                is_duplicate = t.Column<bool>(),
                reissue = t.Column<bool>(),
                reason_id = t.Column<Guid>(),
                file_name = t.Column<string>(nullable: true),
                address = t.Column<string>(nullable: true),
                sha256 = t.Column<string>(nullable: true),
                asked_by = t.Column<Guid>(),
                asked_at = t.Column<long>(),
                approved = t.Column<bool>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
                decision_reason_id = t.Column<Guid>(nullable: true),
                merged_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_mergers", x => x.id);
                t.ForeignKey("fk_registration_mergers_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_mergers_into", x => x.into_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_mergers_reason", x => x.reason_id, "registration_reasons", "id");
                t.ForeignKey("fk_registration_mergers_decision_reason", x => x.decision_reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_mergers_into", "into_id <> organisation_id");
                t.CheckConstraint("ck_registration_mergers_decision", "(approved is null) = (decided_by is null) and (approved is null) = (decided_at is null)");
                t.CheckConstraint("ck_registration_mergers_two_people", "decided_by is null or decided_by <> asked_by");
                // A duplicate application by one officer; a live organisation only because a second person said so, and with a document.
                t.CheckConstraint("ck_registration_mergers_merged", "merged_at is null or is_duplicate or (approved is not null and approved)");
                t.CheckConstraint("ck_registration_mergers_document", "is_duplicate or address is not null");
            });
        migration.CreateIndex("ix_registration_mergers_organisation_id", "registration_mergers", "organisation_id", unique: true, filter: "approved is null or merged_at is not null");
        migration.CreateIndex("ix_registration_mergers_into_id", "registration_mergers", "into_id");
        migration.NeverRemoved("registration_mergers");
        migration.Refuse(
            "registration_mergers", "into_ended",
            """
            new.merged_at is not null and (
                exists (select 1 from registration_mergers m where m.organisation_id = new.into_id and m.merged_at is not null)
                or exists (select 1 from registration_cases c where c.id = new.into_id and c.stage in ('Withdrawn', 'Rejected', 'Lapsed', 'OffBoarding', 'Closed', 'Merged')))
            """,
            "Nothing is merged into an organisation that has ended");
        migration.CreateTable(
            "registration_merger_people",
            t => new { id = t.Column<Guid>(), merger_id = t.Column<Guid>(), person_id = t.Column<Guid>(), moves = t.Column<bool>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_merger_people", x => x.id);
                t.ForeignKey("fk_registration_merger_people_merger", x => x.merger_id, "registration_mergers", "id");
            });
        migration.CreateIndex("ix_registration_merger_people_merger_id_person_id", "registration_merger_people", ["merger_id", "person_id"], unique: true);
        migration.InsertOnly("registration_merger_people");
        migration.RefuseChange("registration_mergers", "final", "old.merged_at is not null", "A merger is final");
        migration.RefuseChange("registration_cases", "merged", "old.stage = 'Merged' and new.stage <> 'Merged'", "An organisation that was merged stays merged");
    }
}
