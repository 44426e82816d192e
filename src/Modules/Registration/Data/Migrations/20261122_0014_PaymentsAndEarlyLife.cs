using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Who is paid nothing needs no bank account; early life support goes on while a gate is red.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220014_PaymentsAndEarlyLife")]
internal sealed class PaymentsAndEarlyLife : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<long>("bank_not_needed_at", "registration_set_ups", nullable: true);
        migration.AddColumn<long>("early_life_prolonged_at", "registration_go_lives", nullable: true);
    }
}
