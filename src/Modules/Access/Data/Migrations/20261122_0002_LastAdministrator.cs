using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Access.Data.Migrations;

/// <summary>Whoever writes it: the role of the last administrator with an account that works does not end.</summary>
[DbContext(typeof(AccessDbContext))]
[Migration("202611220002_LastAdministrator")]
internal sealed class LastAdministrator : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Refuse(
        "access_memberships", "last_administrator",
        """
        new.role = 'administrator' and new.organisation_id is null and new.held_until is not null and not exists (
            select 1 from access_memberships m join access_people p on p.id = m.person_id
            where m.role = 'administrator' and m.organisation_id is null and m.held_until is null and p.activated_at is not null and m.id <> new.id)
        """,
        "the last administrator stays");
}
