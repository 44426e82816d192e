using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Takes the application back before it is accepted; nothing is deleted.</summary>
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

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<WithdrawApplication, Unit>
    {
        public async Task<Unit> Handle(WithdrawApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var reason = new Reason(Guid.CreateVersion7(now), application.OrganisationId, Formats.Paragraphs(command.Reason), current.PersonId, now);
            db.Add(reason);
            application.Withdraw(reason.Id, current.PersonId, now);
            (await db.Cases.GetAsync(application.OrganisationId, cancellationToken)).MoveTo(Stage.Withdrawn, now, null);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
