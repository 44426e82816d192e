using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.Registration.Workflow;

// By which facts the steps of onboarding are over; a case that moves to another version of its definition finds its place by them.
internal sealed class ApplicationSubmittedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ApplicationSubmitted", "Registration.ApplicationSubmitted");

internal sealed class ApplicationAcceptedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ApplicationAccepted", "Registration.ApplicationAccepted");

internal sealed class ApplicationWithdrawnFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ApplicationWithdrawn", "Registration.ApplicationWithdrawn");

internal sealed class TracksOpenedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TracksOpened", "Registration.TracksOpened");

internal sealed class NoticePackIssuedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.NoticePackIssued", "Registration.NoticePackIssued");

internal sealed class NoticesSubmittedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.NoticesSubmitted", "Registration.NoticesSubmitted");

internal sealed class NoticesPassedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.NoticesPassed", "Registration.NoticesPassed");

internal sealed class TestingDatesAgreedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TestingDatesAgreed", "Registration.TestingDatesAgreed");

internal sealed class TestingPassedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.TestingPassed", "Registration.TestingPassed");

internal sealed class OuCodeRecordedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.OuCodeRecorded", "Registration.OuCodeRecorded");

internal sealed class ProsecutorRecordedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ProsecutorRecorded", "Registration.ProsecutorRecorded");

internal sealed class BankDetailsConfirmedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.BankDetailsConfirmed", "Registration.BankDetailsConfirmed");

internal sealed class AdministratorNominatedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.AdministratorNominated", "Registration.AdministratorNominated");

internal sealed class ReadinessReviewBeganFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ReadinessReviewBegan", "Registration.ReadinessReviewBegan");

internal sealed class ReadinessConfirmedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.ReadinessConfirmed", "Registration.ReadinessConfirmed");

internal sealed class GoLiveScheduledFact(UnitOfWork unit) : HappenedFact(unit, "Registration.GoLiveScheduled", "Registration.GoLiveScheduled");

internal sealed class CutOverDoneFact(UnitOfWork unit) : HappenedFact(unit, "Registration.CutOverDone", "Registration.CutOverDone");

internal sealed class OrganisationWentLiveFact(UnitOfWork unit) : HappenedFact(unit, "Registration.OrganisationWentLive", "Registration.OrganisationWentLive");

internal sealed class EarlyLifeEndedFact(UnitOfWork unit) : HappenedFact(unit, "Registration.EarlyLifeEnded", "Registration.EarlyLifeEnded");
