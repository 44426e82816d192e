using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>A merger stays final, but its document loses its name once the organisation is erased; those closed before this get their day.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220110_Erasure")]
internal sealed class ErasureOfClosedOrganisations : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.Law(
            sqlite: "drop trigger registration_mergers_final;",
            postgres: "drop trigger registration_mergers_final on registration_mergers; drop function registration_mergers_final();");
        migration.RefuseChange(
            "registration_mergers", "final",
            "old.merged_at is not null and (new.merged_at is null or new.merged_at <> old.merged_at or new.into_id <> old.into_id or coalesce(new.file_name, '') <> '')",
            "A merger is final");
        migration.Sql(
            """
            insert into platform_due_items (item_key, kind, subject, due_at, payload, attempts, next_at)
            select 'registration.retention ' || cast(a.id as text), 'registration.retention', c.id, c.since + 220924800000000, cast(a.id as text), 0, c.since + 220924800000000
            from registration_cases c join registration_applications a on a.organisation_id = c.id and a.ended_at is null where c.stage = 'Closed';
            """);
    }
}
