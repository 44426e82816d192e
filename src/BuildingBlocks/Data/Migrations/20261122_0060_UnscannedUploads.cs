using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Data.Migrations;

/// <summary>Uploads that wait for the virus scanner, and a way to the few in which it found something.</summary>
[DbContext(typeof(PlatformDbContext))]
[Migration("202611220060_UnscannedUploads")]
internal sealed class UnscannedUploads : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "platform_unscanned_uploads",
            t => new { address = t.Column<string>() },
            constraints: t => t.PrimaryKey("pk_platform_unscanned_uploads", x => x.address));
        migration.CreateIndex("ix_platform_scans_signature", "platform_scans", "signature", filter: "signature is not null");
    }
}
