using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The night after the last day: the service is shut to the organisation, and the checklist begins.</summary>
internal sealed class DepartureDue(RegistrationDbContext db, OnboardingEmail email, TimeProvider clock) : IDueHandler
{
    private const string ItemKind = "registration.departure";

    public string Kind => ItemKind;

    public static DueItem For(Departure departure) =>
        new($"{ItemKind} {departure.Id:D}", ItemKind, departure.OrganisationId, departure.LastDay.AddDays(1).InLondon(TimeOnly.MinValue), departure.Id.ToString("D"));

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var departure = await db.Departures.SingleAsync(d => d.Id == Guid.Parse(item.Payload), cancellationToken);
        if (!departure.IsPlanned) return;
        var (now, id) = (clock.GetUtcNow(), departure.OrganisationId);
        departure.Leave(now);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        onboarding.Leave(now);
        await db.SaveChangesAsync(cancellationToken);
        await email.ToOrganisation(id, LeavingNews.Readers, "/org/leaving", Say.EmailLeftSubject(onboarding.Name), Say.EmailLeft(onboarding.Name));
        await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/leaving", Say.EmailLeftSubject(onboarding.Name), Say.EmailLeftHmcts(onboarding.Name));
    }
}
