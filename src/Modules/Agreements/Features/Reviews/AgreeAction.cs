using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>A service owner writes down an action, with the person who does it and the date.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record AgreeAction(Guid ReviewId, int Version, string What, string? Side, string Who, DateOnly? DueOn) : ICommand<Unit>
{
    private const int LongestName = 160;

    internal sealed class Validator : AbstractValidator<AgreeAction>
    {
        public Validator()
        {
            RuleFor(x => x.What).Reason();
            RuleFor(x => x.Side).Must(s => s is "hmcts" or "organisation").Saying(Say.ChooseASide);
            RuleFor(x => x.Who).Must(w => w.Trim().Length is >= 2 and <= LongestName).Saying(Say.EnterWho(LongestName));
            RuleFor(x => x.DueOn).NotNull().Saying(Say.EnterActionDate);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<AgreeAction, Unit>
    {
        public async Task<Unit> Handle(AgreeAction command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (review, by) = await db.ToChange(command.ReviewId, command.Version, current.Actor, cancellationToken);
            var side = command.Side == ReviewSide.Hmcts.Code() ? ReviewSide.Hmcts : ReviewSide.Organisation;
            db.ServiceActions.Add(new ServiceAction(Guid.CreateVersion7(now), review, command.What.Trim(), side, command.Who.Trim(), command.DueOn!.Value, by, now, now.CivilDate()));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
