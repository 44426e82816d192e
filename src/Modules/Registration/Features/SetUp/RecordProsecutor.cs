using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Makes the prosecutor record from the questionnaire, once an officer has checked the authority and each offence.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RecordProsecutor(Guid OrganisationId, int Version, string Offences, bool Checked) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RecordProsecutor>
    {
        public Validator() => RuleFor(x => x.Checked).Equal(true).Saying(Say.SetupConfirmChecked);
    }

    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, GateBook gates, CurrentActor current, TimeProvider clock) : IRequestHandler<RecordProsecutor, Unit>
    {
        public async Task<Unit> Handle(RecordProsecutor command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var setUp = await db.SetUps.GetAsync(id, command.Version, cancellationToken);
            var answers = await db.Applications.Of(id).Select(a => a.Answers).FirstAsync(cancellationToken);
            setUp.RecordProsecutor(answers.Method!, Formats.Codes(command.Offences), await lists.Offences(cancellationToken), now.CivilDate(), current.PersonId, now);
            await gates.Refresh(id, cancellationToken);
            return Unit.Value;
        }
    }
}
