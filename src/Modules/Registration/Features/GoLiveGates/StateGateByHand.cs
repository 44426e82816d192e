using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The first of two people confirms a gate by hand, with a document that lies in the store.</summary>
/// <param name="Version">That of the statement that it replaces; 0 where nobody had made one.</param>
[Needs(Policy.ConfirmByHand)]
internal sealed record StateGateByHand(Guid OrganisationId, int Gate, int Version, string Statement, StoredPdf File) : ICommand<Unit>
{
    private const int LongestStatement = 500;

    internal sealed class Validator : AbstractValidator<StateGateByHand>
    {
        public Validator() => RuleFor(x => x.Statement).Cascade(CascadeMode.Stop)
            .Must(s => Formats.Paragraphs(s).Length > 0).Saying(Say.HandEnterStatement)
            .Must(s => Formats.Paragraphs(s).Length <= LongestStatement).Saying(Say.HandStatementLength(LongestStatement));
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, CurrentActor current, TimeProvider clock) : IRequestHandler<StateGateByHand, Unit>
    {
        public async Task<Unit> Handle(StateGateByHand command, CancellationToken cancellationToken)
        {
            var (now, id, gate) = (clock.GetUtcNow(), command.OrganisationId, Gates.Of(command.Gate));
            if (gate.ByHand is null || !await db.GoLives.AnyAsync(g => g.Id == id, cancellationToken)) throw new NotFoundException();
            var confirmation = await db.HandConfirmations.SingleOrDefaultAsync(c => c.OrganisationId == id && c.Gate == gate.Number, cancellationToken);
            if (command.Version != (confirmation?.Version ?? 0)) throw new ConflictException(command.Version, confirmation?.Version ?? 0);
            if (confirmation is null) db.HandConfirmations.Add(confirmation = new HandConfirmation(Guid.CreateVersion7(now), id, gate.Number));
            confirmation.State(Formats.Paragraphs(command.Statement), command.File, current.PersonId, now);
            await gates.Refresh(id, cancellationToken);
            return Unit.Value;
        }
    }
}
