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

/// <summary>A service owner says whose fault it was that a target was not met, why, and which action answers it; an excuse has to be approved by the other side.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record AssessBreach(Guid BreachId, int Version, string? Fault, string RootCause, string Excuse, Guid? ActionId) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AssessBreach>
    {
        public Validator()
        {
            RuleFor(x => x.Fault).Must(f => f is not null && ServiceBreach.Faults.Contains(f)).Saying(Say.ChooseFault);
            RuleFor(x => x.RootCause).Reason();
            RuleFor(x => x.Excuse).Reason().When(x => x.Fault == ServiceBreach.Excused);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, ReviewEmails emails, CurrentActor current, TimeProvider clock) : IRequestHandler<AssessBreach, Unit>
    {
        public async Task<Unit> Handle(AssessBreach command, CancellationToken cancellationToken)
        {
            var (breach, review, by) = await db.BreachToChange(command.BreachId, command.Version, current.Actor, cancellationToken);
            if (command.ActionId is { } action && !await db.ServiceActions.AnyAsync(a => a.Id == action && a.OrganisationId == breach.OrganisationId, cancellationToken))
                throw new InvalidInputException([(nameof(ActionId), Say.ChooseBreachAction)]);
            breach.Assess(command.Fault!, command.RootCause.Trim(), command.Excuse.Trim(), command.ActionId, by, clock.GetUtcNow());
            if (breach.WaitsForApproval) await emails.ToOther(by, review, Say.EmailExcuseSubject(breach.Measure), [Say.EmailExcuse(by.Side.Name(), breach.Measure)], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>The service owner of the other side approves an excuse.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed record ApproveExcuse(Guid BreachId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<ApproveExcuse, Unit>
    {
        public async Task<Unit> Handle(ApproveExcuse command, CancellationToken cancellationToken)
        {
            var (breach, _, by) = await db.BreachToChange(command.BreachId, command.Version, current.Actor, cancellationToken);
            breach.ApproveExcuse(by, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

internal static class Breaches
{
    /// <summary>Each target that these figures of a review show as not met; one that the review before shows too is one more in a row.</summary>
    public static async Task<List<ServiceBreach>> AddBreaches(this AgreementsDbContext db, ServiceReview review, IEnumerable<Figure> figures, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var before = await db.ServiceBreaches.AsNoTracking()
            .Where(b => b.WithdrawnAt == null && db.ServiceReviews.Any(r => r.Id == b.ReviewId && r.OrganisationId == review.OrganisationId && r.Number == review.Number - 1))
            .ToDictionaryAsync(b => b.Measure, cancellationToken);
        List<ServiceBreach> found = [.. figures.Where(f => f.Standing == FigureStanding.NotMet).Select(f => new ServiceBreach(Guid.CreateVersion7(at), review, f, before.GetValueOrDefault(f.Measure)))];
        db.ServiceBreaches.AddRange(found);
        return found;
    }

    /// <summary>A breach of a review that isn't signed off by anybody yet, with the side for which this service owner changes it.</summary>
    public static async Task<(ServiceBreach Breach, ServiceReview Review, ReviewParty By)> BreachToChange(this AgreementsDbContext db, Guid id, int version, Actor actor, CancellationToken cancellationToken)
    {
        var organisation = await db.ServiceBreaches.Where(b => b.Id == id).Select(b => (Guid?)b.OrganisationId).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var by = actor.ForReviewsOf(organisation);
        var breach = await db.ServiceBreaches.GetAsync(id, version, cancellationToken);
        var review = await db.ServiceReviews.GetAsync(breach.ReviewId, cancellationToken);
        Rule.Require(review.SignedForHmctsAt is null && review.SignedForOrganisationAt is null, Say.MinutesRuleSigned);
        return (breach, review, by);
    }
}
