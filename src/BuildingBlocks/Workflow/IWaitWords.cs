using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>Says more of a wait than its definition can, where what it waits for changes while the case stands there. Found by its interface.</summary>
public interface IWaitWords
{
    /// <summary>The nodes of which it knows something.</summary>
    IReadOnlyList<string> Nodes { get; }

    /// <summary>Of these cases, each of which waits at one of the nodes, those of which something else is to be said: by correlation id, from the instant since when it waits.</summary>
    Task<IReadOnlyDictionary<Guid, Func<DateTimeOffset, Text>>> Instead(IReadOnlyCollection<Guid> waiting, CancellationToken cancellationToken);
}
