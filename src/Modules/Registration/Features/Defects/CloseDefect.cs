using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Closes a defect whose retest passed, or with a reason one of severity 3 or 4 that stays as it is.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed record CloseDefect(Guid OrganisationId, Guid DefectId, int Version, string Closing) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<CloseDefect>
    {
        public Validator() => RuleFor(x => x.Closing).AtMost(Reasons.Longest, Say.ReasonLength);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, CurrentActor current, TimeProvider clock) : IRequestHandler<CloseDefect, Unit>
    {
        public async Task<Unit> Handle(CloseDefect command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, new Party(Side.Hmcts, current.PersonId));
            var defect = await db.Defects.Where(d => d.OrganisationId == id).GetAsync(command.DefectId, command.Version, cancellationToken);
            defect.Close(db.Keep(id, command.Closing, party.PersonId, now), party, now);
            await gates.Refresh(id, cancellationToken);
            return Unit.Value;
        }
    }
}
