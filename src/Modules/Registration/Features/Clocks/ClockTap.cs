using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>Starts, pauses and stops clocks in the transaction of the event that does so, whichever module it comes from.</summary>
internal sealed class ClockTap(ClockRows clocks) : IEventTap
{
    public async Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken)
    {
        foreach (var move in ClockRule.Moves(happened))
            if (move.Starts) await clocks.Start(happened.Subject, move, cancellationToken);
            else if (move.Pauses) await clocks.Pause(happened.Subject, move, cancellationToken);
            else await clocks.Stop(happened.Subject, move, cancellationToken);
        if (happened is ClockPaused paused) await clocks.StandStill(paused.ClockId, paused.OrganisationId, paused.Rule, ClockPause.Question, paused.EntryId, cancellationToken);
        if (happened is QuestionAnswered answered) await clocks.RunOn(answered.EntryId, cancellationToken);
    }
}
