using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration.Workflow;

// By which facts the steps of onboarding are over; a case that moves to another version of its definition finds its place by them.
internal sealed class ApplicationSubmittedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ApplicationSubmitted", "Registration.ApplicationSubmitted");

internal sealed class ApplicationAcceptedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ApplicationAccepted", "Registration.ApplicationAccepted");

internal sealed class ApplicationWithdrawnFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ApplicationWithdrawn", "Registration.ApplicationWithdrawn");

internal sealed class TracksOpenedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TracksOpened", "Registration.TracksOpened");

internal sealed class NoticePackIssuedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.NoticePackIssued", "Registration.NoticePackIssued");

/// <summary>A fact about the latest round of notices: what an earlier round came to, when it was sent back, doesn't count.</summary>
internal abstract class NoticesFact(RegistrationDbContext db, string name, Func<NoticeRound, bool> holds) : IFact
{
    public string Name => name;

    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) =>
        await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == correlationId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken)
            is { } latest && latest.Outcome != NoticeOutcome.SentBack && holds(latest);
}

internal sealed class NoticesSubmittedFact(RegistrationDbContext db) : NoticesFact(db, "Registration.NoticesSubmitted", r => r.SubmittedAt is not null);

internal sealed class NoticesPassedFact(RegistrationDbContext db) : NoticesFact(db, "Registration.NoticesPassed", r => r.Outcome == NoticeOutcome.Passed);

internal sealed class TestingDatesAgreedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TestingDatesAgreed", "Registration.TestingDatesAgreed");

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

internal sealed class ReadinessReviewBeganFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ReadinessReviewBegan", "Registration.ReadinessReviewBegan");

internal sealed class ReadinessConfirmedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ReadinessConfirmed", "Registration.ReadinessConfirmed");

internal sealed class GoLiveScheduledFact(UnitOfWork unit) : HappenedFact(unit, "Registration.GoLiveScheduled", "Registration.GoLiveScheduled");

internal sealed class CutOverDoneFact(UnitOfWork unit) : HappenedFact(unit, "Registration.CutOverDone", "Registration.CutOverDone");

internal sealed class OrganisationWentLiveFact(UnitOfWork unit) : HappenedFact(unit, "Registration.OrganisationWentLive", "Registration.OrganisationWentLive");

internal sealed class EarlyLifeEndedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.EarlyLifeEnded", "Registration.EarlyLifeEnded");
