using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Workflow;

/// <summary>A fact about the latest round of one kind of agreement.</summary>
internal abstract class AgreementFact(IMediator mediator, string name, string kind, Func<AgreementStanding, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        (await mediator.Send(new DescribeAgreements(correlationId), cancellationToken)).Agreements.Any(a => a.Kind == kind && holds(a));
}

internal sealed class MouIssuedFact(IMediator mediator) : AgreementFact(mediator, "Agreements.MouIssued", "mou", a => a.Declined is null);

internal sealed class MouSignedFact(IMediator mediator) : AgreementFact(mediator, "Agreements.MouSigned", "mou", a => a.Signed is not null);

internal sealed class MouInForceFact(IMediator mediator) : AgreementFact(mediator, "Agreements.MouInForce", "mou", a => a.InForce is not null);

internal sealed class TermsIssuedFact(IMediator mediator) : AgreementFact(mediator, "Agreements.TermsIssued", "terms", a => a.Declined is null);

internal sealed class TermsSignedFact(IMediator mediator) : AgreementFact(mediator, "Agreements.TermsSigned", "terms", a => a.Signed is not null);

internal sealed class TermsInForceFact(IMediator mediator) : AgreementFact(mediator, "Agreements.TermsInForce", "terms", a => a.InForce is not null);

internal sealed class SlaIssuedFact(IMediator mediator) : AgreementFact(mediator, "Agreements.SlaIssued", "sla", a => a.Declined is null);

internal sealed class SlaSignedFact(IMediator mediator) : AgreementFact(mediator, "Agreements.SlaSigned", "sla", a => a.Signed is not null);

internal sealed class SlaInForceFact(IMediator mediator) : AgreementFact(mediator, "Agreements.SlaInForce", "sla", a => a.InForce is not null);

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

internal sealed class OrganisationWithdrewFact(UnitOfWork unit) : HappenedFact(unit, "Agreements.OrganisationWithdrew", "Registration.ApplicationWithdrawn");
