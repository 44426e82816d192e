using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>An officer has an agreement that is in force issued anew: its text no longer stands, or it ends too soon. It binds until the next round does.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RenewAgreement(Guid AgreementId, int Version, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RenewAgreement>
    {
        public Validator() => RuleFor(x => x.Text).Reason();
    }

    internal sealed class Handler(AgreementsDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<RenewAgreement, Unit>
    {
        public async Task<Unit> Handle(RenewAgreement request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.GetAsync(request.AgreementId, request.Version, cancellationToken);
            agreement.Renew(db.Reasons.Keep(agreement, request.Text, now).Id, now);
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
            return Unit.Value;
        }
    }
}
