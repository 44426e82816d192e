using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Workflow;

/// <summary>A fact about one kind of agreement: of the round in force, whatever came after it, or else of the latest.</summary>
internal abstract class AgreementFact(AgreementsDbContext db, string name, string kind, Func<Agreement, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == correlationId && a.Kind == kind)
            .OrderByDescending(a => a.InForceAt != null).ThenByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken) is { } agreement && holds(agreement);

    /// <summary>It is out, or came back and nobody has asked for the next round yet.</summary>
    protected static bool Issued(Agreement agreement) => agreement is { ReissueAskedAt: null } or { InForceAt: not null };

    protected static bool CameBack(Agreement agreement) => agreement is { ClosedAt: not null, ReissueAskedAt: null };

    protected static bool SignatureGiven(Agreement agreement) => agreement is { ClosedAt: null, SignatureGivenAt: not null };

    protected static bool Signed(Agreement agreement) => agreement is { ClosedAt: null, SignedAt: not null };

    protected static bool InForce(Agreement agreement) => agreement.InForceAt is not null;
}

internal sealed class MouIssuedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.MouIssued", "mou", Issued);

internal sealed class MouCameBackFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.MouCameBack", "mou", CameBack);

internal sealed class MouReissueAskedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.MouReissueAsked", "mou", a => a is { InForceAt: null, ReissueAskedAt: not null });

internal sealed class MouSignatureGivenFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.MouSignatureGiven", "mou", SignatureGiven);

internal sealed class MouSignedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.MouSigned", "mou", Signed);

internal sealed class MouInForceFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.MouInForce", "mou", InForce);

internal sealed class TermsIssuedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.TermsIssued", "terms", Issued);

internal sealed class TermsCameBackFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.TermsCameBack", "terms", CameBack);

internal sealed class TermsReissueAskedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.TermsReissueAsked", "terms", a => a is { InForceAt: null, ReissueAskedAt: not null });

internal sealed class TermsSignatureGivenFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.TermsSignatureGiven", "terms", SignatureGiven);

internal sealed class TermsSignedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.TermsSigned", "terms", Signed);

internal sealed class TermsInForceFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.TermsInForce", "terms", InForce);

internal sealed class SlaIssuedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.SlaIssued", "sla", Issued);

internal sealed class SlaCameBackFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.SlaCameBack", "sla", CameBack);

internal sealed class SlaReissueAskedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.SlaReissueAsked", "sla", a => a is { InForceAt: null, ReissueAskedAt: not null });

internal sealed class SlaSignatureGivenFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.SlaSignatureGiven", "sla", SignatureGiven);

internal sealed class SlaSignedFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.SlaSigned", "sla", Signed);

internal sealed class SlaInForceFact(AgreementsDbContext db) : AgreementFact(db, "Agreements.SlaInForce", "sla", InForce);

/// <summary>A fact about the latest round of the security assurance questionnaire: what an earlier round came to, when it was failed, doesn't count.</summary>
internal abstract class SecurityFact(AgreementsDbContext db, string name, Func<SecurityAssessment, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == correlationId).OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken)
            is { } latest && latest.Outcome != Verdict.Failed && holds(latest);
}

internal sealed class SecurityIssuedFact(AgreementsDbContext db) : SecurityFact(db, "Agreements.SecurityIssued", _ => true);

internal sealed class SecuritySubmittedFact(AgreementsDbContext db) : SecurityFact(db, "Agreements.SecuritySubmitted", a => a.SubmittedAt is not null);

internal sealed class SecurityApprovedFact(AgreementsDbContext db) : SecurityFact(db, "Agreements.SecurityApproved", a => a.Outcome is not null);

internal sealed class ReviewBookedFact(UnitOfWork unit) : HappenedFact(unit, "Agreements.ReviewBooked", "Agreements.ServiceReviewBooked");

/// <summary>A fact about the latest quarterly review: those before it are signed off.</summary>
internal abstract class ReviewFact(AgreementsDbContext db, string name, Func<ServiceReview, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == correlationId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken) is { } latest && holds(latest);
}

internal sealed class ReviewOpenedFact(AgreementsDbContext db) : ReviewFact(db, "Agreements.ReviewOpened", r => r.OpenedAt is not null);

internal sealed class ReviewPackIssuedFact(AgreementsDbContext db) : ReviewFact(db, "Agreements.ReviewPackIssued", r => r.IssuedAt is not null);

internal sealed class ReviewHeldFact(AgreementsDbContext db) : ReviewFact(db, "Agreements.ReviewHeld", r => r.HeldOn is not null);

internal sealed class ReviewSignedByOrganisationFact(AgreementsDbContext db) : ReviewFact(db, "Agreements.ReviewSignedByOrganisation", r => r.SignedForOrganisationAt is not null);

internal sealed class ReviewSignedByHmctsFact(AgreementsDbContext db) : ReviewFact(db, "Agreements.ReviewSignedByHmcts", r => r.SignedForHmctsAt is not null);

/// <summary>The next review is booked as soon as the latest one isn't signed off.</summary>
internal sealed class NextReviewBookedFact(AgreementsDbContext db) : ReviewFact(db, "Agreements.NextReviewBooked", r => !r.IsSignedOff);

/// <summary>It withdrew, and didn't come back since.</summary>
internal sealed class OrganisationWithdrewFact(UnitOfWork unit) : IFact
{
    public string Name => "Agreements.OrganisationWithdrew";

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => (await unit.Query(
        """
        select count(*) from platform_events w where w.subject = @subject and w.name = 'Registration.ApplicationWithdrawn'
        and not exists (select 1 from platform_events r where r.subject = w.subject and r.name = 'Registration.ApplicationReopened' and r.at >= w.at)
        """,
        r => r.GetInt64(0), cancellationToken, ("@subject", correlationId)))[0] > 0;
}
