using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Takes the application back at any time before the organisation is live; nothing is deleted, and both sides are told.</summary>
[Needs(Policy.Apply)]
internal sealed record WithdrawApplication(Guid ApplicationId, int Version, string Reason, bool Confirmed) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<WithdrawApplication>
    {
        public Validator()
        {
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterWithdrawReason)
                .AtMost(1000, Say.ReasonLength);
            RuleFor(x => x.Confirmed).Equal(true).Saying(Say.ConfirmWithdraw);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<WithdrawApplication, Unit>
    {
        public async Task<Unit> Handle(WithdrawApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var reason = new Reason(Guid.CreateVersion7(now), application.OrganisationId, Formats.Paragraphs(command.Reason), current.PersonId, now);
            db.Add(reason);
            var onboarding = await db.Cases.GetAsync(application.OrganisationId, cancellationToken);
            application.Withdraw(reason.Id, current.PersonId, now);
            onboarding.Withdraw(now);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToBothSides(onboarding.Id, Say.EmailWithdrawnSubject(onboarding.Name), Say.EmailWithdrawn(onboarding.Name), Say.EmailExitKept);
            return Unit.Value;
        }
    }
}
