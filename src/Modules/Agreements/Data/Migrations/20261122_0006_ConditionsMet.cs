using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>The conditions of an approval are met when the assessor has seen it.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220006_ConditionsMet")]
internal sealed class ConditionsMet : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<Guid>("conditions_met_by", "agreements_security_assessments", nullable: true);
        migration.AddColumn<long>("conditions_met_at", "agreements_security_assessments", nullable: true);
    }
}
