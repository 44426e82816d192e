using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>Starts and stops clocks in the transaction of the event that does so, whichever module it comes from.</summary>
internal sealed class ClockTap(ClockRows clocks) : IEventTap
{
    public async Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken)
    {
        foreach (var move in ClockRule.Moves(happened))
            if (move.Starts) await clocks.Start(happened.Subject, move, cancellationToken);
            else await clocks.Stop(happened.Subject, move, cancellationToken);
    }
}
