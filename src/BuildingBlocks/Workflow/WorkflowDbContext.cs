using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>The engine's tables: made and compared here, written by the runner's own statements.</summary>
internal sealed class WorkflowDbContext(UnitOfWork unit, EventRows events) : ModuleDbContext(unit, events, "workflow")
{
    protected override void Shape(ModelBuilder model)
    {
        model.Entity<PinnedRow>(e => e.ToTable("Definitions").HasKey(x => new { x.DefinitionId, x.Version }));
        model.Entity<InstanceRow>(e =>
        {
            e.ToTable("Instances");
            e.HasIndex(x => new { x.DefinitionId, x.CorrelationId }).IsUnique().HasFilter("ended_at is null");
            e.HasIndex(x => x.CorrelationId);
        });
        model.Entity<BookmarkRow>(e =>
        {
            e.ToTable("Bookmarks");
            e.HasIndex(x => new { x.InstanceId, x.NodeId }).IsUnique();
            e.HasIndex(x => x.NextAt).HasFilter("next_at is not null");
        });
        model.Entity<WaitRow>(e =>
        {
            e.ToTable("Waits").HasKey(x => new { x.BookmarkId, x.EventName });
            e.HasIndex(x => new { x.CorrelationId, x.EventName });
        });
        model.Entity<SignalRow>(e => e.ToTable("Signals").HasKey(x => new { x.CorrelationId, x.EventName, x.EventId, x.DefinitionId }));
        model.Entity<JournalRow>(e => e.ToTable("Journal").HasKey(x => new { x.InstanceId, x.Number }));
        model.Entity<IncidentRow>(e =>
        {
            e.ToTable("Incidents");
            e.HasIndex(x => x.BookmarkId).IsUnique().HasFilter("resolved_at is null");
            e.HasIndex(x => x.InstanceId);
        });
        model.Entity<ReasonRow>(e => e.ToTable("Reasons"));
    }

    private sealed class PinnedRow
    {
        public string DefinitionId { get; init; } = "";
        public int Version { get; init; }
        public string Hash { get; init; } = "";
        public DateTimeOffset PinnedAt { get; init; }
    }

    private sealed class InstanceRow
    {
        public Guid Id { get; init; }
        public string DefinitionId { get; init; } = "";
        public int Version { get; init; }
        public Guid CorrelationId { get; init; }
        public string Position { get; init; } = "";
        public string Status { get; init; } = "";
        public int Steps { get; init; }
        public int RowVersion { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
    }

    private sealed class BookmarkRow
    {
        public Guid Id { get; init; }
        public Guid InstanceId { get; init; }
        public string NodeId { get; init; } = "";
        public int Attempts { get; init; }
        public DateTimeOffset? NextAt { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? DueAt { get; init; }
    }

    private sealed class WaitRow
    {
        public Guid BookmarkId { get; init; }
        public string EventName { get; init; } = "";
        public Guid InstanceId { get; init; }
        public Guid CorrelationId { get; init; }
        public string DefinitionId { get; init; } = "";
        public string? RoundKind { get; init; }
        public int RoundNumber { get; init; }
    }

    private sealed class SignalRow
    {
        public Guid CorrelationId { get; init; }
        public string EventName { get; init; } = "";
        public Guid EventId { get; init; }
        public string DefinitionId { get; init; } = "";
        public string? RoundKind { get; init; }
        public int RoundNumber { get; init; }
        public DateTimeOffset At { get; init; }
    }

    private sealed class JournalRow
    {
        public Guid InstanceId { get; init; }
        public int Number { get; init; }
        public string NodeId { get; init; } = "";
        public string Outcome { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string? Detail { get; init; }
        public Guid? EventId { get; init; }
        public Guid? ReasonId { get; init; }
        public string Actor { get; init; } = "";
    }

    private sealed class IncidentRow
    {
        public Guid Id { get; init; }
        public Guid InstanceId { get; init; }
        public Guid BookmarkId { get; init; }
        public string NodeId { get; init; } = "";
        public string Error { get; init; } = "";
        public int Attempts { get; init; }
        public DateTimeOffset RaisedAt { get; init; }
        public DateTimeOffset? RetryAt { get; init; }
        public DateTimeOffset? ResolvedAt { get; init; }
        public string? Resolution { get; init; }
        public string? ResolvedBy { get; init; }
    }

    private sealed class ReasonRow
    {
        public Guid Id { get; init; }
        public string Text { get; init; } = "";
    }
}
