using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>One side recorded a defect that testing found.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="DefectId">The defect.</param>
/// <param name="Number">Its number at this organisation, from 1.</param>
/// <param name="Severity">1 (nothing can be done) to 4 (it looks wrong but works).</param>
/// <param name="CorrectBy">The day by which it is to be corrected, where one was given.</param>
public sealed record DefectRecorded(Guid OrganisationId, Guid DefectId, int Number, int Severity, DateOnly? CorrectBy) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A defect's severity, workaround or day of correction changed; the severity and day are what they are now.</summary>
public sealed record DefectAmended(Guid OrganisationId, Guid DefectId, int Number, int Severity, DateOnly? CorrectBy) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A defect was corrected; somebody else has to retest it.</summary>
public sealed record DefectCorrected(Guid OrganisationId, Guid DefectId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The retest of a corrected defect passed.</summary>
public sealed record DefectRetestPassed(Guid OrganisationId, Guid DefectId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The retest of a corrected defect failed: it has to be corrected again, by a day that is still to be given.</summary>
public sealed record DefectRetestFailed(Guid OrganisationId, Guid DefectId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>HMCTS closed a defect.</summary>
public sealed record DefectClosed(Guid OrganisationId, Guid DefectId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One side, organisation or hmcts, signed off the results of testing; with the second sign-off testing has passed.</summary>
public sealed record TestingSignedOff(Guid OrganisationId, string SideCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The minor changes with which the notices of this round passed were confirmed to be made.</summary>
public sealed record NoticeChangesConfirmed(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Notices were sent back so often that the two sides have to meet before this round is reviewed.</summary>
public sealed record NoticeMeetingNeeded(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The test manager arranged the meeting about the notices of this round.</summary>
public sealed record NoticeMeetingArranged(Guid OrganisationId, int Number, DateOnly On) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
