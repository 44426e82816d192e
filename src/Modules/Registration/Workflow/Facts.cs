using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration.Workflow;

// By which facts the steps of onboarding are over, as they hold now; a case that moves to another version of its definition finds its place by them.

/// <summary>A fact about the latest application: one that was rejected before doesn't count for the new version.</summary>
internal abstract class ApplicationFact(RegistrationDbContext db, string name, Func<Application, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.Applications.AsNoTracking().Of(correlationId).FirstOrDefaultAsync(cancellationToken) is { } latest && holds(latest);
}

internal sealed class ApplicationSubmittedFact(RegistrationDbContext db) : ApplicationFact(db, "Registration.ApplicationSubmitted", a => a.FormVersion > 0);

internal sealed class ApplicationReturnedFact(RegistrationDbContext db) : ApplicationFact(db, "Registration.ApplicationReturned", a => a.IsReturned);

internal sealed class AnswersCameFact(RegistrationDbContext db) : ApplicationFact(db, "Registration.AnswersCame", a => a.FormVersion > 1 && !a.IsReturned);

internal sealed class ApplicationAcceptedFact(RegistrationDbContext db) : ApplicationFact(db, "Registration.ApplicationAccepted", a => a.IsAccepted);

internal sealed class ApplicationWithdrawnFact(RegistrationDbContext db) : ApplicationFact(db, "Registration.ApplicationWithdrawn", a => a.EndedAs == Ending.Withdrawn);

/// <summary>A fact about the last part of the way.</summary>
internal abstract class GoLiveFact(RegistrationDbContext db, string name, Func<GoLive, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.GoLives.AsNoTracking().SingleOrDefaultAsync(g => g.Id == correlationId, cancellationToken) is { } goLive && holds(goLive);
}

/// <summary>Once the next review was asked for, the latest has yet to begin.</summary>
internal sealed class ReadinessReviewBeganFact(RegistrationDbContext db) : GoLiveFact(db, "Registration.ReadinessReviewBegan", g => g.Latest is { AskedAgainAt: null });

internal sealed class ReadinessConfirmedFact(RegistrationDbContext db) : GoLiveFact(db, "Registration.ReadinessConfirmed", g => g.Latest?.Confirmed == true);

internal sealed class ReadinessSentBackFact(RegistrationDbContext db) : GoLiveFact(db, "Registration.ReadinessSentBack", g => g.Latest is { Confirmed: false, AskedAgainAt: null });

internal sealed class CutOverBeganFact(RegistrationDbContext db) : GoLiveFact(db, "Registration.CutOverBegan", g => g.CutOverBeganAt is not null);

internal sealed class CutOverDoneFact(RegistrationDbContext db) : GoLiveFact(db, "Registration.CutOverDone", g => g.CutOverAt is not null);

/// <summary>The days of early life support have passed, even where a red gate keeps it going.</summary>
internal sealed class EarlyLifeOverFact(RegistrationDbContext db) : GoLiveFact(db, "Registration.EarlyLifeOver", g => (g.EarlyLifeProlongedAt ?? g.EarlyLifeEndedAt) is not null);

internal sealed class TestingDatesAgreedFact(RegistrationDbContext db) : IFact
{
    public string Name => "Registration.TestingDatesAgreed";

    public Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => db.Schedules.AnyAsync(s => s.Id == correlationId && s.TestingFrom != null, cancellationToken);
}

internal sealed class GoLiveScheduledFact(RegistrationDbContext db) : IFact
{
    public string Name => "Registration.GoLiveScheduled";

    public Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => db.Schedules.AnyAsync(s => s.Id == correlationId && s.GoLiveOn != null, cancellationToken);
}

internal sealed class TracksOpenedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TracksOpened", "Registration.TracksOpened");

/// <summary>A fact about the latest round of notices: what an earlier round came to, when it was sent back, doesn't count.</summary>
internal abstract class NoticesFact(RegistrationDbContext db, string name, Func<NoticeRound, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == correlationId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken)
            is { } latest && latest.Outcome != NoticeOutcome.SentBack && holds(latest);
}

internal sealed class NoticePackIssuedFact(RegistrationDbContext db) : NoticesFact(db, "Registration.NoticePackIssued", _ => true);

internal sealed class NoticesSubmittedFact(RegistrationDbContext db) : NoticesFact(db, "Registration.NoticesSubmitted", r => r.SubmittedAt is not null);

internal sealed class NoticesPassedFact(RegistrationDbContext db) : NoticesFact(db, "Registration.NoticesPassed", r => r.HasPassed);

internal sealed class TestingPassedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TestingPassed", "Registration.TestingPassed");

internal sealed class OuCodeRecordedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.OuCodeRecorded", "Registration.OuCodeRecorded");

internal sealed class ProsecutorRecordedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ProsecutorRecorded", "Registration.ProsecutorRecorded");

/// <summary>Confirmed, or not needed because no payments are due.</summary>
internal sealed class BankDetailsSettledFact(RegistrationDbContext db) : IFact
{
    public string Name => "Registration.BankDetailsSettled";

    public Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        db.SetUps.AnyAsync(s => s.Id == correlationId && (s.BankConfirmedAt != null || s.BankNotNeededAt != null), cancellationToken);
}

internal sealed class AdministratorNominatedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.AdministratorNominated", "Registration.AdministratorNominated");

internal sealed class OrganisationWentLiveFact(UnitOfWork unit) : HappenedFact(unit, "Registration.OrganisationWentLive", "Registration.OrganisationWentLive");

internal sealed class EarlyLifeEndedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.EarlyLifeEnded", "Registration.EarlyLifeEnded");
