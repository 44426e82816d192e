using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>A service owner signs the review off for their side; with both, it is closed and the next one is booked.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record SignOffReview(Guid ReviewId, int Version, bool Agreed) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SignOffReview>
    {
        public Validator() => RuleFor(x => x.Agreed).Equal(true).Saying(Say.ConfirmSignOff);
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<SignOffReview, Unit>
    {
        public async Task<Unit> Handle(SignOffReview command, CancellationToken cancellationToken)
        {
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            var breaches = await db.ServiceBreaches.Where(b => b.ReviewId == review.Id).ToListAsync(cancellationToken);
            Rule.Require(!breaches.Any(b => b.IsOpen), Say.SignOffRuleBreaches(ServiceBreach.RowForAPlan));
            review.Sign(by, clock.GetUtcNow());
            if (review.IsSignedOff)
                await emails.ToBoth(review, Say.EmailSignedOffSubject(review.Number), [Say.EmailSignedOff(review.NextOn ?? review.NextUsual)], cancellationToken);
            else
                await emails.ToOther(by, review, Say.EmailSignSubjectReview(review.Number), [Say.EmailSignReview(by.Side.Name())], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
