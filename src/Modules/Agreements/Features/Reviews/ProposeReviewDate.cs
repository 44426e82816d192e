using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>One service owner proposes another date for the meeting, and says why.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record ProposeReviewDate(Guid ReviewId, int Version, DateOnly? On, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ProposeReviewDate>
    {
        public Validator()
        {
            RuleFor(x => x.On).NotNull().Saying(Say.EnterReviewDate);
            RuleFor(x => x.Reason).Reason();
        }
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<ProposeReviewDate, Unit>
    {
        public async Task<Unit> Handle(ProposeReviewDate command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            if (review.OpenProposal is not null)
            {
                review.ReplaceOpenProposal(by, now);
                await db.SaveChangesAsync(cancellationToken); // one open date a review: the old one ends before the new one begins
            }
            review.Propose(Guid.CreateVersion7(now), command.On!.Value, command.Reason.Trim(), by, now, now.CivilDate());
            await emails.ToOther(by, review, Say.EmailDateSubject(command.On), [Say.EmailDateProposed(by.Side.Name(), command.On, review.On)], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
