using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The service owner of HMCTS writes the minutes of the meeting; they can be put right until somebody has signed them off.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record RecordMinutes(
    Guid ReviewId, int Version, DateOnly? HeldOn, string Present, string Summary, string Unusual, string Decisions, string? SatisfactionOrganisation, string? SatisfactionHmcts,
    DateOnly? NextOn, string NextReason) : ICommand<Unit>
{
    private const int Longest = 5000;

    internal sealed class Validator : AbstractValidator<RecordMinutes>
    {
        public Validator()
        {
            RuleFor(x => x.HeldOn).NotNull().Saying(Say.EnterHeldOn);
            RuleFor(x => x.Present).Must(t => t.Trim().Length >= 3).Saying(Say.EnterWhoWasThere).MaximumLength(Reasons.Longest).Saying(Say.ReasonTooLong(Reasons.Longest));
            RuleFor(x => x.Summary).Must(t => t.Trim().Length >= Reasons.Shortest).Saying(Say.ReasonTooShort(Reasons.Shortest)).MaximumLength(Longest).Saying(Say.ReasonTooLong(Longest));
            RuleFor(x => x.Unusual).MaximumLength(Longest).Saying(Say.ReasonTooLong(Longest));
            RuleFor(x => x.Decisions).MaximumLength(Longest).Saying(Say.ReasonTooLong(Longest));
            RuleFor(x => x.SatisfactionOrganisation).Must(IsOnTheScale).Saying(Say.ChooseSatisfaction);
            RuleFor(x => x.SatisfactionHmcts).Must(IsOnTheScale).Saying(Say.ChooseSatisfaction);
            RuleFor(x => x.NextReason).Reason().When(x => x.NextOn is not null);
        }

        private static bool IsOnTheScale(string? typed) => typed is "1" or "2" or "3" or "4" or "5";
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<RecordMinutes, Unit>
    {
        public async Task<Unit> Handle(RecordMinutes command, CancellationToken cancellationToken)
        {
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            if (by.Side != ReviewSide.Hmcts) throw new NotFoundException();
            var minutes = new Minutes(
                command.Present.Trim(), command.Summary.Trim(), command.Unusual.Trim(), command.Decisions.Trim(), Scale(command.SatisfactionOrganisation), Scale(command.SatisfactionHmcts));
            var (differs, why) = command.NextOn == review.NextUsual ? (null, null) : (command.NextOn, command.NextOn is null ? null : command.NextReason.Trim());
            review.Hold(command.HeldOn!.Value, minutes, differs, why, by.PersonId, clock.GetUtcNow());
            await emails.ToBoth(review, Say.EmailMinutesSubject(review.Number), [Say.EmailMinutes(review.HeldOn), Say.EmailMinutesComments(review.CommentsUntil)], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static int Scale(string? typed) => typed![0] - '0';
}
