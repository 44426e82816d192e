using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Asks a senior onboarding manager to suspend a live organisation.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AskForSuspension(Guid OrganisationId, SuspensionScope? Scope, string ReasonCode, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AskForSuspension>
    {
        public Validator()
        {
            RuleFor(x => x.Scope).Must(s => s is not null && Enum.IsDefined(s.Value)).Saying(Say.SuspensionChooseScope);
            RuleFor(x => x.ReasonCode).Must(Suspension.Catalogue.Contains).Saying(Say.SelectReason);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.SuspensionEnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AskForSuspension, Unit>
    {
        public async Task<Unit> Handle(AskForSuspension command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var name = await db.RequireThatItMayBeSuspended(id, command.ReasonCode, cancellationToken);
            db.Suspensions.Add(Suspension.Ask(Guid.CreateVersion7(now), id, command.Scope!.Value, command.ReasonCode, db.Keep(id, command.Reason, current.PersonId, now)!.Value, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            await email.ToHmcts(
                id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/suspension", Say.EmailSuspensionAskedSubject(name),
                Say.EmailSuspensionAsked(name, command.Scope.Value.Name(), Words.SuspensionReason(command.ReasonCode)));
            return Unit.Value;
        }
    }
}

internal static class MaySuspend
{
    /// <summary>Only what is open to the organisation can be stopped, and once for each reason. The name, for email.</summary>
    public static async Task<string> RequireThatItMayBeSuspended(this RegistrationDbContext db, Guid organisationId, string reasonCode, CancellationToken cancellationToken)
    {
        var onboarding = await db.Cases.GetAsync(organisationId, cancellationToken);
        Rule.Require(onboarding.MaySuspend, Say.SuspensionRuleNotLive);
        Rule.Require(
            !await db.Suspensions.AnyAsync(s => s.OrganisationId == organisationId && s.ReasonCode == reasonCode && s.EndedAt == null, cancellationToken), Say.SuspensionRuleStands);
        return onboarding.Name;
    }
}
