using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The organisation may not be onboarded; the reason is a code and words that can be erased.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RejectApplication(Guid OrganisationId, int Version, string ReasonCode, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RejectApplication>
    {
        public Validator()
        {
            RuleFor(x => x.ReasonCode).Must(Application.RejectionCodes.Contains).Saying(Say.SelectReason);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterReason)
                .AtMost(1000, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, Letters letters, TimeProvider clock) : IRequestHandler<RejectApplication, Unit>
    {
        public async Task<Unit> Handle(RejectApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (application, onboarding, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            var reason = new Reason(Guid.CreateVersion7(now), onboarding.Id, Formats.Paragraphs(command.Reason), officer.PersonId, now);
            db.Add(reason);
            application.Reject(Guid.CreateVersion7(now), command.ReasonCode, reason.Id, officer, now);
            if (onboarding.OwnerId is null) onboarding.Take(officer.PersonId, now);
            onboarding.MoveTo(Stage.Rejected, now, null);
            await db.SaveChangesAsync(cancellationToken);
            await letters.Send(
                application, Say.EmailRejectedSubject(onboarding.Reference), [Say.EmailRejectedText(onboarding.Name, Words.Rejection(command.ReasonCode)), Words.RejectionAdvice(command.ReasonCode), Say.EmailRejectedNext, Say.EmailRejectedAppeal(Appeal.LastDay(application))],
                "/application", cancellationToken);
            return Unit.Value;
        }
    }
}
