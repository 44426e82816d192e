using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Takes back the agreed go-live date, with a reason, and proposes another one that the other side has to accept.</summary>
[Needs(Policy.SignedIn)]
internal sealed record PostponeGoLive(Guid OrganisationId, int Version, DateOnly? To, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<PostponeGoLive>
    {
        public Validator()
        {
            RuleFor(x => x.To).NotNull().Saying(Say.DatesEnterGoLive);
            RuleFor(x => x.Reason).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.DatesEnterReason);
            RuleFor(x => x.Reason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, Planner planner, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<PostponeGoLive, Unit>
    {
        public async Task<Unit> Handle(PostponeGoLive command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var schedule = await db.Schedules.GetAsync(id, command.Version, cancellationToken);
            var was = schedule.GoLiveOn;
            schedule.Postpone(Guid.CreateVersion7(now), command.To!.Value, party, db.Keep(id, command.Reason, party.PersonId, now)!.Value, now, await planner.Of(id, cancellationToken));
            await gates.Refresh(id, cancellationToken);
            await planner.RequireRoom(id, DateKind.GoLive, command.To.Value, cancellationToken);
            await email.ToOtherSide(party.Side, id, "dates", Say.EmailPostponedSubject(await email.NameOf(id)), Say.EmailPostponed(was, command.To));
            return Unit.Value;
        }
    }
}
