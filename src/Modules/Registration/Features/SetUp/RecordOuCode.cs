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

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<RecordOuCode, Unit>
    {
        public async Task<Unit> Handle(RecordOuCode command, CancellationToken cancellationToken)
        {
            var (id, code, now) = (command.OrganisationId, Formats.Upper(command.OuCode), clock.GetUtcNow());
            var setUp = await db.SetUps.GetAsync(id, command.Version, cancellationToken);
            if (await db.SetUps.AnyAsync(s => s.OuCode == code && s.Id != id, cancellationToken))
                throw new InvalidInputException([(nameof(OuCode), Say.SetupOuCodeTaken)]);
            setUp.RecordOuCode(code, current.PersonId, now);
            var request = await db.OuCodeRequests.SingleOrDefaultAsync(r => r.OrganisationId == id && r.ClosedAt == null, cancellationToken);
            request?.Answer(code, current.PersonId, now);
            await gates.Refresh(id, cancellationToken);
            if (request is not null) await email.ToOrganisation(id, "/org", Say.EmailOuCodeSubject(code), Say.EmailOuCodeText(code, await email.NameOf(id)), Say.EmailOuCodeUse);
            return Unit.Value;
        }
    }
}
