using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>One service owner disputes a figure of the pack, and says why; the other answers.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record DisputeFigure(Guid ReviewId, int Version, string Measure, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DisputeFigure>
    {
        public Validator()
        {
            RuleFor(x => x.Measure).Must(m => ServiceMeasure.Find(m) is not null).Saying(Say.ChooseAFigure);
            RuleFor(x => x.Reason).Reason();
        }
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<DisputeFigure, Unit>
    {
        public async Task<Unit> Handle(DisputeFigure command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            review.Dispute(Guid.CreateVersion7(now), command.Measure, command.Reason.Trim(), by, now);
            await emails.ToOther(by, review, Say.EmailDisputeSubject(command.Measure), [Say.EmailDispute(by.Side.Name(), command.Measure, review.On)], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
