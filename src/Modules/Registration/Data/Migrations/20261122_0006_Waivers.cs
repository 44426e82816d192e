using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Waivers of gates, and what a gate's page says besides its state.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220006_Waivers")]
internal sealed class Waivers : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<DateOnly>("expected_on", "registration_gates", nullable: true);
        migration.AddColumn<bool>("may_be_waived", "registration_gates", defaultValue: false);
        // A row a week that was asked about: its lock is the queue before the weekly limit of the calendar.
        migration.CreateTable("registration_service_weeks", t => new { monday = t.Column<DateOnly>(), kind = t.Column<string>() }, constraints: t => t.PrimaryKey("pk_registration_service_weeks", x => new { x.monday, x.kind }));
        migration.CreateIndex("ix_registration_schedules_testing_from", "registration_schedules", ["testing_from"]);
        migration.CreateIndex("ix_registration_schedules_go_live_on", "registration_schedules", ["go_live_on"]);
        migration.CreateTable(
            "registration_waivers",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                gate = t.Column<int>(),
                reason_id = t.Column<Guid>(),
                expires_on = t.Column<DateOnly>(),
                asked_by = t.Column<Guid>(),
                asked_at = t.Column<long>(),
                approved = t.Column<bool>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
                decision_reason_id = t.Column<Guid>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_waivers", x => x.id);
                t.ForeignKey("fk_registration_waivers_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_waivers_reason", x => x.reason_id, "registration_reasons", "id");
                t.ForeignKey("fk_registration_waivers_decision_reason", x => x.decision_reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_waivers_decision", "(approved is null) = (decided_by is null) and (approved is null) = (decided_at is null)");
                t.CheckConstraint("ck_registration_waivers_two_people", "decided_by is null or decided_by <> asked_by");
            });
        migration.CreateIndex("ix_registration_waivers_organisation_id_gate", "registration_waivers", ["organisation_id", "gate"], unique: true, filter: "closed_at is null");
        migration.NeverRemoved("registration_waivers");
        // A gate passes for a waiver only while two people's waiver stands.
        migration.Refuse(
            "registration_gates", "waived",
            "new.state = 'Waived' and not exists (select 1 from registration_waivers w where w.organisation_id = new.organisation_id and w.gate = new.number and w.approved and w.closed_at is null)",
            "Nobody has waived this gate");
    }
}
