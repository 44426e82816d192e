using MediatR;

namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>
/// A fact that has happened, named in the past tense. It carries ids, codes, dates and numbers only, never a name, an address, an email
/// address or free text, so that the log outlives an erasure. A test compares docs/events.md with all of these.
/// </summary>
public interface IEvent : INotification
{
    /// <summary>What the event is about, for timelines and as the correlation id of workflows: the organisation, or the person.</summary>
    Guid Subject { get; }

    /// <summary>
    /// Tells apart two waits for the same event of the same subject: the document's kind and round, the rework cycle. Null when there is one.
    /// </summary>
    string? Round => null;
}

/// <summary>What every aggregate has: an id, a version for two-at-once, and the events recorded since it was loaded.</summary>
public abstract class Entity
{
    private readonly List<IEvent> recorded = [];

    /// <summary>A version-7 Guid, made in the handler.</summary>
    public Guid Id { get; protected init; }

    /// <summary>Grows by one with every change; a form carries it, and another version is a conflict.</summary>
    public int Version { get; private set; }

    /// <summary>The event row is the audit trail and the outbox: call it in the method that changes state.</summary>
    protected void Record(IEvent happened) => recorded.Add(happened);

    internal void Touch() => Version++;

    internal bool HasRecorded => recorded.Count > 0;

    internal IReadOnlyList<IEvent> TakeRecorded()
    {
        IEvent[] taken = [.. recorded];
        recorded.Clear();
        return taken;
    }
}
