using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>The platform's own tables, for reading; they are written by statements in the open transaction.</summary>
public sealed class PlatformDbContext(UnitOfWork unit, EventRows events) : ModuleDbContext(unit, events, "platform")
{
    /// <summary>What has happened, insert-only.</summary>
    public DbSet<EventRow> Events => Set<EventRow>();

    /// <summary>The gapless order of events.</summary>
    public DbSet<EventPosition> EventPositions => Set<EventPosition>();

    /// <summary>Email, sent and to be sent.</summary>
    public DbSet<EmailRow> Emails => Set<EmailRow>();

    /// <inheritdoc />
    protected override void Shape(ModelBuilder model)
    {
        model.Entity<EventRow>(e => e.HasIndex(x => new { x.Subject, x.Id }));
        model.Entity<EventPosition>(e =>
        {
            e.HasKey(x => x.Position);
            e.Property(x => x.Position).ValueGeneratedNever();
            e.HasIndex(x => x.EventId).IsUnique();
        });
        model.Entity<EmailRow>(e =>
        {
            e.HasKey(x => x.ItemKey);
            e.HasIndex(x => new { x.Subject, x.CreatedAt });
            e.HasIndex(x => x.NextAt).HasFilter("done_at is null");
        });
        model.Entity<UnsealedEvent>(e => e.ToTable("UnsealedEvents").HasKey(x => x.EventId));
        model.Entity<DeliveryRow>(e =>
        {
            e.ToTable("Deliveries").HasKey(x => x.ItemKey);
            e.HasIndex(x => x.NextAt).HasFilter("done_at is null");
        });
        model.Entity<DueItemRow>(e =>
        {
            e.ToTable("DueItems").HasKey(x => x.ItemKey);
            e.HasIndex(x => x.NextAt).HasFilter("done_at is null");
            e.HasIndex(x => x.Subject);
        });
        model.Entity<IdempotencyRow>(e => e.ToTable("Idempotency").HasKey(x => new { x.OneTimeKey, x.Command, x.Digest }));
        model.Entity<Documents.ScanRow>(e =>
        {
            e.ToTable("Scans").HasKey(x => x.Address);
            e.HasIndex(x => x.Signature).HasFilter("signature is not null");
        });
        model.Entity<UnscannedUpload>(e => e.ToTable("UnscannedUploads").HasKey(x => x.Address));
        model.Entity<KeyRingRow>(e => e.ToTable("KeyRing").HasKey(x => x.Name));
    }

    private sealed class UnsealedEvent
    {
        public Guid EventId { get; init; }
    }

    private sealed class UnscannedUpload
    {
        public string Address { get; init; } = "";
    }

    private sealed class DeliveryRow : LeasedRow
    {
        public Guid EventId { get; init; }
        public string Handler { get; init; } = "";
    }

    private sealed class DueItemRow : LeasedRow
    {
        public string Kind { get; init; } = "";
        public Guid Subject { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public string Payload { get; init; } = "";
    }

    private sealed class IdempotencyRow
    {
        public string OneTimeKey { get; init; } = "";
        public string Command { get; init; } = "";
        public string Digest { get; init; } = "";
        public string Answer { get; init; } = "";
        public DateTimeOffset At { get; init; }
    }

    private sealed class KeyRingRow
    {
        public string Name { get; init; } = "";
        public string Protected { get; init; } = "";
    }
}

/// <summary>One event as stored.</summary>
public sealed class EventRow
{
    /// <summary>Version-7 Guid of the event.</summary>
    public Guid Id { get; init; }

    /// <summary>Module and name, such as <c>Registration.ApplicationSubmitted</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is about.</summary>
    public Guid Subject { get; init; }

    /// <summary>The event as JSON: ids, codes, dates and numbers.</summary>
    public string Body { get; init; } = "";

    /// <summary>Who did it, as <see cref="Domain.Actor.Code"/>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The organisation on whose behalf HMCTS acted.</summary>
    public Guid? OnBehalfOf { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The request that began it.</summary>
    public string Correlation { get; init; } = "";
}

/// <summary>The place of one event in the one order that all readers share.</summary>
public sealed class EventPosition
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Position { get; init; }

    /// <summary>The event.</summary>
    public Guid EventId { get; init; }
}

/// <summary>What every row of leased work has.</summary>
public abstract class LeasedRow
{
    /// <summary>Unique.</summary>
    public string ItemKey { get; init; } = "";

    /// <summary>Tries so far, the fencing token.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this time: the due time, the end of a lease or of a back-off.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>When it was done, null until then.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The kind of the last failure.</summary>
    public string? LastError { get; init; }
}

/// <summary>One email; its key is the Message-ID, made with the row, so that it is the same at every try.</summary>
public sealed class EmailRow : LeasedRow
{
    /// <summary>To whom.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>In which language: en or cy.</summary>
    public string Language { get; init; } = "";

    /// <summary>The subject line's key and arguments.</summary>
    public string SubjectLine { get; init; } = "";

    /// <summary>The paragraphs' keys and arguments, a JSON array.</summary>
    public string Paragraphs { get; init; } = "";

    /// <summary>What it is about, usually the organisation.</summary>
    public Guid Subject { get; init; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a report came that it couldn't be delivered; null while none has.</summary>
    public DateTimeOffset? BouncedAt { get; init; }

    /// <summary>What that report says: an enhanced status code (RFC 3463), such as <c>5.1.1</c> for an address that isn't there.</summary>
    public string? BounceStatus { get; init; }
}
