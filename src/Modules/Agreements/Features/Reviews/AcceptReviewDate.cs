using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The other service owner accepts the date: it holds, and the pack is made 5 working days before it.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record AcceptReviewDate(Guid ReviewId, int Version, Guid ProposalId) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, DueItems due, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<AcceptReviewDate, Unit>
    {
        public async Task<Unit> Handle(AcceptReviewDate command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            review.Accept(command.ProposalId, by, now, now.CivilDate());
            if (review is { OpenedAt: not null, IssuedAt: null }) await ReviewPack.Set(due, review, cancellationToken);
            await emails.ToBoth(review, Say.EmailDateAgreedSubject(review.On), [Say.EmailReviewMeeting(review.On)], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
