using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Data.Migrations;

/// <summary>When a report came that an email couldn't be delivered, and its status code.</summary>
[DbContext(typeof(PlatformDbContext))]
[Migration("202611220110_BouncedEmails")]
internal sealed class BouncedEmails : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<long>("bounced_at", "platform_emails", nullable: true);
        migration.AddColumn<string>("bounce_status", "platform_emails", nullable: true);
    }
}
