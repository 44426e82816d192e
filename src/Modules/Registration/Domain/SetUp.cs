using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>What the platform has to know of a prosecutor before it may go live. Its id is the organisation's.</summary>
internal sealed class SetUp : Entity
{
    private SetUp()
    {
    }

    public SetUp(Guid organisationId, bool paymentsAreDue, DateTimeOffset at)
    {
        Id = organisationId;
        if (paymentsAreDue) return;
        BankNotNeededAt = at;
        Record(new BankDetailsNotNeeded(organisationId));
    }

    public string? OuCode { get; private set; }
    public Guid? OuCodeBy { get; private set; }
    public DateTimeOffset? OuCodeAt { get; private set; }
    public bool? UsesSjp { get; private set; }
    public IReadOnlyList<string> Offences { get; private set; } = [];
    public Guid? ProsecutorBy { get; private set; }
    public DateTimeOffset? ProsecutorAt { get; private set; }
    public string? NumberCalled { get; private set; }
    public string? NumberSource { get; private set; }
    public Guid? BankConfirmedBy { get; private set; }
    public DateTimeOffset? BankConfirmedAt { get; private set; }
    public DateTimeOffset? BankNotNeededAt { get; private init; }
    public Guid? AdministratorId { get; private set; }
    public Guid? NominatedBy { get; private set; }
    public DateTimeOffset? NominatedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsComplete => OuCodeAt is not null && ProsecutorAt is not null && (BankConfirmedAt ?? BankNotNeededAt) is not null && NominatedAt is not null;

    public void RecordOuCode(string code, Guid by, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null, Say.SetupRuleLive);
        (OuCode, OuCodeBy, OuCodeAt) = (code, by, at);
        Record(new OuCodeRecorded(Id, code));
    }

    /// <summary>A live organisation's record can only lose offences: one that ends or leaves the index is dropped.</summary>
    public void RecordProsecutor(MethodAnswers method, IReadOnlyList<string> offences, OffenceList list, DateOnly today, Guid by, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null || offences.All(Offences.Contains), Say.SetupRuleOnlyDrop);
        Rule.Require(!method.UsesSjp || method.SjpAuthorised == true, Say.SetupRuleSjpAuthority);
        Rule.Require(offences.Count > 0, Say.SetupRuleNoOffence);
        foreach (var code in offences)
            if (Questionnaire.Fault(code, list, today, method is { UsesSjp: true, Methods.Count: 1 }) is { } fault)
                throw new RuleBrokenException(fault);
        (UsesSjp, Offences, ProsecutorBy, ProsecutorAt) = (method.UsesSjp, offences, by, at);
        Record(new ProsecutorRecorded(Id));
    }

    /// <summary>The person who confirms is not of the organisation and sent nothing of it, and called a number that didn't come with any version of it.</summary>
    public void ConfirmBankDetails(Application application, string numberCalled, string numberSource, Officer officer, DateTimeOffset at)
    {
        Rule.Require(BankConfirmedAt is null, Say.SetupRuleBankConfirmed);
        Rule.Require(application.Answers.Remittance is not null, Say.SetupRuleNoBank);
        var by = officer.PersonId;
        Rule.Require(application.ApplicantId != by && application.Submissions.All(s => s.By != by), Say.SetupRuleSecondPerson);
        application.RequireStranger(officer); // whichever colleague typed the account
        RequireNumberOfOwnFinding(application, numberCalled);
        (NumberCalled, NumberSource, BankConfirmedBy, BankConfirmedAt) = (numberCalled, numberSource, by, at);
        Record(new BankDetailsConfirmed(Id));
    }

    public void Nominate(Guid personId, Guid by, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null, Say.SetupRuleLive);
        Rule.Require(AdministratorId != personId, Say.SetupRuleNominated);
        (AdministratorId, NominatedBy, NominatedAt) = (personId, by, at);
        Record(new AdministratorNominated(Id, personId));
    }

    public void Close(DateTimeOffset at) => ClosedAt = at;

    /// <summary>Whoever changed the account may have changed the number too: the one that is called came with no version of the questionnaire.</summary>
    public static void RequireNumberOfOwnFinding(Application application, string numberCalled)
    {
        var given = application.Submissions.Select(s => s.Answers).Append(application.Answers).SelectMany(a => a.Telephones());
        Rule.Require(given.All(g => National(g) != National(numberCalled)), Say.SetupRuleOtherNumber);
    }

    // The same line is +44 1632 960 001, 0044 1632 960 001 and 01632 960 001.
    private static string National(string number)
    {
        var digits = Formats.Digits(number).TrimStart('0');
        return digits.StartsWith("44", StringComparison.Ordinal) ? digits[2..].TrimStart('0') : digits;
    }
}
