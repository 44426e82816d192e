using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>In which role somebody of an organisation gave notice.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611230121_NoticeRole")]
internal sealed class NoticeRole : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<string>("notice_role", "registration_departures", nullable: true);
}
