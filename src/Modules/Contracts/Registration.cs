using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Contracts.Registration;

/// <summary>What other modules may know of an organisation; the answer is null when there is none.</summary>
[Needs(Policy.Internal)]
public sealed record DescribeOrganisation(Guid OrganisationId) : IQuery<OrganisationSummary?>;

/// <summary>An organisation as other modules see it.</summary>
/// <param name="OrganisationId">Its id; the onboarding workflow's correlation id too.</param>
/// <param name="Reference"><c>CPO-NNNNNN</c> and a check letter.</param>
/// <param name="LegalName">Its legal name as in the questionnaire.</param>
/// <param name="ShortName">Its short name, A–Z and 0–9, 2 to 10.</param>
/// <param name="Methods">The methods of prosecution: <c>sjp</c>, <c>postal-requisition</c>, <c>summons</c>.</param>
/// <param name="AnnualVolume">Cases a year over all methods.</param>
/// <param name="People">Who was named in the questionnaire, one for each of the roles.</param>
/// <param name="OwnerId">The officer who owns the organisation on behalf of HMCTS; null until somebody has taken ownership.</param>
/// <param name="AcceptedBy">The officer who accepted its application, and so doesn't countersign its memorandum; null until it is accepted.</param>
/// <param name="Stage">The stage of its onboarding: <c>draft</c>, <c>triage</c>, <c>accepted</c>, <c>early-life</c>, <c>live</c> and so on.</param>
/// <param name="Language">The language in which it applied: that of whoever is invited for it and has no account yet.</param>
public sealed record OrganisationSummary(
    Guid OrganisationId, string Reference, string LegalName, string ShortName, IReadOnlyList<string> Methods, int AnnualVolume,
    IReadOnlyList<NamedPerson> People, Guid? OwnerId, Guid? AcceptedBy, string Stage, Language Language);

/// <summary>A person as named in the questionnaire.</summary>
/// <param name="Role">accountable-person, security-signatory, organisation-service-owner, account-administrator, it-supplier or applicant.</param>
/// <param name="Name">Full name.</param>
/// <param name="JobTitle">Job title.</param>
/// <param name="Email">Email address.</param>
public sealed record NamedPerson(string Role, string Name, string JobTitle, string Email);

/// <summary>An applicant has begun a questionnaire.</summary>
public sealed record ApplicationStarted(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>One of those who fill in the questionnaire saved a section of it; the event's actor is who did.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="SectionCode">The section, such as remittance.</param>
public sealed record ApplicationSaved(Guid OrganisationId, string SectionCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An organisation appeals against the rejection of its application.</summary>
public sealed record AppealMade(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A senior onboarding manager decided on an appeal.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Upheld">Whether the application is taken up again; else the rejection stands.</param>
public sealed record AppealDecided(Guid OrganisationId, bool Upheld) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The questionnaire came in, for the first time or again after a return.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="FormVersion">1 for the first submission, one more after each return.</param>
public sealed record ApplicationSubmitted(Guid OrganisationId, int FormVersion) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An officer has taken ownership of the case.</summary>
public sealed record OwnershipTaken(Guid OrganisationId, Guid OfficerId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The officer sent the questionnaire back with a question.</summary>
public sealed record ApplicationReturned(Guid OrganisationId, int FormVersion) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation may be onboarded: the four tracks start.</summary>
public sealed record ApplicationAccepted(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation may not be onboarded.</summary>
public sealed record ApplicationRejected(Guid OrganisationId, string ReasonCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The organisation has withdrawn.</summary>
public sealed record ApplicationWithdrawn(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>No answer came after the last reminder.</summary>
public sealed record ApplicationLapsed(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
