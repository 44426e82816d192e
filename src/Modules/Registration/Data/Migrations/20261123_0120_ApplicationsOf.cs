using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>The applications of one organisation, those that ended included: every page and decision on it asks for them.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611230120_ApplicationsOf")]
internal sealed class ApplicationsOf : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateIndex("ix_registration_applications_organisation_id_started_at", "registration_applications", ["organisation_id", "started_at"]);
}
