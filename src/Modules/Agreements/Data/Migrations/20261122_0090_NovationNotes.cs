using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>What a merger hands on: the novation note as a document, and the open actions of reviews with the organisation that they come from.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220090_NovationNotes")]
internal sealed class NovationNotes : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<string>("novation_pdf", "agreements_agreements", nullable: true);
        migration.AddColumn<string>("novation_sha256", "agreements_agreements", nullable: true);
        migration.AddColumn<Guid>("passed_from", "agreements_service_actions", nullable: true);
        migration.AddColumn<long>("passed_at", "agreements_service_actions", nullable: true);
        migration.Refuse(
            "agreements_agreements", "novation_note",
            "(new.novation_pdf is null) <> (new.novation_sha256 is null) or (new.novation_pdf is not null and new.novated_to is null)",
            "Only an agreement that passed to another organisation has a novation note");
        migration.Refuse(
            "agreements_service_actions", "passed",
            "(new.passed_from is null) <> (new.passed_at is null) or new.passed_from = new.organisation_id",
            "An action that passed comes from another organisation");
        // Notes of mergers before this migration are made too, and the accountable persons told.
        migration.Sql(
            """
            insert into platform_due_items (item_key, kind, subject, due_at, payload, attempts, next_at)
            select 'agreements.novation-notes ' || cast(a.organisation_id as text), 'agreements.novation-notes', a.organisation_id, max(a.closed_at), cast(a.organisation_id as text), 0, max(a.closed_at)
            from agreements_agreements a where a.novated_to is not null group by a.organisation_id;
            """);
    }
}
