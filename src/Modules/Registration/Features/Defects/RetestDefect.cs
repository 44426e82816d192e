using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Retests a corrected defect: it passes, or goes back with what was seen.</summary>
[Needs(Policy.SignedIn)]
internal sealed record RetestDefect(Guid OrganisationId, Guid DefectId, int Version, bool? Passed, string Seen) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RetestDefect>
    {
        public Validator()
        {
            RuleFor(x => x.Passed).NotNull().Saying(Say.DefectChooseRetest);
            RuleFor(x => x.Seen).Must(v => Formats.Line(v).Length > 0).When(x => x.Passed == false).Saying(Say.DefectEnterSeen);
            RuleFor(x => x.Seen).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<RetestDefect, Unit>
    {
        public async Task<Unit> Handle(RetestDefect command, CancellationToken cancellationToken)
        {
            var (now, id, party) = (clock.GetUtcNow(), command.OrganisationId, current.Actor.For(command.OrganisationId));
            var defect = await db.Defects.Where(d => d.OrganisationId == id).GetAsync(command.DefectId, command.Version, cancellationToken);
            defect.Retest(command.Passed!.Value, db.Keep(id, command.Seen, party.PersonId, now), party, now);
            await gates.Refresh(id, cancellationToken);
            var (subject, text) = (Say.EmailDefectSubject(defect.Number, await email.NameOf(id)), command.Passed.Value ? Say.EmailDefectPassed(defect.Number) : Say.EmailDefectFailed(defect.Number));
            await email.ToOtherSide(party.Side, id, defect.Page(), subject, text);
            return Unit.Value;
        }
    }
}
