using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>A service owner comments on the minutes within 5 working days; the other side is told.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record CommentOnMinutes(Guid ReviewId, int Version, string Comment) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<CommentOnMinutes>
    {
        public Validator() => RuleFor(x => x.Comment).Reason();
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<CommentOnMinutes, Unit>
    {
        public async Task<Unit> Handle(CommentOnMinutes command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            review.Comment(Guid.CreateVersion7(now), command.Comment.Trim(), by, now);
            await emails.ToOther(by, review, Say.EmailCommentSubject(review.Number), [Say.EmailComment(by.Side.Name())], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
