using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Confirms that the organisation may go live, or sends the case back to one track with a reason.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record DecideReadiness(Guid OrganisationId, int Version, bool? Ready, Track? BackTo, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideReadiness>
    {
        public Validator()
        {
            RuleFor(x => x.Ready).NotNull().Saying(Say.ReadyChoose);
            RuleFor(x => x.BackTo).Must((x, t) => x.Ready != false || t is not null).Saying(Say.ReadyChooseTrack);
            RuleFor(x => x.Reason).Must((x, r) => x.Ready != false || Formats.Paragraphs(r).Length > 0).Saying(Say.ReadyEnterReason);
            RuleFor(x => x.Reason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<DecideReadiness, Unit>
    {
        public async Task<Unit> Handle(DecideReadiness command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var goLive = await db.GoLives.GetAsync(id, command.Version, cancellationToken);
            var onboarding = await db.Cases.GetAsync(id, cancellationToken);
            await db.RequireThatTheCaseGoesOn(id, cancellationToken);
            var name = onboarding.Name;
            if (command.Ready == true)
            {
                goLive.Confirm(await gates.Refresh(id, cancellationToken), current.PersonId, now);
                var schedule = await db.Schedules.GetAsync(id, cancellationToken);
                await email.ToOrganisation(id, "/org", Say.EmailReadySubject(name), Say.EmailReady(name, schedule.GoLiveOn));
            }
            else
            {
                goLive.SendBack(command.BackTo!.Value, db.Keep(id, command.Reason, current.PersonId, now)!.Value, current.PersonId, now);
                onboarding.MoveTo(Stage.Accepted, now, null);
                await email.ToOrganisation(id, "/org", Say.EmailSentBackSubject(name), Say.EmailSentBack(name, command.BackTo.Value.Name()));
            }
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
