using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;

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

internal sealed class SecurityIssuedFact(UnitOfWork unit) : HappenedFact(unit, "Agreements.SecurityIssued", "Agreements.SecurityQuestionnaireIssued");

internal sealed class SecuritySubmittedFact(UnitOfWork unit) : HappenedFact(unit, "Agreements.SecuritySubmitted", "Agreements.SecurityQuestionnaireSubmitted");

internal sealed class SecurityApprovedFact(UnitOfWork unit) : HappenedFact(unit, "Agreements.SecurityApproved", "Agreements.SecurityApproved");

internal sealed class ReviewBookedFact(UnitOfWork unit) : HappenedFact(unit, "Agreements.ReviewBooked", "Agreements.ServiceReviewBooked");
