using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Records the code by which the courts know the organisation.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RecordOuCode(Guid OrganisationId, int Version, string OuCode) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RecordOuCode>
    {
        public Validator() => RuleFor(x => x.OuCode).Must(c => Formats.IsOuCode(c)).Saying(Say.SetupEnterOuCode);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, CurrentActor current, TimeProvider clock) : IRequestHandler<RecordOuCode, Unit>
    {
        public async Task<Unit> Handle(RecordOuCode command, CancellationToken cancellationToken)
        {
            var (id, code) = (command.OrganisationId, Formats.Upper(command.OuCode));
            var setUp = await db.SetUps.GetAsync(id, command.Version, cancellationToken);
            if (await db.SetUps.AnyAsync(s => s.OuCode == code && s.Id != id, cancellationToken))
                throw new InvalidInputException([(nameof(OuCode), Say.SetupOuCodeTaken)]);
            setUp.RecordOuCode(code, current.PersonId, clock.GetUtcNow());
            await gates.Refresh(id, cancellationToken);
            return Unit.Value;
        }
    }
}
