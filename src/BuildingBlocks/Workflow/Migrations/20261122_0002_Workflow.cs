using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Workflow.Migrations;

[DbContext(typeof(WorkflowDbContext))]
[Migration("202611220002_Workflow")]
internal sealed class Workflow : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "workflow_definitions",
            t => new { definition_id = t.Column<string>(), version = t.Column<int>(), hash = t.Column<string>(), pinned_at = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_workflow_definitions", x => new { x.definition_id, x.version }));
        migration.InsertOnly("workflow_definitions");

        migration.CreateTable(
            "workflow_instances",
            t => new
            {
                id = t.Column<Guid>(),
                definition_id = t.Column<string>(),
                version = t.Column<int>(),
                correlation_id = t.Column<Guid>(),
                position = t.Column<string>(),
                status = t.Column<string>(),
                steps = t.Column<int>(),
                row_version = t.Column<int>(),
                started_at = t.Column<long>(),
                ended_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_workflow_instances", x => x.id));
        migration.CreateIndex("ix_workflow_instances_definition_id_correlation_id", "workflow_instances", ["definition_id", "correlation_id"], unique: true, filter: "ended_at is null");
        migration.CreateIndex("ix_workflow_instances_correlation_id", "workflow_instances", "correlation_id");

        migration.CreateTable(
            "workflow_bookmarks",
            t => new
            {
                id = t.Column<Guid>(),
                instance_id = t.Column<Guid>(),
                node_id = t.Column<string>(),
                attempts = t.Column<int>(),
                next_at = t.Column<long>(nullable: true),
                created_at = t.Column<long>(),
                due_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_workflow_bookmarks", x => x.id));
        migration.CreateIndex("ix_workflow_bookmarks_instance_id_node_id", "workflow_bookmarks", ["instance_id", "node_id"], unique: true);
        migration.CreateIndex("ix_workflow_bookmarks_next_at", "workflow_bookmarks", "next_at", filter: "next_at is not null");

        migration.CreateTable(
            "workflow_waits",
            t => new
            {
                bookmark_id = t.Column<Guid>(),
                event_name = t.Column<string>(),
                instance_id = t.Column<Guid>(),
                correlation_id = t.Column<Guid>(),
                definition_id = t.Column<string>(),
                round_kind = t.Column<string>(nullable: true),
                round_number = t.Column<int>(),
            },
            constraints: t => t.PrimaryKey("pk_workflow_waits", x => new { x.bookmark_id, x.event_name }));
        migration.CreateIndex("ix_workflow_waits_correlation_id_event_name", "workflow_waits", ["correlation_id", "event_name"]);

        migration.CreateTable(
            "workflow_signals",
            t => new
            {
                correlation_id = t.Column<Guid>(),
                event_name = t.Column<string>(),
                event_id = t.Column<Guid>(),
                definition_id = t.Column<string>(),
                round_kind = t.Column<string>(nullable: true),
                round_number = t.Column<int>(),
                at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_workflow_signals", x => new { x.correlation_id, x.event_name, x.event_id, x.definition_id }));

        migration.CreateTable(
            "workflow_journal",
            t => new
            {
                instance_id = t.Column<Guid>(),
                number = t.Column<int>(),
                node_id = t.Column<string>(),
                outcome = t.Column<string>(),
                at = t.Column<long>(),
                detail = t.Column<string>(nullable: true),
                event_id = t.Column<Guid>(nullable: true),
                reason_id = t.Column<Guid>(nullable: true),
                actor = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_workflow_journal", x => new { x.instance_id, x.number }));
        migration.InsertOnly("workflow_journal");

        migration.CreateTable(
            "workflow_incidents",
            t => new
            {
                id = t.Column<Guid>(),
                instance_id = t.Column<Guid>(),
                bookmark_id = t.Column<Guid>(),
                node_id = t.Column<string>(),
                error = t.Column<string>(),
                attempts = t.Column<int>(),
                raised_at = t.Column<long>(),
                retry_at = t.Column<long>(nullable: true),
                resolved_at = t.Column<long>(nullable: true),
                resolution = t.Column<string>(nullable: true),
                resolved_by = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_workflow_incidents", x => x.id));
        migration.CreateIndex("ix_workflow_incidents_bookmark_id", "workflow_incidents", "bookmark_id", unique: true, filter: "resolved_at is null");
        migration.CreateIndex("ix_workflow_incidents_instance_id", "workflow_incidents", "instance_id");

        // Why a person skipped a step: kept apart from the journal, so that it can be erased.
        migration.CreateTable(
            "workflow_reasons",
            t => new { id = t.Column<Guid>(), text = t.Column<string>() },
            constraints: t => t.PrimaryKey("pk_workflow_reasons", x => x.id));
    }
}
