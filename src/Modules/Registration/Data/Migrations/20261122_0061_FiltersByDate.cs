using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>The board opens by date, so each filter has an index that goes on by date.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220061_FiltersByDate")]
internal sealed class FiltersByDate : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        foreach (var key in new[] { "stage", "owner_id", "turn" })
            migration.CreateIndex($"ix_registration_cases_{key}_by_date", "registration_cases", [key, "by_date"]);
    }
}
