using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Data.Migrations;

[DbContext(typeof(PlatformDbContext))]
[Migration("202611220001_Platform")]
internal sealed class Platform : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "platform_events",
            t => new
            {
                id = t.Column<Guid>(),
                name = t.Column<string>(),
                subject = t.Column<Guid>(),
                body = t.Column<string>(),
                actor = t.Column<string>(),
                on_behalf_of = t.Column<Guid>(nullable: true),
                at = t.Column<long>(),
                correlation = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_platform_events", x => x.id));
        migration.CreateIndex("ix_platform_events_subject_id", "platform_events", ["subject", "id"]);
        migration.InsertOnly("platform_events");

        migration.CreateTable(
            "platform_event_positions",
            t => new { position = t.Column<long>(), event_id = t.Column<Guid>() },
            constraints: t => t.PrimaryKey("pk_platform_event_positions", x => x.position));
        migration.CreateIndex("ix_platform_event_positions_event_id", "platform_event_positions", "event_id", unique: true);
        migration.InsertOnly("platform_event_positions");

        migration.CreateTable(
            "platform_unsealed_events",
            t => new { event_id = t.Column<Guid>() },
            constraints: t => t.PrimaryKey("pk_platform_unsealed_events", x => x.event_id));

        migration.CreateTable(
            "platform_deliveries",
            t => new
            {
                item_key = t.Column<string>(),
                attempts = t.Column<int>(),
                next_at = t.Column<long>(),
                done_at = t.Column<long>(nullable: true),
                last_error = t.Column<string>(nullable: true),
                event_id = t.Column<Guid>(),
                handler = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_platform_deliveries", x => x.item_key));

        migration.CreateTable(
            "platform_due_items",
            t => new
            {
                item_key = t.Column<string>(),
                attempts = t.Column<int>(),
                next_at = t.Column<long>(),
                done_at = t.Column<long>(nullable: true),
                last_error = t.Column<string>(nullable: true),
                kind = t.Column<string>(),
                subject = t.Column<Guid>(),
                due_at = t.Column<long>(),
                payload = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_platform_due_items", x => x.item_key));
        migration.CreateIndex("ix_platform_due_items_subject", "platform_due_items", "subject");

        migration.CreateTable(
            "platform_emails",
            t => new
            {
                item_key = t.Column<string>(),
                attempts = t.Column<int>(),
                next_at = t.Column<long>(),
                done_at = t.Column<long>(nullable: true),
                last_error = t.Column<string>(nullable: true),
                recipient = t.Column<string>(),
                language = t.Column<string>(),
                subject_line = t.Column<string>(),
                paragraphs = t.Column<string>(),
                subject = t.Column<Guid>(),
                created_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_platform_emails", x => x.item_key));
        migration.CreateIndex("ix_platform_emails_subject_created_at", "platform_emails", ["subject", "created_at"]);

        foreach (var table in new[] { "platform_deliveries", "platform_due_items", "platform_emails" })
            migration.CreateIndex($"ix_{table}_next_at", table, "next_at", filter: "done_at is null");

        migration.CreateTable(
            "platform_idempotency",
            t => new
            {
                one_time_key = t.Column<string>(),
                command = t.Column<string>(),
                digest = t.Column<string>(),
                answer = t.Column<string>(),
                at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_platform_idempotency", x => new { x.one_time_key, x.command, x.digest }));

        migration.CreateTable(
            "platform_key_ring",
            t => new { name = t.Column<string>(), @protected = t.Column<string>() },
            constraints: t => t.PrimaryKey("pk_platform_key_ring", x => x.name));
    }
}
