using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>How long finished onboardings took, and the forecasts that were made from them; both are written once.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220040_Forecasts")]
internal sealed class Forecasts : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_finished_cases",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(nullable: true),
                kind = t.Column<string>(),
                builds_interface = t.Column<bool>(),
                submitted_on = t.Column<DateOnly>(),
                live_on = t.Column<DateOnly>(),
                registration = t.Column<int>(),
                agreements = t.Column<int>(),
                security = t.Column<int>(),
                technical = t.Column<int>(),
                set_up = t.Column<int>(),
                readiness = t.Column<int>(),
                countdown = t.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_finished_cases", x => x.id);
                t.ForeignKey("fk_registration_finished_cases_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_finished_cases_order", "live_on >= submitted_on");
                t.CheckConstraint("ck_registration_finished_cases_days", "registration >= 0 and agreements >= 0 and security >= 0 and technical >= 0 and set_up >= 0 and readiness >= 0 and countdown >= 0");
            });
        migration.CreateIndex("ix_registration_finished_cases_organisation_id", "registration_finished_cases", "organisation_id", unique: true, filter: "organisation_id is not null");
        migration.InsertOnly("registration_finished_cases");

        migration.CreateTable(
            "registration_forecasts",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                made_at = t.Column<long>(),
                made_on = t.Column<DateOnly>(),
                stage = t.Column<string>(),
                median_on = t.Column<DateOnly>(),
                likely_on = t.Column<DateOnly>(),
                naive_on = t.Column<DateOnly>(),
                from = t.Column<string>(),
                cases = t.Column<int>(),
                moves_most = t.Column<string>(nullable: true),
                days_saved = t.Column<int>(),
                inputs = t.Column<string>(),
                inputs_hash = t.Column<string>(),
                slipped_by = t.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_forecasts", x => x.id);
                t.ForeignKey("fk_registration_forecasts_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_forecasts_order", "likely_on >= median_on and median_on > made_on and naive_on > made_on");
                t.CheckConstraint("ck_registration_forecasts_cases", "cases >= 20");
            });
        migration.CreateIndex("ix_registration_forecasts_organisation_id_made_at", "registration_forecasts", ["organisation_id", "made_at"]);
        migration.InsertOnly("registration_forecasts");
    }
}
