using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>A service owner says that an action is done, or drops it with a reason.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record EndAction(Guid ActionId, int Version, string? Outcome, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<EndAction>
    {
        public Validator()
        {
            RuleFor(x => x.Outcome).Must(o => o is ServiceAction.Done or ServiceAction.Dropped).Saying(Say.ChooseDoneOrDropped);
            RuleFor(x => x.Reason).Reason().When(x => x.Outcome == ServiceAction.Dropped);
            RuleFor(x => x.Reason).MaximumLength(Reasons.Longest).Saying(Say.ReasonTooLong(Reasons.Longest));
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<EndAction, Unit>
    {
        public async Task<Unit> Handle(EndAction command, CancellationToken cancellationToken)
        {
            var organisation = await db.ServiceActions.Where(a => a.Id == command.ActionId).Select(a => (Guid?)a.OrganisationId).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
            var by = current.Actor.ForReviewsOf(organisation);
            var action = await db.ServiceActions.GetAsync(command.ActionId, command.Version, cancellationToken);
            action.End(command.Outcome!, command.Reason.Trim() is { Length: > 0 } reason ? reason : null, by, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
