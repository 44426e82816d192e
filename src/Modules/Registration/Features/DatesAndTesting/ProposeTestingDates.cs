using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Proposes a testing window to the other side; answering a proposal with another one is a counter-proposal.</summary>
[Needs(Policy.SignedIn)]
internal sealed record ProposeTestingDates(Guid OrganisationId, int Version, DateOnly? From, DateOnly? To, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ProposeTestingDates>
    {
        public Validator()
        {
            RuleFor(x => x.From).NotNull().Saying(Say.DatesEnterFrom);
            RuleFor(x => x.To).NotNull().Saying(Say.DatesEnterTo);
            RuleFor(x => x.Reason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, Planner planner, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<ProposeTestingDates, Unit>
    {
        public async Task<Unit> Handle(ProposeTestingDates command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var schedule = await db.Schedules.GetAsync(id, command.Version, cancellationToken);
            var reasonId = db.Keep(id, command.Reason, party.PersonId, now);
            schedule.ProposeTesting(Guid.CreateVersion7(now), command.From!.Value, command.To!.Value, party, reasonId, now, await planner.Of(id, cancellationToken));
            await gates.Refresh(id, cancellationToken);
            await planner.RequireRoom(id, DateKind.Testing, command.From.Value, cancellationToken);
            await email.ToOtherSide(party.Side, id, "dates", Say.EmailDatesSubject(await email.NameOf(id)), Say.EmailTestingProposed(command.From, command.To));
            return Unit.Value;
        }
    }
}
