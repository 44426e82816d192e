using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>The signatory, who came after the last day, asks for the agreement to be issued again.</summary>
[Needs(Policy.SignAgreement)]
internal sealed record AskForNewRequest(Guid AgreementId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : IRequestHandler<AskForNewRequest, Unit>
    {
        public async Task<Unit> Handle(AskForNewRequest request, CancellationToken cancellationToken)
        {
            var agreement = await db.Agreements.Of(current.Actor).GetAsync(request.AgreementId, request.Version, cancellationToken);
            agreement.AskForNewRequest(current.PersonId, clock.GetUtcNow());
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
            return Unit.Value;
        }
    }
}
