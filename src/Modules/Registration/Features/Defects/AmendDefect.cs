using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Gives a defect another severity, workaround or day of correction; how grave it is, HMCTS says.</summary>
[Needs(Policy.SignedIn)]
internal sealed record AmendDefect(Guid OrganisationId, Guid DefectId, int Version, string Severity, string Workaround, DateOnly? CorrectBy) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AmendDefect>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Severity).Severity();
            RuleFor(x => x.Workaround).AtMost(Reasons.Longest, Say.ReasonLength);
            RuleFor(x => x.CorrectBy).DayOfCorrection(x => x.Severity, clock);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AmendDefect, Unit>
    {
        public async Task<Unit> Handle(AmendDefect command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var defect = await db.Defects.Where(d => d.OrganisationId == id).GetAsync(command.DefectId, command.Version, cancellationToken);
            var was = defect.Severity;
            defect.Amend(Defects.Level(command.Severity), db.Keep(id, command.Workaround, party.PersonId, now), command.CorrectBy, party, now);
            if (defect.Severity < was) await db.EndWaiverOfTesting(defect, now, cancellationToken);
            await gates.Refresh(id, cancellationToken);
            await email.ToOtherSide(party.Side, id, defect.Page(), Say.EmailDefectSubject(defect.Number, await email.NameOf(id)), Say.EmailDefectAmended(defect.Number, defect.Severity));
            return Unit.Value;
        }
    }
}
