using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>Agreements that passed to another organisation by a merger, and reviews that were cancelled by it.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220060_Mergers")]
internal sealed class Mergers : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<Guid>("novated_to", "agreements_agreements", nullable: true);
        migration.AddColumn<Guid>("novated_into", "agreements_agreements", nullable: true);
        migration.AddColumn<long>("cancelled_at", "agreements_service_reviews", nullable: true);
        migration.Refuse(
            "agreements_agreements", "novated",
            "(new.novated_to is not null or new.novated_into is not null) and (new.closed_at is null or new.closing_code <> 'novated' or new.novated_to is null or new.in_force_at is null)",
            "Only an agreement that was in force passes to another organisation");
        migration.Refuse(
            "agreements_service_reviews", "cancelled",
            "new.cancelled_at is not null and new.signed_for_organisation_at is not null and new.signed_for_hmcts_at is not null",
            "A review that is signed off is not cancelled");
    }
}
