using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Ends a suspension once what it was for is put right; the gates are computed anew, and a blocking one that is red refuses.</summary>
[Needs(Policy.DecideExit)]
internal sealed record Reinstate(Guid SuspensionId, int Version, string Remedy) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<Reinstate>
    {
        public Validator() => RuleFor(x => x.Remedy).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.SuspensionEnterRemedy).AtMost(Reasons.Longest, Say.ReasonLength);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, Suspending suspending, CurrentActor current, TimeProvider clock) : IRequestHandler<Reinstate, Unit>
    {
        public async Task<Unit> Handle(Reinstate command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var suspension = await db.Suspensions.GetAsync(command.SuspensionId, command.Version, cancellationToken);
            var id = suspension.OrganisationId;
            suspension.End(await gates.Refresh(id, cancellationToken), db.Keep(id, command.Remedy, current.PersonId, now)!.Value, current.PersonId, now);
            await suspending.End(suspension, cancellationToken);
            return Unit.Value;
        }
    }
}
