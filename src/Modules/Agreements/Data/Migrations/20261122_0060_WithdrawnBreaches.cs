using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>A breach whose figure was corrected to one that meets the target is withdrawn.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220060_WithdrawnBreaches")]
internal sealed class WithdrawnBreaches : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<long>("withdrawn_at", "agreements_service_breaches", nullable: true);
}
