using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>An organisation has gone live: how long each part took is kept for the forecasts of others, once.</summary>
internal sealed class KeepDurations(RegistrationDbContext db, Forecasts forecasts, TimeProvider clock) : INotificationHandler<OrganisationWentLive>
{
    public async Task Handle(OrganisationWentLive notification, CancellationToken cancellationToken)
    {
        var id = notification.OrganisationId;
        if (await db.FinishedCases.AnyAsync(f => f.OrganisationId == id, cancellationToken)) return;
        var application = await db.Applications.AsNoTracking().Of(id).FirstAsync(cancellationToken);
        var parts = await forecasts.Progressed(id, cancellationToken);
        if (FinishedCase.Of(Guid.CreateVersion7(clock.GetUtcNow()), id, Forecasts.KindOf(application), application.Answers.Api?.Builds == true, parts) is not { } finished) return;
        db.FinishedCases.Add(finished);
        await db.SaveChangesAsync(cancellationToken);
    }
}
