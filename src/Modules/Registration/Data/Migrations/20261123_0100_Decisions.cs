using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Who started a clock: a decision that waits for a second person doesn't stand on the desk of the first.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611230100_Decisions")]
internal sealed class ClocksKnowWhoStartedThem : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<Guid>("started_by", "registration_clocks", nullable: true);
}
