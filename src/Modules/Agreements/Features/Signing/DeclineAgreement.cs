using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>The signatory won't sign, and says why.</summary>
[Needs(Policy.SignAgreement)]
internal sealed record DeclineAgreement(Guid AgreementId, int Version, string? ReasonCode, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DeclineAgreement>
    {
        public Validator()
        {
            RuleFor(x => x.ReasonCode).Must(c => c is not null && ClosingCode.ToDecline.Contains(c)).Saying(Say.ChooseWhyYouDecline);
            RuleFor(x => x.Text).Reason();
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<DeclineAgreement, Unit>
    {
        public async Task<Unit> Handle(DeclineAgreement request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.Of(current.Actor).GetAsync(request.AgreementId, request.Version, cancellationToken);
            if (agreement.PartyOf(current.PersonId) is null) throw new NotFoundException();
            var reason = db.Reasons.Keep(agreement, request.Text, now);
            agreement.Decline(request.ReasonCode!, current.PersonId, reason.Id, now);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
