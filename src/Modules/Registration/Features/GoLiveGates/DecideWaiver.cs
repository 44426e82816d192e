using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The second person's word on a waiver: it counts from now, or it is refused with a reason.</summary>
[Needs(Policy.ApproveWaiver)]
internal sealed record DecideWaiver(Guid WaiverId, int Version, bool? Approve, string Refusal) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideWaiver>
    {
        public Validator()
        {
            RuleFor(x => x.Approve).NotNull().Saying(Say.WaiverChoose);
            RuleFor(x => x.Refusal).Must((x, r) => x.Approve != false || Formats.Paragraphs(r).Length > 0).Saying(Say.WaiverEnterRefusal);
            RuleFor(x => x.Refusal).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<DecideWaiver, Unit>
    {
        public async Task<Unit> Handle(DecideWaiver command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var waiver = await db.Waivers.GetAsync(command.WaiverId, command.Version, cancellationToken);
            var (id, gate, approve) = (waiver.OrganisationId, Gates.Of(waiver.Gate), command.Approve == true);
            if (approve) waiver.Approve(current.PersonId, now);
            else waiver.Refuse(db.Keep(id, command.Refusal, current.PersonId, now)!.Value, current.PersonId, now);
            await gates.Refresh(id, cancellationToken);
            var name = await email.NameOf(id);
            await email.ToHmcts(
                id, [], $"/officer/org/{id}/gates/{gate.Number}/waiver", Say.EmailWaiverDecidedSubject(gate.Code, name),
                approve ? Say.EmailWaiverApproved(gate.Code, gate.Condition, name, waiver.ExpiresOn) : Say.EmailWaiverRefused(gate.Code, gate.Condition, name));
            return Unit.Value;
        }
    }
}

/// <summary>Ends a waiver before its last day: the gate counts again at once.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record EndWaiver(Guid WaiverId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, GateBook gates, TimeProvider clock) : IRequestHandler<EndWaiver, Unit>
    {
        public async Task<Unit> Handle(EndWaiver command, CancellationToken cancellationToken)
        {
            var waiver = await db.Waivers.GetAsync(command.WaiverId, command.Version, cancellationToken);
            waiver.End(clock.GetUtcNow());
            await gates.Refresh(waiver.OrganisationId, cancellationToken);
            return Unit.Value;
        }
    }
}
