using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Upholds an appeal, and the application is triaged anew as its next version, or dismisses it; by somebody who had no part in the rejection.</summary>
[Needs(Policy.DecideAppeal)]
internal sealed record DecideAppeal(Guid OrganisationId, int Version, bool? Upheld, string Reason) : ICommand<Unit>
{
    private const int WorkingDaysToDecide = 5;

    internal sealed class Validator : AbstractValidator<DecideAppeal>
    {
        public Validator()
        {
            RuleFor(x => x.Upheld).Must(v => v is not null).Saying(Say.SelectAppeal);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterReason)
                .AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, NewVersion newVersion, Duplicates duplicates, Letters letters, Decisions decisions, TimeProvider clock)
        : IRequestHandler<DecideAppeal, Unit>
    {
        public async Task<Unit> Handle(DecideAppeal command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var open = await db.Appeals.Where(a => a.OrganisationId == id).OrderByDescending(a => a.MadeAt).Select(a => a.Id).FirstOrDefaultAsync(cancellationToken);
            var appeal = await db.Appeals.GetAsync(open, command.Version, cancellationToken);
            var before = await db.Applications.GetAsync(appeal.ApplicationId, cancellationToken);
            var officer = await decisions.Officer(id, cancellationToken);
            appeal.Decide(command.Upheld!.Value, db.Keep(id, command.Reason, officer.PersonId, now)!.Value, before, officer, now);
            var name = (await db.Cases.GetAsync(id, cancellationToken)).Name;
            if (command.Upheld.Value)
            {
                var (again, onboarding) = await newVersion.Of(before, cancellationToken);
                again.TakeUp(before.Latest!, Guid.CreateVersion7(now), now);
                onboarding.MoveTo(onboarding.OwnerId is null ? Stage.Submitted : Stage.Triage, now, WorkingDays.After(now, WorkingDaysToDecide));
                await duplicates.Keep(again, cancellationToken);
            }
            await db.SaveChangesAsync(cancellationToken);
            await letters.Send(
                before, command.Upheld.Value ? Say.EmailAppealUpheldSubject(name) : Say.EmailAppealDismissedSubject(name),
                [command.Upheld.Value ? Say.EmailAppealUpheld : Say.EmailAppealDismissed], command.Upheld.Value ? "/application" : "/application/ended", cancellationToken);
            return Unit.Value;
        }
    }
}
