using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Organisations that leave, and the checklist of each.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220031_Departures")]
internal sealed class Departures : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<DateOnly>("leaves_on", "registration_cases", nullable: true);
        migration.CreateTable(
            "registration_departures",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                side = t.Column<string>(),
                notice_by = t.Column<Guid>(),
                notice_at = t.Column<long>(),
                last_day = t.Column<DateOnly>(),
                reason_id = t.Column<Guid>(),
                taken_back_at = t.Column<long>(nullable: true),
                taken_back_by = t.Column<Guid>(nullable: true),
                left_at = t.Column<long>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
                closed_by = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_departures", x => x.id);
                t.ForeignKey("fk_registration_departures_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.ForeignKey("fk_registration_departures_reason", x => x.reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_departures_back", "(taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null or left_at is null)");
                t.CheckConstraint("ck_registration_departures_closed", "(closed_at is null) = (closed_by is null) and (closed_at is null or left_at is not null)");
                t.CheckConstraint("ck_registration_departures_two_people", "closed_by is null or closed_by <> notice_by");
            });
        migration.CreateIndex("ix_registration_departures_organisation_id", "registration_departures", "organisation_id", unique: true, filter: "taken_back_at is null");
        migration.NeverRemoved("registration_departures");
        migration.CreateTable(
            "registration_departure_checks",
            t => new
            {
                id = t.Column<Guid>(),
                departure_id = t.Column<Guid>(),
                item = t.Column<string>(),
                reason_id = t.Column<Guid>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_departure_checks", x => x.id);
                t.ForeignKey("fk_registration_departure_checks_departure", x => x.departure_id, "registration_departures", "id");
                t.ForeignKey("fk_registration_departure_checks_reason", x => x.reason_id, "registration_reasons", "id");
            });
        migration.CreateIndex("ix_registration_departure_checks_departure_id_item", "registration_departure_checks", ["departure_id", "item"], unique: true);
        migration.InsertOnly("registration_departure_checks");
    }
}
