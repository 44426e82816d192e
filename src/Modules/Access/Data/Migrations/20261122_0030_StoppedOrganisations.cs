using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Access.Data.Migrations;

/// <summary>Organisations whose people can't come in.</summary>
[DbContext(typeof(AccessDbContext))]
[Migration("202611220030_StoppedOrganisations")]
internal sealed class StoppedOrganisations : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.CreateTable(
        "access_stopped_organisations",
        t => new { organisation_id = t.Column<Guid>(), since = t.Column<long>() },
        constraints: t => t.PrimaryKey("pk_access_stopped_organisations", x => x.organisation_id));
}
