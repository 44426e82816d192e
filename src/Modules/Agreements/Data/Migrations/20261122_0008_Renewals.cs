using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>What is in force is issued anew: why, and when the later round took its place. One round of a kind binds at a time.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220008_Renewals")]
internal sealed class Renewals : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<Guid>("renewal_reason_id", "agreements_agreements", nullable: true);
        migration.AddColumn<long>("superseded_at", "agreements_agreements", nullable: true);
        migration.CreateIndex(
            "ix_agreements_one_binding_round", "agreements_agreements", ["organisation_id", "kind"], unique: true, filter: "in_force_at is not null and superseded_at is null");
        migration.AddColumn<string>("renewal_reason", "agreements_security_assessments", nullable: true);
        migration.AddColumn<Guid>("renewal_asked_by", "agreements_security_assessments", nullable: true);
        migration.AddColumn<long>("renewal_asked_at", "agreements_security_assessments", nullable: true);
    }
}
