using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>Targets that differ from the standard, and the accountable person who then signs too.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220003_AgreedTargets")]
internal sealed class AgreedTargets : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<string>("co_signatory", "agreements_agreements", nullable: true);
        migration.CreateTable(
            "agreements_agreed_targets",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                metric = t.Column<string>(),
                value = t.Column<string>(),
                reason = t.Column<string>(),
                set_by = t.Column<Guid>(),
                set_at = t.Column<long>(),
                ended_by = t.Column<Guid>(nullable: true),
                ended_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_agreements_agreed_targets", x => x.id));
        migration.CreateIndex("ix_agreements_one_target_a_metric", "agreements_agreed_targets", ["organisation_id", "metric"], unique: true, filter: "ended_at is null");
    }
}
