using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The second person has read the document and confirms the gate: now it counts.</summary>
[Needs(Policy.ConfirmByHand)]
internal sealed record ConfirmGateByHand(Guid ConfirmationId, int Version, bool HasRead) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ConfirmGateByHand>
    {
        public Validator() => RuleFor(x => x.HasRead).Equal(true).Saying(Say.HandConfirmRead);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, CurrentActor current, TimeProvider clock) : IRequestHandler<ConfirmGateByHand, Unit>
    {
        public async Task<Unit> Handle(ConfirmGateByHand command, CancellationToken cancellationToken)
        {
            var confirmation = await db.HandConfirmations.GetAsync(command.ConfirmationId, command.Version, cancellationToken);
            confirmation.Confirm(current.PersonId, clock.GetUtcNow());
            await gates.Refresh(confirmation.OrganisationId, cancellationToken);
            return Unit.Value;
        }
    }
}
