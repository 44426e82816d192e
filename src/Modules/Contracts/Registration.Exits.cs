using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>Whether an organisation may submit cases and material now. Whoever takes in submissions asks it each time.</summary>
[Needs(Policy.Internal)]
public sealed record DescribeSubmissions(Guid OrganisationId) : IQuery<SubmissionsStanding>;

/// <summary>Whether submissions are taken.</summary>
/// <param name="Allowed">Whether they are.</param>
/// <param name="BecauseCode">Why not: <see cref="NotLive"/> or <see cref="Suspended"/>; null when they are allowed.</param>
public sealed record SubmissionsStanding(bool Allowed, string? BecauseCode)
{
    /// <summary>The organisation is unknown, not live yet, or no longer.</summary>
    public const string NotLive = "not-live";

    /// <summary>HMCTS has suspended its submissions.</summary>
    public const string Suspended = "suspended";
}

/// <summary>How an organisation's way on the platform ended last, by withdrawing or leaving; null while it goes on, and for every other end.</summary>
[Needs(Policy.Internal)]
public sealed record DescribeEnding(Guid OrganisationId) : IQuery<OrganisationEnding?>;

/// <summary>One such end.</summary>
/// <param name="Code"><see cref="Withdrawn"/> or <see cref="Left"/>.</param>
/// <param name="At">When.</param>
/// <param name="By">In which role somebody withdrew or gave notice: <c>applicant</c>, <c>accountable-person</c>, <c>organisation-service-owner</c>, or <c>hmcts</c>; null where the role wasn't kept: somebody of the organisation.</param>
/// <param name="NoticeOn">The day of the notice, for one that left.</param>
public sealed record OrganisationEnding(string Code, DateTimeOffset At, string? By, DateOnly? NoticeOn = null)
{
    /// <summary>It took its application back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Its last day on the platform is over.</summary>
    public const string Left = "left";
}

/// <summary>An officer asked to suspend an organisation; a senior onboarding manager decides.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="SuspensionId">The suspension.</param>
/// <param name="ScopeCode"><c>submissions</c>, <c>users</c> or <c>all</c>.</param>
/// <param name="ReasonCode">The reason of the catalogue, such as <c>security-incident</c>.</param>
public sealed record SuspensionAsked(Guid OrganisationId, Guid SuspensionId, string ScopeCode, string ReasonCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The second person refused the suspension.</summary>
public sealed record SuspensionRefused(Guid OrganisationId, Guid SuspensionId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation is suspended from now on.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="SuspensionId">The suspension.</param>
/// <param name="ScopeCode"><c>submissions</c>, <c>users</c> or <c>all</c>.</param>
/// <param name="ReasonCode">The reason of the catalogue, such as <c>security-incident</c>.</param>
/// <param name="Urgent">Whether it holds before a second person has confirmed it.</param>
public sealed record OrganisationSuspended(Guid OrganisationId, Guid SuspensionId, string ScopeCode, string ReasonCode, bool Urgent) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A second person confirmed an urgent stop.</summary>
public sealed record SuspensionConfirmed(Guid OrganisationId, Guid SuspensionId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A suspension has ended.</summary>
public sealed record OrganisationReinstated(Guid OrganisationId, Guid SuspensionId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An application that had ended goes on as a new version, at the organisation's word, an officer's, or after an appeal.</summary>
public sealed record ApplicationReopened(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One side gave notice that the organisation leaves after a last day.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="DepartureId">The departure.</param>
/// <param name="SideCode"><c>hmcts</c> or <c>organisation</c>.</param>
/// <param name="LastDay">The last day on which the service is open to it.</param>
public sealed record DepartureNoticeGiven(Guid OrganisationId, Guid DepartureId, string SideCode, DateOnly LastDay) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The notice was taken back before the last day was over.</summary>
public sealed record DepartureNoticeTakenBack(Guid OrganisationId, Guid DepartureId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The last day is over: the service is shut to the organisation, and what is in force between it and HMCTS ends.</summary>
public sealed record OrganisationLeft(Guid OrganisationId, Guid DepartureId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An officer saw to one item of the checklist.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="DepartureId">The departure.</param>
/// <param name="ItemCode"><c>open-cases</c>, <c>keys</c> or <c>final-review</c>.</param>
public sealed record DepartureItemChecked(Guid OrganisationId, Guid DepartureId, string ItemCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Everything on the checklist is done and a second person has closed: nothing goes on any more.</summary>
public sealed record OrganisationClosed(Guid OrganisationId, Guid DepartureId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A person of HMCTS asked to change the legal name of an organisation; a senior onboarding manager decides.</summary>
public sealed record NameChangeAsked(Guid OrganisationId, Guid NameChangeId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The second person refused the change of name.</summary>
public sealed record NameChangeRefused(Guid OrganisationId, Guid NameChangeId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation has another legal name; what is in force is issued anew under it.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="NameChangeId">The change.</param>
/// <param name="From">The first day of the name.</param>
public sealed record OrganisationRenamed(Guid OrganisationId, Guid NameChangeId, DateOnly From) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>What an application that came to nothing says about people was erased, its time being over.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ClassCode"><c>abandoned</c>, <c>withdrawn</c>, <c>rejected</c>, <c>accepted</c> or <c>closed</c>.</param>
public sealed record ApplicationErased(Guid OrganisationId, string ClassCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The time is over for which an organisation that has ended is kept: every module erases what it holds of its people, words and documents.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ClassCode"><c>abandoned</c>, <c>withdrawn</c>, <c>rejected</c>, <c>accepted</c> or <c>closed</c>.</param>
/// <param name="SealedUntil">The day on which documents that were sealed go too; today or earlier where nothing keeps them.</param>
public sealed record OrganisationErased(Guid OrganisationId, string ClassCode, DateOnly SealedUntil) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
