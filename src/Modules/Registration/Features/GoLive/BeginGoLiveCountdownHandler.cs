using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The agreed date, while it holds and lies ahead; a date that has gone by has to be postponed first.</summary>
internal sealed class BeginGoLiveCountdownHandler(RegistrationDbContext db, TimeProvider clock) : IRequestHandler<BeginGoLiveCountdown, GoLiveCountdown?>
{
    public async Task<GoLiveCountdown?> Handle(BeginGoLiveCountdown command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedule = await db.Schedules.GetAsync(command.OrganisationId, cancellationToken);
        var onboarding = await db.Cases.GetAsync(command.OrganisationId, cancellationToken);
        var on = schedule.GoLiveOn >= now.CivilDate() ? schedule.GoLiveOn : null;
        onboarding.BeginCountdown(on, now);
        await db.SaveChangesAsync(cancellationToken);
        return on is { } day ? new GoLiveCountdown(day, schedule.GoLiveNumber) : null;
    }
}
