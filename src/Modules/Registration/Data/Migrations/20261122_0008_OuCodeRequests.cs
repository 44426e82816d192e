using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220008_OuCodeRequests")]
internal sealed class OuCodeRequestTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_ou_code_requests",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                asked_by = t.Column<Guid>(),
                asked_at = t.Column<long>(),
                code = t.Column<string>(nullable: true),
                closed_by = t.Column<Guid>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_ou_code_requests", x => x.id);
                t.ForeignKey("fk_registration_ou_code_requests_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_ou_code_requests_closed", "(closed_by is null) = (closed_at is null) and (code is null or closed_at is not null)");
            });
        migrationBuilder.CreateIndex("ix_registration_ou_code_requests_organisation_id", "registration_ou_code_requests", "organisation_id", unique: true, filter: "closed_at is null");
        migrationBuilder.NeverRemoved("registration_ou_code_requests");
    }
}
