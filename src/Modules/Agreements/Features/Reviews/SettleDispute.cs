using System.Globalization;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

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

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<SettleDispute, Unit>
    {
        public async Task<Unit> Handle(SettleDispute command, CancellationToken cancellationToken)
        {
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            var corrected = command.Outcome == FigureDispute.Corrected ? EnterFigure.Percentage(command.Corrected)?.ToString("0.##", CultureInfo.InvariantCulture) : null;
            review.Settle(command.DisputeId, command.Outcome!, corrected, command.Reason.Trim(), by, clock.GetUtcNow());
            var measure = review.Disputes.Single(d => d.Id == command.DisputeId).Measure;
            await emails.ToOther(by, review, Say.EmailSettledSubject(measure), [Say.EmailSettled(measure, ReviewWordings.Outcome(command.Outcome!))], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
