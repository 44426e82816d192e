using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Which version of which notice pack an organisation was given, and when.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220060_IssuedPacks")]
internal sealed class IssuedPacks : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_issued_packs",
            t => new
            {
                id = t.Column<Guid>(),
                notice_round_id = t.Column<Guid>(),
                family = t.Column<string>(),
                language = t.Column<string>(),
                version = t.Column<string>(),
                issued_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_issued_packs", x => x.id);
                t.ForeignKey("fk_registration_issued_packs_round", x => x.notice_round_id, "registration_notice_rounds", "id");
                t.CheckConstraint("ck_registration_issued_packs_language", "language in ('en', 'cy')");
            });
        migration.CreateIndex("ix_registration_issued_packs_once", "registration_issued_packs", ["notice_round_id", "family", "language", "version"], unique: true);
        migration.InsertOnly("registration_issued_packs");
    }
}
