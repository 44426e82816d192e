using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>An urgent security stop: it holds at once, and a second person confirms it within a working day.</summary>
[Needs(Policy.DecideExit)]
internal sealed record StopAtOnce(Guid OrganisationId, SuspensionScope? UrgentScope, string UrgentReason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<StopAtOnce>
    {
        public Validator()
        {
            RuleFor(x => x.UrgentScope).Must(s => s is not null && Enum.IsDefined(s.Value)).Saying(Say.SuspensionChooseScope);
            RuleFor(x => x.UrgentReason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.SuspensionEnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Suspending suspending, CurrentActor current, TimeProvider clock) : IRequestHandler<StopAtOnce, Unit>
    {
        public async Task<Unit> Handle(StopAtOnce command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            await db.RequireThatItMayBeSuspended(id, Suspension.SecurityIncident, cancellationToken);
            var stop = Suspension.AtOnce(Guid.CreateVersion7(now), id, command.UrgentScope!.Value, db.Keep(id, command.UrgentReason, current.PersonId, now)!.Value, current.PersonId, now);
            db.Suspensions.Add(stop);
            await suspending.Begin(stop, cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>The second person of HMCTS has looked at an urgent stop and stands by it.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record ConfirmStop(Guid SuspensionId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<ConfirmStop, Unit>
    {
        public async Task<Unit> Handle(ConfirmStop command, CancellationToken cancellationToken)
        {
            (await db.Suspensions.GetAsync(command.SuspensionId, command.Version, cancellationToken)).Confirm(current.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
