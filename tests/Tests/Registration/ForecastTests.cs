using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Registration.Demonstration;
using CommonPlatform.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Forecasts of going live: the arithmetic by property, the pages and the officer's email as they come out.</summary>
public sealed class ForecastTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Part[] Parts = Enum.GetValues<Part>();
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(40);

    /// <summary>A history of 20 to 60 cases and how far one case has come, from numbers.</summary>
    private static readonly Gen<(List<FinishedCase> History, Situation Situation)> Cases =
        from count in Gen.Choose(20, 60)
        from days in Gen.ArrayOf(Gen.Choose(0, 60), 7 * 60)
        from stage in Gen.Choose(0, 3)
        from spent in Gen.Choose(0, 80)
        from agreed in Gen.Choose(0, 1)
        select (History(count, days), At(stage, spent, agreed == 1 ? WorkingDays.After(Today, 30) : null));

    [Fact]
    public void The_likely_day_is_never_before_the_median_and_both_lie_ahead() => Check.One(Some, Prop.ForAll(Arb.From(Cases), c =>
    {
        var forecast = Forecaster.Of(c.Situation, c.History, runs: 300)!;
        return forecast.LikelyOn >= forecast.MedianOn && forecast.MedianOn > Today && forecast.NaiveOn > Today && (forecast.MovesMost is not { } most || (c.Situation.Parts[most].IsRunning && forecast.Saves[most] > 0)) && WorkingDays.Is(forecast.MedianOn) && WorkingDays.Is(forecast.LikelyOn);
    }));

    [Fact]
    public void The_same_inputs_give_the_same_forecast_whatever_the_order_of_the_history() => Check.One(Some, Prop.ForAll(Arb.From(Cases), c =>
    {
        var (one, other) = (Forecaster.Of(c.Situation, c.History, runs: 300)!, Forecaster.Of(c.Situation, [.. c.History.AsEnumerable().Reverse()], runs: 300)!);
        return (one.MedianOn, one.LikelyOn, one.NaiveOn, one.MovesMost) == (other.MedianOn, other.LikelyOn, other.NaiveOn, other.MovesMost);
    }));

    [Fact]
    public void Doing_a_part_sooner_never_makes_it_later_and_today_saves_what_the_forecast_says() => Check.One(Some, Prop.ForAll(Arb.From(Cases), c =>
    {
        var forecast = Forecaster.Of(c.Situation, c.History, runs: 300)!;
        return forecast.Saves.All(s => s.Value >= 0) && forecast.Saves.Keys.Where(p => p is not Part.Countdown).All(part =>
        {
            var (sooner, later) = (Given(c, part, 3), Given(c, part, 40));
            var today = Given(c, part, 0);
            return today.MedianOn <= sooner.MedianOn && sooner.MedianOn <= later.MedianOn && sooner.LikelyOn <= later.LikelyOn
                && Math.Abs(WorkingDays.Between(today.MedianOn, forecast.MedianOn) - forecast.Saves[part]) <= 1; // nothing is forecast for today itself
        });
    }));

    [Fact]
    public void What_went_live_later_than_the_day_of_the_forecast_changes_nothing() => Check.One(Some, Prop.ForAll(Arb.From(Cases), c =>
    {
        List<FinishedCase> withFuture = [.. c.History, .. c.History.Select(f => f with { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), LiveOn = Today, Technical = 500 })];
        return Forecaster.Of(c.Situation, c.History, runs: 300)!.MedianOn == Forecaster.Of(c.Situation, withFuture, runs: 300)!.MedianOn;
    }));

    [Fact]
    public void Where_every_case_took_the_same_the_forecast_is_that_and_the_tracks_run_side_by_side()
    {
        var history = Enumerable.Range(0, 20).Select(i => Finished(i, "police", [5, 10, 30, 20, 10, 3, 8])).ToList();
        var forecast = Forecaster.Of(At(0, 0, null), history)!;
        Assert.Equal(WorkingDays.After(Today, 5 + 30 + 3 + 8), forecast.MedianOn);
        Assert.Equal(forecast.MedianOn, forecast.LikelyOn);
        Assert.Equal((10, 0), (forecast.Saves[Part.Security], forecast.Saves[Part.Agreements])); // testing is next, 20
        Assert.Equal(Part.Registration, forecast.MovesMost); // nobody can work on the others yet
        Assert.Equal(Part.Security, Forecaster.Of(At(1, 0, null), history)!.MovesMost);
        Assert.Equal(WorkingDays.After(Today, 20 + 3 + 8), Forecaster.Of(At(1, 0, null) with { }, history, new Dictionary<Part, int> { [Part.Security] = 0 })!.MedianOn);
        Assert.Equal(WorkingDays.After(Today, 60), Forecaster.Of(At(1, 0, WorkingDays.After(Today, 60)), history)!.MedianOn); // the agreed date holds it back
        Assert.Equal(WorkingDays.After(Today, 50 + 3 + 8), Forecaster.Of(At(1, 0, null) with { TestingNoEarlierThan = WorkingDays.After(Today, 50) }, history)!.MedianOn); // so does the supplier
    }

    [Fact]
    public void Nineteen_cases_are_not_enough_and_the_likest_group_with_twenty_is_taken()
    {
        var police = Enumerable.Range(0, 19).Select(i => Finished(i, "police", [1, 1, 1, 1, 1, 1, 1])).ToList();
        Assert.Null(Forecaster.Of(At(0, 0, null), police));
        var one = Finished(19, "charity", [9, 9, 9, 9, 9, 9, 9]);
        Assert.Equal((Comparable.Route, 20), (Forecaster.Of(At(0, 0, null), [.. police, one])!.From, Forecaster.Of(At(0, 0, null), [.. police, one])!.Cases));
        Assert.Equal(Comparable.KindAndRoute, Forecaster.Of(At(0, 0, null), [.. police, one, Finished(20, "police", [1, 1, 1, 1, 1, 1, 1])])!.From);
        Assert.Null(Forecaster.Of(At(0, 0, null) with { BuildsInterface = true }, [.. police, one])); // none of them came by the interface
    }

    /// <summary>On histories of four kinds of organisation: each case as it would have been forecast from those alone that had ended by then.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(23)]
    public void Cases_that_it_has_not_seen_are_forecast_better_than_by_the_median_of_all(int seed)
    {
        var history = InventHistory.Cases(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), seed);
        Assert.Equal(4, history.Select(f => f.Kind).Distinct().Count());
        var judged = Judgement.BackTest(history)!;
        Assert.True(judged.Organisations >= 20 && judged.Ours < judged.Naive * 0.9 && judged.HeldLikely > 0.7, $"{judged}");
        // It is the likeness that helps: where nobody knows who came by which route, nothing is gained.
        var blind = Judgement.BackTest([.. history.Select(f => f with { Kind = "police", BuildsInterface = false })])!;
        Assert.True(blind.Ours > judged.Ours, $"{blind} {judged}");
    }

    [Fact]
    public void A_judgement_says_honestly_which_misses_by_less()
    {
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        FrozenForecast Frozen(DateOnly median, DateOnly naive, int day = 0, int hour = 0) => new(
            id, id, DateTimeOffset.UnixEpoch.AddHours((24 * day) + hour), Today.AddDays(day), Stage.Accepted, median, WorkingDays.After(median, 5), naive, Comparable.All, 20, null, 0, "{}", "", 0);
        var live = WorkingDays.After(Today, 40);
        var judged = Judgement.Of([(Frozen(WorkingDays.After(Today, 38), WorkingDays.After(Today, 30)), live), (Frozen(WorkingDays.After(Today, 44), WorkingDays.After(Today, 41), day: 1), live)])!;
        Assert.Equal((2, 1, 3.0, 5.5, 1.0, true), (judged.Forecasts, judged.Organisations, judged.Ours, judged.Naive, judged.HeldLikely, judged.Beats));
        Assert.False(Judgement.Of([(Frozen(WorkingDays.After(Today, 60), live), live)])!.Beats);
        Assert.Null(Judgement.Of([]));
        var busy = Judgement.Of([(Frozen(WorkingDays.After(Today, 41), live, hour: 15), live), (Frozen(WorkingDays.After(Today, 60), live, hour: 9), live)])!;
        Assert.Equal((1, 1.0), (busy.Forecasts, busy.Ours)); // of one day the last
    }

    [Fact]
    public async Task Officers_see_the_forecast_ask_what_if_and_are_told_when_it_slips()
    {
        await using var platform = await Platform.Start();
        var officer = await platform.Person(Roles.OnboardingOfficer, name: "Mair Officer");
        var (organisation, _) = await platform.SentApplication();
        var page = $"/officer/org/{organisation}/forecast";
        await platform.Settle();
        (await officer.Get(page)).ShouldSay(Say.ForecastNotEnough(0, 20));
        (await officer.Get("/officer/forecasts")).ShouldSay(Say.ForecastsNone(20));
        Assert.Equal(0, await platform.Read<RegistrationDbContext, int>(db => db.Forecasts.CountAsync())); // nothing is frozen that isn't a forecast

        Assert.InRange(await platform.Send(new InventHistory()), 60, 82);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var shown = await officer.Get(page);
        shown.ShouldSay(Say.ForecastInvented).ShouldSay(Part.Security.Name()).ShouldSay(Say.ForecastDone(0));
        var first = await platform.Read<RegistrationDbContext, FrozenForecast>(db => db.Forecasts.SingleAsync());
        Assert.Equal((Stage.Accepted, Today), (first.Stage, first.MadeOn));
        shown.ShouldSay(Dates.Word(first.MedianOn, Language.English)).ShouldSay(Dates.Word(first.LikelyOn, Language.English)).ShouldSay(Dates.Word(first.NaiveOn, Language.English));
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay(Say.ForecastRange(first.MedianOn, first.LikelyOn));

        (await officer.Get($"{page}?Technical=150")).ShouldSay("Then as likely before as after");
        var wrong = await officer.Get($"{page}?Technical=soon&Security=-1");
        Assert.Equal(400, (int)wrong.Status);
        wrong.ShouldSay(Say.ForecastEnterDays(400));

        for (var week = 0; week < 10; week++) await platform.Pass(TimeSpan.FromDays(7)); // nothing moves, so the forecast does
        var frozen = await platform.Read<RegistrationDbContext, List<FrozenForecast>>(db => db.Forecasts.AsNoTracking().OrderBy(f => f.MadeAt).ToListAsync());
        Assert.True(frozen.Count >= 10);
        Assert.Equal(first with { }, frozen[0]); // as it was made
        var slip = Assert.Single(await platform.Recorded<GoLiveForecastSlipped>(), s => s.ForecastId == frozen.First(f => f.IsSlip).Id);
        Assert.True(slip.WorkingDays > 10);
        Assert.Contains(platform.Emails(), e => e.Subject.Contains("forecast has slipped", StringComparison.Ordinal) && e.Body.Contains($"/officer/org/{organisation}/forecast", StringComparison.Ordinal));
        await officer.SignIn();
        (await officer.Get(page)).ShouldSay(Say.ForecastSlipped(slip.WorkingDays));
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("Go-live forecast slipped by");
        (await officer.Get($"/officer/org/{organisation}/next")).ShouldSay(Say.ComingForecast);
        (await officer.Get("/officer/forecasts")).ShouldSay(Say.ForecastsBackTest).ShouldSay(Say.ForecastsOurs);
    }

    private static Forecast Given((List<FinishedCase> History, Situation Situation) c, Part part, int days) => Forecaster.Of(c.Situation, c.History, new Dictionary<Part, int> { [part] = days }, 300)!;

    private static List<FinishedCase> History(int count, int[] days) => [.. Enumerable.Range(0, count).Select(i => Finished(i, i % 3 == 0 ? "police" : "regulator", days[(7 * i)..((7 * i) + 7)]))];

    private static FinishedCase Finished(int number, string kind, int[] days)
    {
        var submitted = WorkingDays.After(new DateOnly(2024, 1, 2), number);
        var live = WorkingDays.After(submitted, days[0] + days[1..5].Max() + days[5] + days[6]);
        return new(new Guid(number + 1, 0, 0, new byte[8]), null, kind, false, submitted, live, days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
    }

    /// <summary>0 submitted, 1 accepted, 2 in readiness review, 3 counting down; so many working days ago.</summary>
    private static Situation At(int stage, int spent, DateOnly? goLive)
    {
        var since = WorkingDays.Before(Today, spent);
        var parts = Parts.ToDictionary(p => p, p => (p, stage) switch
        {
            (Part.Registration, 0) => new Stretch(since),
            (Part.Registration, _) => new Stretch(WorkingDays.Before(since, 5), since),
            (Part.Readiness, 2) or (Part.Countdown, 3) => new Stretch(since),
            (Part.Readiness, 3) => new Stretch(WorkingDays.Before(since, 3), since),
            (Part.Readiness or Part.Countdown, _) or (_, 0) => new Stretch(),
            (_, 1) => new Stretch(since),
            _ => new Stretch(WorkingDays.Before(since, 9), since),
        });
        return new("police", false, Today, parts, GoLiveOn: goLive);
    }
}
