using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Says of two organisations that they are the same, or aren't, and why; kept for good. A later decision on the same two stands beside it.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record DecideDuplicate(Guid OrganisationId, int Version, Guid OtherId, bool? IsSame, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideDuplicate>
    {
        public Validator()
        {
            RuleFor(x => x.IsSame).Must(v => v is not null).Saying(Say.SelectSame);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterReason)
                .AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Duplicates duplicates, CurrentActor current, TimeProvider clock) : IRequestHandler<DecideDuplicate, Unit>
    {
        public async Task<Unit> Handle(DecideDuplicate command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var onboarding = await db.Cases.VisibleTo(current.Actor).GetAsync(command.OrganisationId, command.Version, cancellationToken);
            var candidate = await duplicates.Between(onboarding.Id, command.OtherId, cancellationToken) ?? throw new NotFoundException();
            var reason = db.Keep(onboarding.Id, command.Reason, current.PersonId, now)!.Value;
            db.DuplicateDecisions.Add(new DuplicateDecision(Guid.CreateVersion7(now), onboarding.Id, candidate.OtherId, command.IsSame!.Value, candidate.Score, reason, current.PersonId, now));
            onboarding.DecideDuplicate(candidate.OtherId, command.IsSame.Value);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
