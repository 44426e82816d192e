using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Data.Migrations;

/// <summary>What the virus scanner said of uploads.</summary>
[DbContext(typeof(PlatformDbContext))]
[Migration("202611220020_Scans")]
internal sealed class Scans : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "platform_scans",
            t => new { address = t.Column<string>(), signature = t.Column<string>(nullable: true), scanned_at = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_platform_scans", x => x.address));
        migration.InsertOnly("platform_scans");
    }
}
