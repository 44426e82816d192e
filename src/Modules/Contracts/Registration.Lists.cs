using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A file of a list (offences, bank weights, bank holidays) lies ready to be compared with the one in use.</summary>
public sealed record ReferenceFileKept(Guid FileId, string Kind, int Entries) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => FileId;
}

/// <summary>The file is the list in use from its day of validity on.</summary>
public sealed record ReferenceFileUsed(Guid FileId, string Kind, DateOnly ValidFrom) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => FileId;
}
