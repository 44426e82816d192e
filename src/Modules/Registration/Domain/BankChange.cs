using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>
/// Another account to send money on to, proposed by an organisation whose account was confirmed before. It is used once two people of HMCTS have confirmed
/// it, the first by a call on a number of their own finding; until then the account of before is, and that one stays as history.
/// </summary>
internal sealed class BankChange : Entity, IUpload
{
    private BankChange()
    {
    }

    public BankChange(Guid id, Guid organisationId, RemittanceAnswers account, StoredPdf evidence, Guid by, DateTimeOffset at)
    {
        (Id, OrganisationId, Account, ProposedBy, ProposedAt) = (id, organisationId, account, by, at);
        (FileName, Address, Sha256) = (evidence.FileName, evidence.Address, evidence.Sha256);
        Record(new BankChangeProposed(organisationId, id));
    }

    public Guid OrganisationId { get; private init; }

    /// <summary>The number is encrypted under this change's id.</summary>
    public RemittanceAnswers Account { get; private set; } = new();
    public string FileName { get; private init; } = "";
    public string Address { get; private init; } = "";
    public string Sha256 { get; private init; } = "";
    public Guid ProposedBy { get; private init; }
    public DateTimeOffset ProposedAt { get; private init; }
    public string? NumberCalled { get; private set; }
    public string? NumberSource { get; private set; }
    public Guid? FirstBy { get; private set; }
    public DateTimeOffset? FirstAt { get; private set; }
    public Guid? SecondBy { get; private set; }

    /// <summary>From when this is the account.</summary>
    public DateTimeOffset? SecondAt { get; private set; }
    public Guid? RefusedBy { get; private set; }
    public DateTimeOffset? RefusedAt { get; private set; }
    public Guid? RefusalReasonId { get; private set; }

    public bool IsOpen => SecondAt is null && RefusedAt is null;

    public void Confirm(Application application, string numberCalled, string numberSource, Officer by, DateTimeOffset at)
    {
        RequireThatMayDecide(application, by);
        Rule.Require(FirstAt is null, Say.BankRuleConfirmedOnce);
        SetUp.RequireNumberOfOwnFinding(application, numberCalled);
        (NumberCalled, NumberSource, FirstBy, FirstAt) = (numberCalled, numberSource, by.PersonId, at);
        Record(new BankChangeConfirmed(OrganisationId, Id, 1));
    }

    public void ConfirmAgain(Application application, Officer by, DateTimeOffset at)
    {
        RequireThatMayDecide(application, by);
        Rule.Require(FirstAt is not null, Say.BankRuleFirstPerson);
        Rule.Require(by.PersonId != FirstBy, Say.BankRuleSecondPerson);
        (SecondBy, SecondAt) = (by.PersonId, at);
        Record(new BankChangeConfirmed(OrganisationId, Id, 2));
    }

    public void Refuse(Application application, Guid reasonId, Officer by, DateTimeOffset at)
    {
        RequireThatMayDecide(application, by);
        (RefusedBy, RefusedAt, RefusalReasonId) = (by.PersonId, at, reasonId);
        Record(new BankChangeRefused(OrganisationId, Id));
    }

    public void Erase() => Account = new();

    private void RequireThatMayDecide(Application application, Officer by)
    {
        Rule.Require(IsOpen, Say.BankRuleDecided);
        Rule.Require(by.PersonId != ProposedBy, Say.SetupRuleSecondPerson);
        application.RequireStranger(by);
    }
}
