using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>A fact that no part of the platform supplies yet: two people of HMCTS confirm it, the first of them with a document.</summary>
internal sealed class HandConfirmation : Entity, IUpload
{
    private HandConfirmation()
    {
    }

    public HandConfirmation(Guid id, Guid organisationId, int gate) => (Id, OrganisationId, Gate) = (id, organisationId, gate);

    public Guid OrganisationId { get; private init; }
    public int Gate { get; private init; }
    public string Statement { get; private set; } = "";
    public string FileName { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string Sha256 { get; private set; } = "";
    public Guid FirstBy { get; private set; }
    public DateTimeOffset FirstAt { get; private set; }
    public Guid? SecondBy { get; private set; }
    public DateTimeOffset? SecondAt { get; private set; }

    public bool Counts => SecondAt is not null;

    /// <summary>Until the second person has confirmed, a further document takes the place of the earlier one.</summary>
    public void State(string statement, StoredPdf file, Guid by, DateTimeOffset at)
    {
        Rule.Require(!Counts, Say.HandRuleCounts);
        (Statement, FileName, Address, Sha256, FirstBy, FirstAt) = (statement, file.FileName, file.Address, file.Sha256, by, at);
        Record(new GateConfirmedByHand(OrganisationId, Gate, 1));
    }

    public void Confirm(Guid by, DateTimeOffset at)
    {
        Rule.Require(!Counts, Say.HandRuleCounts);
        Rule.Require(by != FirstBy, Say.HandRuleSecondPerson);
        (SecondBy, SecondAt) = (by, at);
        Record(new GateConfirmedByHand(OrganisationId, Gate, 2));
    }
}
