using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>The days of a clock's steps, where the operator had set others than the usual ones when it started.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611230101_ClockDays")]
internal sealed class ClockDays : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<string>("days", "registration_clocks", nullable: true);
}
