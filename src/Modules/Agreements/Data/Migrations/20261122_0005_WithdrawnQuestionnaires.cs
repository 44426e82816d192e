using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>A questionnaire ends when the organisation withdraws.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220005_WithdrawnQuestionnaires")]
internal sealed class WithdrawnQuestionnaires : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<long>("withdrawn_at", "agreements_security_assessments", nullable: true);
}
