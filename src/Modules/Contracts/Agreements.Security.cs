using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Agreements;

/// <summary>Evidence in which a virus was found, of questionnaires of these organisations that aren't assessed yet.</summary>
/// <param name="Organisations">The organisations.</param>
[Needs(Policy.Internal)]
public sealed record FindInfectedEvidence(IReadOnlyCollection<Guid> Organisations) : IQuery<IReadOnlyList<InfectedEvidenceFile>>;

/// <summary>A document that its uploader has to replace.</summary>
/// <param name="OrganisationId">Whose.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Question">The number of the question that it is evidence for.</param>
/// <param name="AnswerBy">By when the questionnaire is to be answered.</param>
public sealed record InfectedEvidenceFile(Guid OrganisationId, string FileName, int Question, DateOnly AnswerBy);

/// <summary>The security assurance questionnaire is with the security signatory.</summary>
public sealed record SecurityQuestionnaireIssued(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"saq:{Number}";
}

/// <summary>The security signatory saved the answers of one section; the event's actor is who did.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">The round.</param>
/// <param name="SectionCode">The section's id in the questionnaire.</param>
public sealed record SecurityAnswersSaved(Guid OrganisationId, int Number, string SectionCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The security signatory has uploaded a document as evidence for one answer.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="FileId">The document.</param>
/// <param name="Number">The round.</param>
/// <param name="Question">The number of the question.</param>
public sealed record SecurityEvidenceUploaded(Guid OrganisationId, Guid FileId, int Number, int Question) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The security signatory has taken a document back before signing.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="FileId">The document.</param>
/// <param name="Number">The round.</param>
/// <param name="Question">The number of the question.</param>
public sealed record SecurityEvidenceRemoved(Guid OrganisationId, Guid FileId, int Number, int Question) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A virus was found in a document of evidence: nobody can open it, and its uploader was told.</summary>
/// <param name="OrganisationId">Whose.</param>
/// <param name="FileId">Which document.</param>
/// <param name="Number">The round.</param>
/// <param name="Question">The number of the question.</param>
public sealed record SecurityEvidenceRefused(Guid OrganisationId, Guid FileId, int Number, int Question) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>The security signatory has signed and sent the answers.</summary>
public sealed record SecurityQuestionnaireSubmitted(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"saq:{Number}";
}

/// <summary>The assessor approved it, perhaps with conditions.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">The round.</param>
/// <param name="Verdict"><c>approved</c> or <c>conditions</c>.</param>
public sealed record SecurityApproved(Guid OrganisationId, int Number, string Verdict) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"saq:{Number}";
}

/// <summary>An officer has the questionnaire answered again: its approval ends too soon, or something material has changed.</summary>
public sealed record SecurityRenewalAsked(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"saq:{Number}";
}

/// <summary>The assessor has seen that all conditions of the approval are met.</summary>
public sealed record SecurityConditionsMet(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"saq:{Number}";
}

/// <summary>The assessor failed it: a further round is issued.</summary>
public sealed record SecurityFailed(Guid OrganisationId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;

    /// <inheritdoc />
    public string Round => $"saq:{Number}";
}
