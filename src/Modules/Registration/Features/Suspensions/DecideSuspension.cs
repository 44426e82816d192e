using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The senior onboarding manager's word on a suspension that somebody else asked for: it holds at once, or it is refused with a reason.</summary>
[Needs(Policy.DecideExit)]
internal sealed record DecideSuspension(Guid SuspensionId, int Version, bool? Approve, string Refusal) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideSuspension>
    {
        public Validator()
        {
            RuleFor(x => x.Approve).NotNull().Saying(Say.SuspensionChooseDecision);
            RuleFor(x => x.Refusal).Must((x, r) => x.Approve != false || Formats.Paragraphs(r).Length > 0).Saying(Say.WaiverEnterRefusal);
            RuleFor(x => x.Refusal).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Suspending suspending, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<DecideSuspension, Unit>
    {
        public async Task<Unit> Handle(DecideSuspension command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var suspension = await db.Suspensions.GetAsync(command.SuspensionId, command.Version, cancellationToken);
            var id = suspension.OrganisationId;
            if (command.Approve == true)
            {
                suspension.Approve(current.PersonId, now);
                await suspending.Begin(suspension, cancellationToken);
                return Unit.Value;
            }
            suspension.Refuse(db.Keep(id, command.Refusal, current.PersonId, now)!.Value, current.PersonId, now);
            await db.SaveChangesAsync(cancellationToken);
            var name = await email.NameOf(id);
            await email.ToHmcts(id, [], $"/officer/org/{id}/suspension", Say.EmailSuspensionRefusedSubject(name), Say.EmailSuspensionRefused(name));
            return Unit.Value;
        }
    }
}
