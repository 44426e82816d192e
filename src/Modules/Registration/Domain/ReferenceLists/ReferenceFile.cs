using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>The lists that the operator loads: those that other bodies publish, and the calendar of the service.</summary>
internal enum ReferenceKind
{
    Offences,
    BankWeights,
    BankHolidays,
    ServiceCalendar,
    JusticeAreas,
}

/// <summary>A list as it is read from its file: the same key has one entry, worded for a comparison of two lists.</summary>
internal interface IReferenceList
{
    IReadOnlyDictionary<string, string> Entries { get; }
}

/// <summary>A file of a list. It is kept first, compared with the list in use, and used from a day on when an operator says so; none is ever deleted.</summary>
internal sealed class ReferenceFile : Entity, IUpload
{
    private ReferenceFile()
    {
    }

    public ReferenceFile(Guid id, ReferenceKind kind, string fileName, string address, int entries, DateOnly validFrom, Guid by, DateTimeOffset at)
    {
        (Id, Kind, FileName, Address, Entries, ValidFrom, KeptBy, KeptAt) = (id, kind, fileName, address, entries, validFrom, by, at);
        Record(new ReferenceFileKept(id, kind.ToString(), entries));
    }

    public ReferenceKind Kind { get; private init; }
    public string FileName { get; private init; } = "";
    public string Address { get; private init; } = "";
    public int Entries { get; private init; }
    public DateOnly ValidFrom { get; private init; }
    public Guid KeptBy { get; private init; }
    public DateTimeOffset KeptAt { get; private init; }
    public Guid? UsedBy { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    public void Use(Guid by, DateTimeOffset at)
    {
        Rule.Require(UsedAt is null, Say.ListsRuleUsed);
        (UsedBy, UsedAt) = (by, at);
        Record(new ReferenceFileUsed(Id, Kind.ToString(), ValidFrom));
    }
}
