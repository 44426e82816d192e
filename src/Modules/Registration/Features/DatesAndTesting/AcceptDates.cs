using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Accepts what the other side proposed: the dates are agreed.</summary>
[Needs(Policy.SignedIn)]
internal sealed record AcceptDates(Guid OrganisationId, int Version, Guid ProposalId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, GateBook gates, Planner planner, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<AcceptDates, Unit>
    {
        public async Task<Unit> Handle(AcceptDates command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var schedule = await db.Schedules.GetAsync(id, command.Version, cancellationToken);
            schedule.Accept(command.ProposalId, party, now, await planner.Of(id, cancellationToken));
            await gates.Refresh(id, cancellationToken);
            var agreed = schedule.Proposals.Single(p => p.Id == command.ProposalId);
            await planner.RequireRoom(id, agreed.Kind, agreed.From, cancellationToken);
            await email.ToOtherSide(
                party.Side, id, "dates", Say.EmailAgreedSubject(await email.NameOf(id)),
                agreed.Kind == DateKind.Testing ? Say.EmailTestingAgreed(agreed.From, agreed.To) : Say.EmailGoLiveAgreed(agreed.From));
            return Unit.Value;
        }
    }
}
