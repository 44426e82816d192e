using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220051_MainEmailChecks")]
internal sealed class MainEmailCheckTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_main_email_checks",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                email = t.Column<string>(),
                token_hash = t.Column<string>(),
                sent_at = t.Column<long>(),
                confirmed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_main_email_checks", x => x.id);
                t.ForeignKey("fk_registration_main_email_checks_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_main_email_checks_sent", "token_hash <> '' or confirmed_at is not null");
            });
        migrationBuilder.CreateIndex("ix_registration_main_email_checks_organisation_id_email", "registration_main_email_checks", ["organisation_id", "email"], unique: true);
        migrationBuilder.CreateIndex("ix_registration_main_email_checks_token_hash", "registration_main_email_checks", "token_hash");
        migrationBuilder.NeverRemoved("registration_main_email_checks");
    }
}
