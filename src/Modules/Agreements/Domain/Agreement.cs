using System.Linq.Expressions;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>One round of one agreement with one organisation, from the decision to issue it to the day on which it ends.</summary>
internal sealed partial class Agreement : Entity
{
    public const int WorkingDaysToSign = 20;
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);
    private readonly List<Signature> signatures = [];

    private Agreement()
    {
    }

    public Agreement(Guid id, Guid organisationId, string kind, int round, Particulars particulars, Signatory signatory, Signatory? coSignatory, Language language, DateTimeOffset at)
    {
        Id = id;
        (OrganisationId, Kind, Round, Particulars, Language, AskedAt) = (organisationId, kind, round, particulars, language, at);
        (SignatoryId, SignatoryName, SignatoryTitle, SignatoryEmail) = signatory;
        CoSignatory = coSignatory;
        (Reference, TemplateHash, ExpiresOn) = (particulars.AgreementReference, AgreementTexts.Hash(kind, language), particulars.ExpiryDate);
        SignBy = WorkingDays.After(at.CivilDate(), WorkingDaysToSign);
    }

    public Guid OrganisationId { get; private init; }
    public string Kind { get; private init; } = "";
    public int Round { get; private init; }
    public string Reference { get; private init; } = "";
    public Particulars Particulars { get; private set; } = null!;
    public string TemplateHash { get; private init; } = "";
    public Language Language { get; private init; }

    public Guid SignatoryId { get; private init; }
    public string SignatoryName { get; private set; } = "";
    public string SignatoryTitle { get; private set; } = "";
    public string SignatoryEmail { get; private set; } = "";

    /// <summary>The accountable person, who signs too where targets of the service level agreement differ from the standard.</summary>
    public Signatory? CoSignatory { get; private set; }

    public DateTimeOffset AskedAt { get; private init; }
    public DateOnly SignBy { get; private set; }
    public DateTimeOffset? IssuedAt { get; private set; }
    public string? UnsignedPdf { get; private set; }
    public string? UnsignedSha256 { get; private set; }
    public string? ReadingCopy { get; private set; }

    public DateTimeOffset? SignatureGivenAt { get; private set; }
    public AuthorityDecision? AuthorityDecision { get; private set; }
    public DateTimeOffset? SignedAt { get; private set; }
    public DateTimeOffset? CountersignatureGivenAt { get; private set; }
    public DateTimeOffset? CountersignedAt { get; private set; }
    public DateTimeOffset? InForceAt { get; private set; }
    public DateOnly? ExpiresOn { get; private init; }

    public DateTimeOffset? ClosedAt { get; private set; }
    public string? ClosingCode { get; private set; }
    public Guid? ClosedBy { get; private set; }
    public Guid? ClosingReasonId { get; private set; }
    public Delegation? Delegation { get; private set; }
    public DateTimeOffset? ReissueAskedAt { get; private set; }
    public Guid? AnswerId { get; private set; }
    public Guid? RenewalReasonId { get; private set; }
    public DateTimeOffset? SupersededAt { get; private set; }

    /// <summary>The organisation to which it passed, because its own was merged into that one, and the agreement there by which it goes on.</summary>
    public Guid? NovatedTo { get; private set; }
    public Guid? NovatedInto { get; private set; }

    /// <summary>The novation note as a sealed document; null until it is made.</summary>
    public string? NovationPdf { get; private set; }
    public string? NovationSha256 { get; private set; }

    public IReadOnlyList<Signature> Signatures => signatures;

    public Signature? SignatureOf(string party) => signatures.SingleOrDefault(s => s.Party == party);

    public IReadOnlyList<Signatory> Signatories() =>
        [new(SignatoryId, SignatoryName, SignatoryTitle, SignatoryEmail), .. CoSignatory is null ? Array.Empty<Signatory>() : [CoSignatory]];

    /// <summary>As which party a person is asked to sign; null for everybody else.</summary>
    public string? PartyOf(Guid? personId) =>
        personId == SignatoryId ? Party.Organisation : personId is not null && personId == CoSignatory?.PersonId ? Party.AccountablePerson : null;

    public IReadOnlyList<Signatory> StillToSign() => [.. Signatories().Where(s => SignatureOf(PartyOf(s.PersonId)!) is null)];

    /// <summary>In the order of their seals; HMCTS comes last, even when a clock gives two signatures the same instant.</summary>
    public IEnumerable<Signature> InOrder() => signatures.OrderBy(s => s.Party == Party.Hmcts).ThenBy(s => s.At).ThenBy(s => s.Id);

    /// <summary>Seals are set one after the other, each over the one before.</summary>
    public Signature? NextToSeal() => InOrder().FirstOrDefault(s => s.SealedAt is null);

    private Signature? LastSealed() => InOrder().LastOrDefault(s => s.SealedAt is not null);

    /// <summary>The latest PDF: countersigned, signed or as issued.</summary>
    public string? Pdf => LastSealed()?.Pdf ?? UnsignedPdf;

    public string? PdfSha256 => LastSealed()?.Sha256 ?? UnsignedSha256;

    public Standing Standing => this switch
    {
        { ClosedAt: not null } => Standing.Closed,
        { SupersededAt: not null } => Standing.Superseded,
        { IssuedAt: null } => Standing.Preparing,
        { SignatureGivenAt: null } => Standing.WithSignatory,
        { AuthorityDecision: null } => Standing.AuthorityToAccept,
        { SignedAt: null } => Standing.Sealing,
        { InForceAt: not null } => Standing.InForce,
        { CountersignatureGivenAt: null } => Standing.ToCountersign,
        _ => Standing.Sealing,
    };

    /// <summary><see cref="Standing.ToCountersign"/> as the database reads it.</summary>
    public static Expression<Func<Agreement, bool>> WaitsForCountersignature =>
        a => a.SignedAt != null && a.CountersignatureGivenAt == null && a.InForceAt == null && a.ClosedAt == null && a.SupersededAt == null;

    /// <summary>The PDF exists and is stored: its hash is what will be signed.</summary>
    public void Issue(string pdf, string sha256, string readingCopy, DateTimeOffset at)
    {
        (UnsignedPdf, UnsignedSha256, ReadingCopy, IssuedAt) = (pdf, sha256, readingCopy, at);
        Record(new AgreementIssued(OrganisationId, Id, Kind, Round));
    }

    public bool CanBeSignedBy(Guid? personId, DateTimeOffset at) =>
        Standing == Standing.WithSignatory && at.CivilDate() <= SignBy && StillToSign().Any(s => s.PersonId == personId);

    public void RequireThatItCanBeSignedBy(Guid personId, DateTimeOffset at)
    {
        Rule.Require(ClosedAt is null, Say.NoLongerOut);
        Rule.Require(IssuedAt is not null, Say.StillBeingPrepared);
        Rule.Require(StillToSign().Any(s => s.PersonId == personId), Say.AlreadySigned);
        Rule.Require(at.CivilDate() <= SignBy, Say.RequestHasExpired(SignBy));
    }

    public Signature Sign(Guid signatureId, Guid personId, StatedAuthority authority, Intent intent)
    {
        RequireThatItCanBeSignedBy(personId, intent.At);
        Rule.Require(intent.At - intent.SteppedUpAt <= FreshFor, Say.CodeNoLongerFresh);
        var signatory = StillToSign().First(s => s.PersonId == personId);
        var signature = Add(new Signature(signatureId, Id, PartyOf(personId)!, personId, signatory.Name, signatory.JobTitle, authority, intent));
        Record(new AgreementSignatureGiven(OrganisationId, Id, Kind, Round));
        if (StillToSign().Count > 0) return signature;
        SignatureGivenAt = intent.At;
        Record(new AgreementAuthorityAsked(OrganisationId, Id, Kind, Round));
        return signature;
    }

    /// <summary>An officer accepts the authority that the signer stated: from now on the signature counts, once it is sealed.</summary>
    public void AcceptAuthority(Guid by, DateTimeOffset at)
    {
        RequireAuthorityToDecide();
        AuthorityDecision = new AuthorityDecision(true, by, at, null);
        Record(new AgreementAuthorityAccepted(OrganisationId, Id, Kind, Round));
        CountIfComplete(at);
    }

    public void RefuseAuthority(Guid by, Guid reasonId, DateTimeOffset at)
    {
        RequireAuthorityToDecide();
        AuthorityDecision = new AuthorityDecision(false, by, at, reasonId);
        Close(Domain.ClosingCode.Authority, by, reasonId, at);
    }

    /// <summary>The sealed PDF is stored and verified.</summary>
    public void Seal(string party, string pdf, string sha256, DateTimeOffset at)
    {
        SignatureOf(party)!.Sealed(pdf, sha256, at);
        if (ClosedAt is not null) return; // the organisation withdrew meanwhile
        if (party != Party.Hmcts)
        {
            CountIfComplete(at);
            return;
        }
        (CountersignedAt, InForceAt) = (at, at);
        Record(new AgreementCameIntoForce(OrganisationId, Id, Kind, Round));
    }

    public void RequireThatItCanBeCountersigned()
    {
        Rule.Require(AgreementKinds.CountersignatoryRole(Kind) is not null && ClosedAt is null, Say.NothingToCountersign);
        Rule.Require(SignedAt is not null, Say.OrganisationSignsFirst);
        Rule.Require(CountersignatureGivenAt is null, Say.AlreadyCountersigned);
    }

    public Signature Countersign(Guid signatureId, Guid personId, string name, string jobTitle, Intent intent)
    {
        RequireThatItCanBeCountersigned();
        Rule.Require(intent.At - intent.SteppedUpAt <= FreshFor, Say.CodeNoLongerFresh);
        CountersignatureGivenAt = intent.At;
        Record(new AgreementCountersigned(OrganisationId, Id, Kind, Round));
        return Add(new Signature(signatureId, Id, Party.Hmcts, personId, name, jobTitle, null, intent));
    }

    private void RequireAuthorityToDecide()
    {
        Rule.Require(ClosedAt is null, Say.NoLongerOut);
        Rule.Require(SignatureGivenAt is not null, Say.OrganisationSignsFirst);
        Rule.Require(AuthorityDecision is null, Say.AuthorityDecidedAlready);
    }

    private void CountIfComplete(DateTimeOffset at)
    {
        if (AuthorityDecision is not { Accepted: true } || SignatureGivenAt is null || NextToSeal() is not null || SignedAt is not null) return;
        SignedAt = at;
        Record(new AgreementSigned(OrganisationId, Id, Kind, Round));
        if (AgreementKinds.CountersignatoryRole(Kind) is not null) return;
        InForceAt = at;
        Record(new AgreementCameIntoForce(OrganisationId, Id, Kind, Round));
    }

    private Signature Add(Signature signature)
    {
        signatures.Add(signature);
        return signature;
    }
}
