using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>The signatory sends the agreement back with questions; nothing is signed until they are answered.</summary>
[Needs(Policy.SignAgreement)]
internal sealed record AskQuestions(Guid AgreementId, int Version, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AskQuestions>
    {
        public Validator() => RuleFor(x => x.Text).Reason();
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<AskQuestions, Unit>
    {
        public async Task<Unit> Handle(AskQuestions request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.Of(current.Actor).GetAsync(request.AgreementId, request.Version, cancellationToken);
            if (agreement.PartyOf(current.PersonId) is null) throw new NotFoundException();
            var questions = db.Reasons.Keep(agreement, request.Text, now);
            agreement.Decline(ClosingCode.Questions, current.PersonId, questions.Id, now);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
