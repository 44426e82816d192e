using System.Globalization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Does what a clock does on a day: reminds, escalates, records that it ran out, or suspends. After an outage the last reminder stands for those before it.</summary>
internal sealed class ClockDue(RegistrationDbContext db, DueItems due, Planner planner, Suspending suspending, OnboardingEmail email, TimeProvider clock) : IDueHandler
{
    public const string ItemKind = "registration.clock";

    public string Kind => ItemKind;

    private static string Key(Guid clockId, int step) => string.Create(CultureInfo.InvariantCulture, $"{ItemKind} {clockId:D} {step}");

    /// <param name="clockId">The clock.</param>
    /// <param name="step">Which of its steps.</param>
    /// <param name="organisationId">Whose clock it is.</param>
    /// <param name="at">When.</param>
    /// <param name="after">The pause after which it is set anew.</param>
    public static DueItem Item(Guid clockId, int step, Guid organisationId, DateTimeOffset at, Guid? after = null) =>
        new(after is null ? Key(clockId, step) : $"{Key(clockId, step)} {after:D}", ItemKind, organisationId, at, string.Create(CultureInfo.InvariantCulture, $"{clockId:D} {step}"));

    public static (Guid ClockId, int Step) Read(string payload) => (Guid.Parse(payload[..36]), int.Parse(payload[37..], CultureInfo.InvariantCulture));

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var (clockId, number) = Read(item.Payload);
        var now = clock.GetUtcNow();
        var running = await db.Clocks.SingleOrDefaultAsync(c => c.Id == clockId && c.StoppedAt == null, cancellationToken);
        if (running is null || running.IsPaused || await db.Cases.SingleOrDefaultAsync(c => c.Id == running.OrganisationId, cancellationToken) is not { } onboarding) return;
        var step = running.Plan.Steps[number];
        var since = await Since(running, cancellationToken);
        var paused = running.PausedDays(now);
        if (step.DueAt(since, running.On, paused) is var at && at > now)
        {
            await due.Set(item with { Key = string.Create(CultureInfo.InvariantCulture, $"{item.Key} {at.ToUnixTimeSeconds()}"), DueAt = at }, cancellationToken);
            return;
        }
        if (running.Plan.Steps.Skip(number + 1).Any(later => later.Act == step.Act && later.DueAt(since, running.On, paused) <= now)) return;
        if (step.OnlyWhileRed && !await db.Gates.AnyAsync(g => g.OrganisationId == onboarding.Id && g.Blocking && g.State == GateState.Red, cancellationToken)) return;
        if (step.Act == ClockAct.Suspend)
        {
            await Suspend(onboarding, running.Rule == "t13-mou-grace" ? Suspension.ExpiredAgreement : Suspension.ExpiredSecurity, now, cancellationToken);
            return;
        }
        if (step.Act == ClockAct.RunOut) running.RunOut(now);
        var outcome = await Outcome(running, step, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (await IsMissedAgain(running, step, cancellationToken)) step = step with { Roles = [.. step.Roles, Roles.SeniorOnboardingManager] };
        await Tell(running, step, onboarding, since, outcome);
    }

