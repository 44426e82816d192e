using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Agreements.Domain;

/// <summary>What an organisation that withdrew or left keeps in hand, in one language: when it ended, by whom, and what had been agreed. A sealed document.</summary>
internal sealed class EndingStatement : Entity
{
    private EndingStatement()
    {
    }

    public EndingStatement(Guid id, Guid organisationId, OrganisationEnding ending, Language language, string pdf, string sha256, DateTimeOffset at)
    {
        (Id, OrganisationId, Ending, EndedAt, Language, Pdf, Sha256, IssuedAt) = (id, organisationId, ending.Code, ending.At, language, pdf, sha256, at);
        Record(new EndingStatementIssued(organisationId, id, ending.Code, language.Tag));
    }

    public Guid OrganisationId { get; private init; }

    /// <summary>A code of <see cref="OrganisationEnding"/>.</summary>
    public string Ending { get; private init; } = "";
    public DateTimeOffset EndedAt { get; private init; }
    public Language Language { get; private init; }

    /// <summary>Null once its time is over.</summary>
    public string? Pdf { get; private set; }
    public string Sha256 { get; private init; } = "";
    public DateTimeOffset IssuedAt { get; private init; }

    public Text Heading => HeadingOf(Ending);

    public static Text HeadingOf(string ending) => ending == OrganisationEnding.Left ? Say.StatementLeftHeading : Say.StatementWithdrawnHeading;

    public void EraseDocument() => Pdf = null;
}
