using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Proposes a go-live date to the other side while none is agreed.</summary>
[Needs(Policy.SignedIn)]
internal sealed record ProposeGoLiveDate(Guid OrganisationId, int Version, DateOnly? On) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ProposeGoLiveDate>
    {
        public Validator() => RuleFor(x => x.On).NotNull().Saying(Say.DatesEnterGoLive);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, Planner planner, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<ProposeGoLiveDate, Unit>
    {
        public async Task<Unit> Handle(ProposeGoLiveDate command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var schedule = await db.Schedules.GetAsync(id, command.Version, cancellationToken);
            schedule.ProposeGoLive(Guid.CreateVersion7(now), command.On!.Value, party, now, await planner.Of(id, cancellationToken));
            await gates.Refresh(id, cancellationToken);
            await planner.RequireRoom(id, DateKind.GoLive, command.On.Value, cancellationToken);
            await email.ToOtherSide(party.Side, id, "dates", Say.EmailDatesSubject(await email.NameOf(id)), Say.EmailGoLiveProposed(command.On));
            return Unit.Value;
        }
    }
}
