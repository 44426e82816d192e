using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Access.Data.Migrations;

/// <summary>What a person holds is asked with every request.</summary>
[DbContext(typeof(AccessDbContext))]
[Migration("202611220060_MembershipsOfAPerson")]
internal sealed class MembershipsOfAPerson : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateIndex("ix_access_memberships_person_id", "access_memberships", "person_id", filter: "held_until is null");
}