    /// <summary>A document has run out, and its days of grace with it: unless it is stopped for that already, the organisation can't submit any more.</summary>
    private async Task Suspend(OnboardingCase onboarding, string reasonCode, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!onboarding.MaySuspend || await db.Suspensions.AnyAsync(s => s.OrganisationId == onboarding.Id && s.ReasonCode == reasonCode && s.BeganAt != null && s.EndedAt == null, cancellationToken)) return;
        if (await db.Suspensions.SingleOrDefaultAsync(s => s.OrganisationId == onboarding.Id && s.ReasonCode == reasonCode && s.EndedAt == null, cancellationToken) is { } asked) asked.Lapse(now);
        await db.SaveChangesAsync(cancellationToken);
        var suspension = Suspension.ByItself(Guid.CreateVersion7(now), onboarding.Id, reasonCode, now);
        db.Suspensions.Add(suspension);
        await suspending.Begin(suspension, cancellationToken);
    }

    /// <summary>Whether a quarterly review is missed, and the one before it was.</summary>
    private async Task<bool> IsMissedAgain(Clock running, ClockStep step, CancellationToken cancellationToken) => running.Rule == "t14" && step.Act == ClockAct.RunOut
        && await db.Clocks.Where(c => c.OrganisationId == running.OrganisationId && c.Rule == "t14" && c.Matter != running.Matter && c.StartedAt < running.StartedAt)
            .OrderByDescending(c => c.StartedAt).Select(c => c.RanOutAt).FirstOrDefaultAsync(cancellationToken) is not null;

    /// <summary>What a clock does besides telling people: a proposal that nobody answered is void, and a go-live that is near with red gates gets a later day proposed.</summary>
    private async Task<Text?> Outcome(Clock running, ClockStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = running.OrganisationId;
        if (step.Act == ClockAct.RunOut && running.IsAboutDates)
        {
            (await db.Schedules.GetAsync(id, cancellationToken)).LetLapse(running.Matter == DateKind.Testing.Code() ? DateKind.Testing : DateKind.GoLive, now);
            return Say.ClockProposalVoid;
        }
        if (step.Act != ClockAct.Propose) return null;
        var to = await planner.FirstGoLive(id, WorkingDays.After(now, GateFacts.Notice), cancellationToken);
        (await db.Schedules.GetAsync(id, cancellationToken)).ProposeLater(Guid.CreateVersion7(now), to, now);
        return Say.ClockProposesLater(running.On, to);
    }

    /// <summary>A draft's clock counts from its last save.</summary>
    private async Task<DateTimeOffset> Since(Clock running, CancellationToken cancellationToken) => running.Rule == "t1"
        ? await db.Applications.Where(a => a.OrganisationId == running.OrganisationId && a.EndedAt == null).Select(a => (DateTimeOffset?)a.SavedAt).SingleOrDefaultAsync(cancellationToken) ?? running.StartedAt
        : running.StartedAt;

    private async Task Tell(Clock running, ClockStep step, OnboardingCase onboarding, DateTimeOffset since, Text? outcome)
    {
        var (what, name) = (Words.Clock(running.Rule), onboarding.Name);
        var subject = step.Act == ClockAct.Remind ? Say.ClockReminderSubject(what, name) : Say.ClockEscalatedSubject(what, name);
        var text = running.On is { } on ? on < clock.GetUtcNow().CivilDate() ? Say.ClockOverdue(on, what) : Say.ClockRunsTo(on, what) : step.Act == ClockAct.Remind ? Say.ClockWaits(since.CivilDate(), what) : Say.ClockWaitsTooLong(since.CivilDate(), what);
        Text[] paragraphs = outcome is null ? [text] : [text, outcome];
        string[] ofOrganisation = [.. step.Roles.Intersect(Roles.OfOrganisations)];
        var (theirs, ours) = running.Rule switch
        {
            "t1" => ("/application", $"/officer/org/{onboarding.Id}"),
            "t14" => ("/reviews", "/reviews"),
            "appeal" => ("/application/ended", WaitingDecisions.PageOf(running.Rule, running.Matter, onboarding.Id)!),
            "t13-mou" or "t13-review" => ("/org/agreements", $"/officer/org/{onboarding.Id}/agreements"),
            "t13-security" => ("/org/security", $"/officer/org/{onboarding.Id}/security"),
            "departure" => ("/org/leaving", $"/officer/org/{onboarding.Id}/leaving"),
            "defect" or "retest" => ("/org/testing", $"/officer/org/{onboarding.Id}/testing"),
            "t10" => ("/org/dates", $"/officer/org/{onboarding.Id}"),
            _ => (outcome is null && !running.IsAboutDates ? "/org" : "/org/dates", WaitingDecisions.PageOf(running.Rule, running.Matter, onboarding.Id) ?? $"/officer/org/{onboarding.Id}"),
        };
        if (ofOrganisation.Length > 0) await email.ToOrganisation(onboarding.Id, ofOrganisation, theirs, subject, paragraphs);
        if (step.Act != ClockAct.Remind || running.Side == Side.Hmcts || running.Plan.RunsTowardsADay)
            await email.ToHmcts(onboarding.Id, [.. step.Roles.Intersect(Roles.OfHmcts)], ours, subject, paragraphs);
    }
}
