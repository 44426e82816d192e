using System.Globalization;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The other service owner settles a dispute: the figure is held, corrected or noted, each with a reason.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record SettleDispute(Guid ReviewId, int Version, Guid DisputeId, string? Outcome, string Corrected, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SettleDispute>
    {
        public Validator()
        {
            RuleFor(x => x.Outcome).Must(o => o is not null && FigureDispute.Outcomes.Contains(o)).Saying(Say.ChooseAnOutcome);
            RuleFor(x => x.Corrected).Must(c => EnterFigure.Percentage(c) is not null).When(x => x.Outcome == FigureDispute.Corrected).Saying(Say.EnterAPercentage);
            RuleFor(x => x.Reason).Reason();
        }
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, BreachEmails breachEmails, CurrentActor current, TimeProvider clock) : IRequestHandler<SettleDispute, Unit>
    {
        public async Task<Unit> Handle(SettleDispute command, CancellationToken cancellationToken)
        {
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            var corrected = command.Outcome == FigureDispute.Corrected ? EnterFigure.Percentage(command.Corrected)?.ToString("0.##", CultureInfo.InvariantCulture) : null;
            review.Settle(command.DisputeId, command.Outcome!, corrected, command.Reason.Trim(), by, clock.GetUtcNow());
            var measure = review.Disputes.Single(d => d.Id == command.DisputeId).Measure;
            if (corrected is not null && review.Figures.Single(f => f.Measure == measure).CorrectedTo(corrected) is { } figure) await CorrectBreach(review, figure, cancellationToken);
            await emails.ToOther(by, review, Say.EmailSettledSubject(measure), [Say.EmailSettled(measure, ReviewWordings.Outcome(command.Outcome!))], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }

        /// <summary>The breach of the frozen figure is withdrawn or assessed anew; a figure that met its target and, corrected, doesn't is a breach like those of the pack.</summary>
        private async Task CorrectBreach(ServiceReview review, Figure figure, CancellationToken cancellationToken)
        {
            if (await db.ServiceBreaches.SingleOrDefaultAsync(b => b.ReviewId == review.Id && b.Measure == figure.Measure, cancellationToken) is { } breach)
                breach.Correct(figure, clock.GetUtcNow());
            else
                await breachEmails.ToSignatories(
                    review, [.. (await db.AddBreaches(review, [figure], clock.GetUtcNow(), cancellationToken)).Where(b => b.Consecutive >= ServiceBreach.RowForTheSignatories)], cancellationToken);
        }
    }
}
