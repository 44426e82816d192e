using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>An officer accepts or refuses the authority by which a signatory signed.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record DecideAuthority(Guid AgreementId, int Version, bool? Accept, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideAuthority>
    {
        public Validator()
        {
            RuleFor(x => x.Accept).NotNull().Saying(Say.ChooseAcceptOrRefuse);
            RuleFor(x => x.Text).Reason().When(x => x.Accept == false);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<DecideAuthority, Unit>
    {
        public async Task<Unit> Handle(DecideAuthority request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.GetAsync(request.AgreementId, request.Version, cancellationToken);
            if (request.Accept == true) agreement.AcceptAuthority(current.PersonId, now);
            else agreement.RefuseAuthority(current.PersonId, db.Reasons.Keep(agreement, request.Text, now).Id, now);
            await db.SupersedeEarlier(agreement, now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
