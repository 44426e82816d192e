using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What follows when a suspension begins or ends: the stage on the board, the doors of the organisation's people, and the notice to them.</summary>
internal sealed class Suspending(RegistrationDbContext db, OnboardingEmail email, IMediator mediator, TimeProvider clock)
{
    private static readonly string[] Told = [Roles.AccountablePerson, Roles.OrganisationServiceOwner, Roles.AccountAdministrator];

    public async Task Begin(Suspension suspension, CancellationToken cancellationToken)
    {
        var id = suspension.OrganisationId;
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        onboarding.Suspend(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        if (suspension.StopsPeople) await mediator.Send(new StopPeople(id), cancellationToken);
        Text[] paragraphs = [Say.EmailSuspended(onboarding.Name, Words.SuspensionReason(suspension.ReasonCode)), suspension.Scope.Means(), Say.EmailSuspendedNext];
        await email.ToOrganisation(id, Told, "/org/suspension", Say.EmailSuspendedSubject(onboarding.Name), paragraphs);
        await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/suspension", Say.EmailSuspendedSubject(onboarding.Name), suspension.WaitsForSecond ? [.. paragraphs[..2], Say.EmailStopToConfirm] : paragraphs[..2]);
    }

    /// <summary>The organisation goes on where it was once no other suspension stands.</summary>
    public async Task End(Suspension ended, CancellationToken cancellationToken)
    {
        var id = ended.OrganisationId;
        await db.SaveChangesAsync(cancellationToken);
        var others = await db.Suspensions.AsNoTracking().Where(s => s.OrganisationId == id && s.BeganAt != null && s.EndedAt == null).ToListAsync(cancellationToken);
        if (ended.StopsPeople && !others.Exists(s => s.StopsPeople)) await mediator.Send(new LetPeopleIn(id), cancellationToken);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        if (others.Count == 0) onboarding.Reinstate(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        var text = others.Count == 0 ? Say.EmailReinstated(onboarding.Name) : Say.EmailReinstatedPartly(onboarding.Name);
        await email.ToOrganisation(id, Told, "/org/suspension", Say.EmailReinstatedSubject(onboarding.Name), text);
        await email.ToHmcts(id, [], $"/officer/org/{id}/suspension", Say.EmailReinstatedSubject(onboarding.Name), text);
    }
}
