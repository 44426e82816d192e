using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>
/// The legal name of an organisation changes: one person of HMCTS asks with the document that shows it, a senior onboarding manager who is somebody
/// else decides. The name of before is kept with its days and can still be searched for.
/// </summary>
internal sealed class NameChange : Entity, IUpload
{
    private NameChange()
    {
    }

    public NameChange(Guid id, Organisation organisation, string name, DateOnly from, StoredPdf evidence, Guid by, DateTimeOffset at)
    {
        Rule.Require(!string.Equals(organisation.LegalName, name, StringComparison.Ordinal), Say.RenameRuleSame);
        Rule.Require(from <= at.CivilDate(), Say.RenameRuleLater);
        (Id, OrganisationId, Name, Before, From) = (id, organisation.Id, name, organisation.LegalName, from);
        (FileName, Address, Sha256, AskedBy, AskedAt) = (evidence.FileName, evidence.Address, evidence.Sha256, by, at);
        Record(new NameChangeAsked(organisation.Id, id));
    }

    public Guid OrganisationId { get; private init; }
    public string Name { get; private init; } = "";
    public string Before { get; private init; } = "";

    /// <summary>The first day of the new name.</summary>
    public DateOnly From { get; private init; }
    public string FileName { get; private init; } = "";
    public string Address { get; private init; } = "";
    public string Sha256 { get; private init; } = "";
    public Guid AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public bool? Approved { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecisionReasonId { get; private set; }

    public void Approve(Organisation organisation, Guid by, DateTimeOffset at)
    {
        Decide(true, by, at);
        organisation.Rename(Name);
        Record(new OrganisationRenamed(OrganisationId, Id, From));
    }

    public void Refuse(Guid reasonId, Guid by, DateTimeOffset at)
    {
        Decide(false, by, at);
        DecisionReasonId = reasonId;
        Record(new NameChangeRefused(OrganisationId, Id));
    }

    private void Decide(bool approved, Guid by, DateTimeOffset at)
    {
        Rule.Require(Approved is null, Say.RenameRuleDecided);
        Rule.Require(by != AskedBy, Say.RenameRuleSecondPerson);
        (Approved, DecidedBy, DecidedAt) = (approved, by, at);
    }
}
