using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Agreements;

/// <summary>The organisation's last day on the platform is over: what was in force has ended.</summary>
public sealed record AgreementTerminated(Guid OrganisationId, Guid AgreementId, string Kind, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>The organisation was merged into another one: what was in force passed to it by novation.</summary>
/// <param name="OrganisationId">The organisation that ended.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="Kind"><c>mou</c>, <c>terms</c> or <c>sla</c>.</param>
/// <param name="Number">The round.</param>
/// <param name="IntoId">The organisation that goes on.</param>
public sealed record AgreementNovated(Guid OrganisationId, Guid AgreementId, string Kind, int Number, Guid IntoId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"{Kind}:{Number}";
}

/// <summary>The document that says what passed by a merger is there, for both sides.</summary>
/// <param name="OrganisationId">The organisation that goes on.</param>
/// <param name="AgreementId">The agreement that passed to it.</param>
/// <param name="Kind"><c>mou</c>, <c>terms</c> or <c>sla</c>.</param>
/// <param name="FromId">The organisation that ended.</param>
public sealed record NovationNoteIssued(Guid OrganisationId, Guid AgreementId, string Kind, Guid FromId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The sealed statement of how an organisation withdrew or left is there, in one language.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="StatementId">The statement.</param>
/// <param name="EndingCode"><c>withdrawn</c> or <c>left</c>.</param>
/// <param name="Language"><c>en</c> or <c>cy</c>.</param>
public sealed record EndingStatementIssued(Guid OrganisationId, Guid StatementId, string EndingCode, string Language) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The time is over for which the sealed documents of an organisation that has ended are kept; their hashes stay.</summary>
public sealed record SealedDocumentsErased(Guid OrganisationId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
