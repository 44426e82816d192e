using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>An officer ends an application that the organisation has to send or to answer, and nobody will; nothing is deleted, and both sides are told.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record LapseApplication(Guid OrganisationId, int Version, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<LapseApplication>
    {
        public Validator() => RuleFor(x => x.Reason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.EnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, OnboardingEmail email, TimeProvider clock) : IRequestHandler<LapseApplication, Unit>
    {
        public async Task<Unit> Handle(LapseApplication command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (application, onboarding, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            application.Lapse(now, officer.PersonId, db.Keep(onboarding.Id, command.Reason, officer.PersonId, now));
            onboarding.MoveTo(Stage.Lapsed, now, null);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToBothSides(onboarding.Id, Say.EmailLapsedSubject(onboarding.Name), Say.EmailLapsedByOfficer(onboarding.Name), Say.EmailExitKept);
            return Unit.Value;
        }
    }
}

/// <summary>An officer opens an application that lapsed again, as a new version with its answers; the applicant is told.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record ReopenApplication(Guid OrganisationId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, NewVersion newVersion, Letters letters) : IRequestHandler<ReopenApplication, Unit>
    {
        public async Task<Unit> Handle(ReopenApplication command, CancellationToken cancellationToken)
        {
            var (before, _, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            Rule.Require(before.EndedAs == Ending.Lapsed, Say.RuleReopenOnlyLapsed);
            before.RequireStranger(officer);
            var (again, onboarding) = await newVersion.Of(before, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await letters.Send(again, Say.EmailReopenedSubject(onboarding.Name), [Say.EmailReopened(onboarding.Name, again.DraftEndsAt.CivilDate())], "/application", cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>
/// An officer opens an application again, with a reason, that was withdrawn after it had been accepted, within 90 days (onboarding reference, Z1): what was
/// reached holds on, agreements that had ended are issued again, and dates are agreed anew. Both sides are told.
/// </summary>
[Needs(Policy.DecideRegistration)]
internal sealed record ReopenAccepted(Guid OrganisationId, int Version, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ReopenAccepted>
    {
        public Validator() => RuleFor(x => x.Reason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.EnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, NewVersion newVersion, OnboardingEmail email, TimeProvider clock) : IRequestHandler<ReopenAccepted, Unit>
    {
        public async Task<Unit> Handle(ReopenAccepted command, CancellationToken cancellationToken)
        {
            var (before, _, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            var reason = db.Keep(command.OrganisationId, command.Reason, officer.PersonId, clock.GetUtcNow())!.Value;
            var onboarding = await newVersion.Accepted(before, reason, officer, cancellationToken);
            await email.ToBothSides(onboarding.Id, Say.EmailReopenedSubject(onboarding.Name), Say.EmailReopenedAccepted(onboarding.Name));
            return Unit.Value;
        }
    }
}
