using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Says that a defect is corrected and how; somebody else retests it.</summary>
[Needs(Policy.SignedIn)]
internal sealed record CorrectDefect(Guid OrganisationId, Guid DefectId, int Version, string Correction) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<CorrectDefect>
    {
        public Validator() =>
            RuleFor(x => x.Correction).Cascade(CascadeMode.Stop).Must(v => Formats.Line(v).Length > 0).Saying(Say.DefectEnterCorrection).AtMost(Reasons.Longest, Say.ReasonLength);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<CorrectDefect, Unit>
    {
        public async Task<Unit> Handle(CorrectDefect command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var defect = await db.Defects.Where(d => d.OrganisationId == id).GetAsync(command.DefectId, command.Version, cancellationToken);
            defect.Correct(db.Keep(id, command.Correction, party.PersonId, now)!.Value, party, now);
            await gates.Refresh(id, cancellationToken);
            await email.ToOtherSide(party.Side, id, defect.Page(), Say.EmailDefectSubject(defect.Number, await email.NameOf(id)), Say.EmailDefectCorrected(defect.Number));
            return Unit.Value;
        }
    }
}
