using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// Makes an organisation's forecast anew and freezes it, each Monday and when something moved, until it goes live; and tells the officer
/// when it has slipped by more than ten working days since they were last told (onboarding reference, T15).
/// </summary>
internal sealed class MakeForecast(RegistrationDbContext db, Forecasts forecasts, DueItems due, EventRows events, OnboardingEmail email, TimeProvider clock) : IDueHandler
{
    public const string ItemKind = "registration.forecast";
    private static readonly TimeOnly Hour = new(3, 0);
    private Situation? situation;
    private Forecast? forecast;
    private int history;

    public string Kind => ItemKind;

    public static DueItem Now(Guid organisationId, Guid eventId, DateTimeOffset at) => new($"{ItemKind} {eventId:D}", ItemKind, organisationId, at, "");

    /// <summary>Draws it before the transaction.</summary>
    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        situation = await forecasts.Situation(item.Subject, cancellationToken);
        if (situation is null) return;
        var finished = await forecasts.History(cancellationToken);
        (forecast, history) = (Forecaster.Of(situation, finished), finished.Count);
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var onboarding = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == item.Subject, cancellationToken);
        if (situation is null || onboarding is not { IsOnItsWay: true }) return;
        await due.Set(NextWeek(item.Subject), cancellationToken);
        if (forecast is null) return;
        var before = await db.Forecasts.AsNoTracking().Where(f => f.OrganisationId == item.Subject).OrderBy(f => f.MadeAt).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var inputs = JsonSerializer.Serialize(new { situation, finishedCases = history, method = "resampled durations, 1" }, Json.Options);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inputs)));
        if (before.Count > 0 && before[^1].InputsHash == hash) return;
        var since = before.LastOrDefault(f => f.IsSlip) ?? before.FirstOrDefault();
        var frozen = new FrozenForecast(
            Guid.CreateVersion7(now), onboarding.Id, now, situation.Today, onboarding.Stage, forecast.MedianOn, forecast.LikelyOn, forecast.NaiveOn, forecast.From, forecast.Cases,
            forecast.MovesMost, forecast.MovesMost is { } part ? forecast.Saves[part] : 0, inputs, hash, since is null ? 0 : WorkingDays.Between(since.MedianOn, forecast.MedianOn));
        db.Forecasts.Add(frozen);
        await db.SaveChangesAsync(cancellationToken);
        if (frozen.IsSlip) await Tell(frozen, since!, onboarding, cancellationToken);
    }

    private async Task Tell(FrozenForecast frozen, FrozenForecast since, OnboardingCase onboarding, CancellationToken cancellationToken)
    {
        await events.Append(new GoLiveForecastSlipped(onboarding.Id, frozen.Id, frozen.SlippedBy, frozen.MedianOn), cancellationToken);
        List<Text> paragraphs = [Say.EmailForecastSlipped(onboarding.Name, since.MedianOn, frozen.MedianOn, frozen.SlippedBy)];
        if (situation!.TestingNoEarlierThan is { } ready && ready > frozen.MadeOn) paragraphs.Add(Say.EmailForecastSupplier(ready));
        if (frozen.MovesMost is { } part) paragraphs.Add(Say.ForecastMovesMost(part.Name(), frozen.DaysSaved));
        await email.ToHmcts(onboarding.Id, [], $"/officer/org/{onboarding.Id}/forecast", Say.EmailForecastSlippedSubject(onboarding.Name), [.. paragraphs]);
    }

    private DueItem NextWeek(Guid organisationId)
    {
        var today = clock.GetUtcNow().CivilDate();
        var monday = today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        return new($"{ItemKind} {organisationId:D} {monday:O}", ItemKind, organisationId, monday.InLondon(Hour), "");
    }
}

/// <summary>What moves a forecast has it made anew, in the transaction of what happened.</summary>
internal sealed class ForecastTap(DueItems due, TimeProvider clock) : IEventTap
{
    public async Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken)
    {
        if (happened is ApplicationSubmitted or TestingDatesAgreed or GoLiveScheduled or GoLivePostponed || (Progress.Events.Contains(name) && happened is not (ApplicationStarted or OrganisationWentLive)))
            await due.Set(MakeForecast.Now(happened.Subject, eventId, clock.GetUtcNow()), cancellationToken);
    }
}
