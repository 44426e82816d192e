using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The third postponement, and each one after it, goes to the senior onboarding manager.</summary>
internal sealed class PostponementWatch(RegistrationDbContext db, OnboardingEmail email) : INotificationHandler<GoLivePostponed>
{
    public async Task Handle(GoLivePostponed notification, CancellationToken cancellationToken)
    {
        var id = notification.OrganisationId;
        var times = await db.Schedules.Where(s => s.Id == id).Select(s => s.Postponements).SingleAsync(cancellationToken);
        if (times < Schedule.PostponementsToEscalate) return;
        var name = await email.NameOf(id);
        await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/dates", Say.EmailPostponedOftenSubject(name), Say.EmailPostponedOften(name, times));
    }
}
