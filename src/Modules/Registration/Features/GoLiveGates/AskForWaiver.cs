using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Asks a senior onboarding manager to let a red gate pass until a day, with a reason.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AskForWaiver(Guid OrganisationId, int Gate, string Reason, DateOnly? ExpiresOn) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AskForWaiver>
    {
        public Validator()
        {
            RuleFor(x => x.Reason).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.WaiverEnterReason);
            RuleFor(x => x.Reason).AtMost(Reasons.Longest, Say.ReasonLength);
            RuleFor(x => x.ExpiresOn).NotNull().Saying(Say.WaiverEnterLastDay);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AskForWaiver, Unit>
    {
        public async Task<Unit> Handle(AskForWaiver command, CancellationToken cancellationToken)
        {
            var (now, id, gate, last) = (clock.GetUtcNow(), command.OrganisationId, Gates.Of(command.Gate), command.ExpiresOn!.Value);
            var today = now.CivilDate();
            var row = (await gates.Refresh(id, cancellationToken)).SingleOrDefault(g => g.Number == gate.Number) ?? throw new NotFoundException();
            if (gate.LongestWaiver == 0) throw new NotFoundException();
            Rule.Require(row is { State: GateState.Red, MayBeWaived: true }, Say.WaiverRuleNotNow(gate.Code));
            Rule.Require(last > today && last <= today.AddDays(gate.LongestWaiver), Say.WaiverRuleLastDay(today.AddDays(1), today.AddDays(gate.LongestWaiver)));
            if (await db.Waivers.SingleOrDefaultAsync(w => w.OrganisationId == id && w.Gate == gate.Number && w.ClosedAt == null, cancellationToken) is { } earlier)
            {
                Rule.Require(earlier.Counts, Say.WaiverRuleAsked);
                earlier.End(now);
                await db.SaveChangesAsync(cancellationToken);
            }
            db.Waivers.Add(new Waiver(Guid.CreateVersion7(now), id, gate.Number, db.Keep(id, command.Reason, current.PersonId, now)!.Value, last, current.PersonId, now));
            await gates.Refresh(id, cancellationToken);
            await email.ToHmcts(
                id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/gates/{gate.Number}/waiver",
                Say.EmailWaiverAskedSubject(gate.Code, await email.NameOf(id)), Say.EmailWaiverAsked(gate.Code, gate.Condition, await email.NameOf(id), last));
            return Unit.Value;
        }
    }
}
