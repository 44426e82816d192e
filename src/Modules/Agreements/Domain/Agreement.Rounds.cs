using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

// How a round ends, and how the next one begins.
internal sealed partial class Agreement
{
    public void Decline(string code, Guid by, Guid reasonId, DateTimeOffset at)
    {
        RequireThatItCanBeSignedBy(by, at);
        Close(code, by, reasonId, at);
    }

    public void NameAnother(string name, string jobTitle, string email, Guid by, Guid reasonId, DateTimeOffset at)
    {
        RequireThatItCanBeSignedBy(by, at);
        Delegation = new Delegation(AgreementKinds.RoleOf(Kind, PartyOf(by)!), name, jobTitle, email, at);
        Close(Domain.ClosingCode.WrongPerson, by, reasonId, at);
    }

    /// <summary>Only before it is signed; afterwards a signed agreement is never taken back by one side.</summary>
    public void Recall(Guid by, Guid reasonId, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null, Say.NoLongerOut);
        Rule.Require(signatures.Count == 0, Say.RecallOnlyBeforeSignature);
        Close(Domain.ClosingCode.Recalled, by, reasonId, at);
    }

    /// <summary>The organisation withdrew. What is in force already ends by its own clauses; true when this round was still under way.</summary>
    public bool Withdraw(DateTimeOffset at)
    {
        if (InForceAt is not null) return false;
        if (ClosedAt is not null)
        {
            if (ReissueAskedAt is null) ClosingCode = Domain.ClosingCode.Withdrawn; // nobody has to answer any more; why it came back stays in its event and reason
            return false;
        }
        Close(Domain.ClosingCode.Withdrawn, null, null, at);
        return true;
    }

    /// <summary>The organisation withdrew and goes on after all: what it hadn't signed is asked for again.</summary>
    public void GoOn(DateTimeOffset at)
    {
        Rule.Require(ClosingCode == Domain.ClosingCode.Withdrawn && ReissueAskedAt is null, Say.ReissueAskedAlready);
        ReissueAskedAt = at;
        Record(new AgreementReissueAsked(OrganisationId, Kind, Round));
    }

    /// <summary>The organisation's last day is over: what binds ends, and what was under way too. True when it was still under way.</summary>
    public bool End(DateTimeOffset at)
    {
        if (InForceAt is null) return Withdraw(at);
        if (Standing != Standing.InForce) return false;
        (ClosedAt, ClosingCode) = (at, Domain.ClosingCode.Terminated);
        Record(new AgreementTerminated(OrganisationId, Id, Kind, Round));
        return false;
    }

    /// <summary>The organisation is merged into another one: what binds passes to it, and what was under way ends. True when it was still under way.</summary>
    public bool Novate(Guid to, Guid? into, DateTimeOffset at)
    {
        if (InForceAt is null) return Withdraw(at);
        if (Standing != Standing.InForce) return false;
        (ClosedAt, ClosingCode, NovatedTo, NovatedInto) = (at, Domain.ClosingCode.Novated, to, into);
        Record(new AgreementNovated(OrganisationId, Id, Kind, Round, to));
        return false;
    }

    /// <summary>The document that says so is stored.</summary>
    public void KeepNovationNote(string pdf, string sha256)
    {
        Rule.Require(ClosingCode == Domain.ClosingCode.Novated && NovationPdf is null, Say.NextNovated);
        (NovationPdf, NovationSha256) = (pdf, sha256);
        Record(new NovationNoteIssued(NovatedTo!.Value, Id, Kind, OrganisationId));
    }

    /// <summary>Nobody signed in time. True when that ended the round.</summary>
    public bool Expire(DateTimeOffset at)
    {
        if (ClosedAt is not null || SignatureGivenAt is not null) return false;
        Close(Domain.ClosingCode.Expired, null, null, at);
        return true;
    }

    public bool HasExpired(DateTimeOffset at) => ClosingCode == Domain.ClosingCode.Expired || (Standing == Standing.WithSignatory && at.CivilDate() > SignBy);

    /// <summary>Who came too late to sign asks for a new request; nobody has to decide on it, because nothing was declined.</summary>
    public void AskForNewRequest(Guid by, DateTimeOffset at)
    {
        Rule.Require(HasExpired(at) && PartyOf(by) is not null, Say.StillOut);
        Rule.Require(ReissueAskedAt is null, Say.ReissueAskedAlready);
        Expire(at);
        ReissueAskedAt = at;
        Record(new AgreementReissueAsked(OrganisationId, Kind, Round));
    }

    /// <summary>What is in force is issued anew: its text no longer stands, or it ends too soon. It binds until the next round does.</summary>
    public void Renew(Guid reasonId, DateTimeOffset at)
    {
        Rule.Require(Standing == Standing.InForce, Say.RenewOnlyInForce);
        Rule.Require(ReissueAskedAt is null, Say.ReissueAskedAlready);
        (ReissueAskedAt, RenewalReasonId) = (at, reasonId);
        Record(new AgreementReissueAsked(OrganisationId, Kind, Round));
    }

    /// <summary>A later round has come into force in its place.</summary>
    public void Supersede(DateTimeOffset at) => SupersededAt = at;

    /// <summary>An officer has read the reason, answers where there is something to answer, and asks for the next round.</summary>
    /// <param name="by">The officer.</param>
    /// <param name="acceptDelegation">Whether the person named instead is asked in the next round; null when nobody was named.</param>
    /// <param name="answerId">The answer to the signatory's questions, if there were any.</param>
    /// <param name="at">When.</param>
    public void AskForReissue(Guid by, bool? acceptDelegation, Guid? answerId, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is not null, Say.StillOut);
        Rule.Require(ClosingCode != Domain.ClosingCode.Withdrawn, Say.OrganisationHasWithdrawn);
        Rule.Require(ClosingCode != Domain.ClosingCode.Terminated, Say.NextTerminated);
        Rule.Require(ClosingCode != Domain.ClosingCode.Novated, Say.NextNovated);
        Rule.Require(ReissueAskedAt is null, Say.ReissueAskedAlready);
        Rule.Require(ClosingCode != Domain.ClosingCode.Questions || answerId is not null, Say.AnswerTheQuestions);
        Rule.Require(Delegation is null || acceptDelegation is not null, Say.ChooseWhoSigns);
        if (acceptDelegation == true && Delegation is not null) Delegation = Delegation with { AcceptedBy = by, AcceptedAt = at };
        (ReissueAskedAt, AnswerId) = (at, answerId);
        Record(new AgreementReissueAsked(OrganisationId, Kind, Round));
    }

    private void Close(string code, Guid? by, Guid? reasonId, DateTimeOffset at)
    {
        (ClosedAt, ClosingCode, ClosedBy, ClosingReasonId) = (at, code, by, reasonId);
        Record(new AgreementDeclined(OrganisationId, Id, Kind, Round, code));
    }
}

/// <summary>Where one round stands.</summary>
internal enum Standing
{
    Preparing,
    WithSignatory,
    AuthorityToAccept,
    ToCountersign,
    Sealing,
    InForce,
    Superseded,
    Closed,
}
