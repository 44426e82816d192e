using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Suspensions, and where a suspended organisation goes on.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220030_Suspensions")]
internal sealed class Suspensions : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<string>("resumes_at", "registration_cases", nullable: true);
        migration.CreateTable(
            "registration_suspensions",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                scope = t.Column<string>(),
                reason_code = t.Column<string>(),
                reason_id = t.Column<Guid>(nullable: true),
                asked_by = t.Column<Guid>(nullable: true),
                asked_at = t.Column<long>(),
                is_urgent = t.Column<bool>(),
                approved = t.Column<bool>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
                decision_reason_id = t.Column<Guid>(nullable: true),
                began_at = t.Column<long>(nullable: true),
                ended_at = t.Column<long>(nullable: true),
                ended_by = t.Column<Guid>(nullable: true),
                ending_reason_id = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_suspensions", x => x.id);
                t.ForeignKey("fk_registration_suspensions_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_suspensions_reason", x => x.reason_id, "registration_reasons", "id");
                t.ForeignKey("fk_registration_suspensions_decision_reason", x => x.decision_reason_id, "registration_reasons", "id");
                t.ForeignKey("fk_registration_suspensions_ending_reason", x => x.ending_reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_suspensions_decision", "(approved is null) = (decided_by is null) and (approved is null) = (decided_at is null)");
                t.CheckConstraint("ck_registration_suspensions_two_people", "decided_by is null or decided_by <> asked_by");
                // By itself, at once for security, or because a second person said so: nobody stops an organisation alone.
                t.CheckConstraint("ck_registration_suspensions_begins", "began_at is null or asked_by is null or is_urgent or (approved is not null and approved)");
                t.CheckConstraint("ck_registration_suspensions_ends", "(ended_by is null) = (ending_reason_id is null) and (ended_by is null or ended_at is not null)");
            });
        migration.CreateIndex("ix_registration_suspensions_organisation_id_reason_code", "registration_suspensions", ["organisation_id", "reason_code"], unique: true, filter: "ended_at is null");
        migration.NeverRemoved("registration_suspensions");
    }
}
