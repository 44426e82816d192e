using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Records what testing found wrong; either side may, and the other is told.</summary>
[Needs(Policy.SignedIn)]
internal sealed record RecordDefect(Guid OrganisationId, string Severity, string What, string Workaround, DateOnly? CorrectBy) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RecordDefect>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Severity).Severity();
            RuleFor(x => x.What).Cascade(CascadeMode.Stop).Must(v => Formats.Line(v).Length > 0).Saying(Say.DefectEnterWhat).AtMost(Reasons.Longest, Say.ReasonLength);
            RuleFor(x => x.Workaround).AtMost(Reasons.Longest, Say.ReasonLength);
            RuleFor(x => x.CorrectBy).DayOfCorrection(x => x.Severity, clock);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<RecordDefect, Unit>
    {
        public async Task<Unit> Handle(RecordDefect command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            (await db.Schedules.GetAsync(id, cancellationToken)).RequireThatTestingIsOn(now.CivilDate());
            var number = await db.Defects.CountAsync(d => d.OrganisationId == id, cancellationToken) + 1;
            var defect = new Defect(
                Guid.CreateVersion7(now), id, number, Defects.Level(command.Severity), db.Keep(id, command.What, party.PersonId, now)!.Value,
                db.Keep(id, command.Workaround, party.PersonId, now), command.CorrectBy, party, now);
            db.Defects.Add(defect);
            await db.EndWaiverOfTesting(defect, now, cancellationToken);
            await gates.Refresh(id, cancellationToken);
            await email.ToOtherSide(party.Side, id, defect.Page(), Say.EmailDefectSubject(number, await email.NameOf(id)), Say.EmailDefectRecorded(number, defect.Severity));
            return Unit.Value;
        }
    }
}
