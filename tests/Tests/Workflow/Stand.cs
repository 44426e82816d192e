using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Tests.Workflow;

// Stand-ins for the modules' activities, so that the shipped definition runs with the engine alone: each leaves one event and gives its round.
internal abstract class Stand(IMediator mediator, string what, string outcome = "Done") : IWorkflowActivity
{
    public virtual async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        var kind = what == "agreement" ? context.Input("kind") : what;
        var number = await mediator.Send(new DoSomething(context.CorrelationId, kind, Writes: true), cancellationToken);
        context.Output("round", $"{kind}:{number}");
        return outcome;
    }
}

[Activity("CommonPlatform.Agreements.IssueAgreement", Inputs = ["kind"], Outputs = ["round", "bothSign"])]
internal sealed class StandForIssueAgreement(IMediator mediator) : Stand(mediator, "agreement");

[Activity("CommonPlatform.Agreements.IssueSecurityQuestionnaire", Outputs = ["round"])]
internal sealed class StandForIssueSecurityQuestionnaire(IMediator mediator) : Stand(mediator, "saq");

[Activity("CommonPlatform.Agreements.BookServiceReview")]
internal sealed class StandForBookServiceReview(IMediator mediator) : Stand(mediator, "book-review");

[Activity("CommonPlatform.Registration.OpenTracks")]
internal sealed class StandForOpenTracks(IMediator mediator) : Stand(mediator, "open-tracks");

[Activity("CommonPlatform.Registration.IssueNoticePack", Outcomes = ["Done", "NotNeeded"], Outputs = ["round"])]
internal sealed class StandForIssueNoticePack(IMediator mediator) : Stand(mediator, "notices");

[Activity("CommonPlatform.Registration.BeginReadinessReview", Outputs = ["round"])]
internal sealed class StandForBeginReadinessReview(IMediator mediator) : Stand(mediator, "readiness");

[Activity("CommonPlatform.Registration.BeginGoLiveCountdown", Outcomes = ["Scheduled", "NotAgreed"], Outputs = ["until", "round"])]
internal sealed class StandForBeginGoLiveCountdown(IMediator mediator, UnitOfWork unit, TimeProvider clock) : Stand(mediator, "go-live", "Scheduled")
{
    public override async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        var outcome = await base.Run(context, cancellationToken);
        var agreed = (await unit.Query("select count(*) from platform_events where name = 'Registration.GoLiveScheduled'", r => r.GetInt64(0), cancellationToken))[0];
        context.Output("round", $"go-live:{agreed}");
        context.Output("until", clock.GetUtcNow().AddDays(20).CivilDate().InLondon(new TimeOnly(9, 0)));
        return outcome;
    }
}

[Activity("CommonPlatform.Registration.CutOver", Outcomes = ["Done", "GatesRed"])]
internal sealed class StandForCutOver(IMediator mediator) : Stand(mediator, "cut-over");

[Activity("CommonPlatform.Registration.BeginEarlyLife")]
internal sealed class StandForBeginEarlyLife(IMediator mediator) : Stand(mediator, "early-life");

[Activity("CommonPlatform.Registration.EndEarlyLife", Outcomes = ["Done", "GatesRed"])]
internal sealed class StandForEndEarlyLife(IMediator mediator) : Stand(mediator, "end-early-life");

/// <summary>Facts of the modules by name, none of which holds.</summary>
internal sealed class NamedFact(string name = "Specimen.Named") : IFact
{
    public string Name => name;

    public Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => Task.FromResult(false);

    public static IEnumerable<NamedFact> Of(string file) => JsonNode.Parse(File.ReadAllText(file))!["root"]!["activities"]!.AsArray()
        .Select(a => a!["customProperties"]).OfType<JsonObject>()
        .SelectMany(c => (c["completeBy"] as JsonObject ?? []).Select(p => p.Value!.GetValue<string>()).Append(c["complete"]?.GetValue<string>())).OfType<string>().Distinct().Select(n => new NamedFact(n));
}

/// <summary>Everything that people do in an onboarding, in the order of the story: with a return, a declined agreement, a rework and a postponement.</summary>
internal static class Onboarding
{
    public static readonly string File = Path.Combine(AppContext.BaseDirectory, "workflows", "registration", "prosecutor-onboarding.v1.json");

    public static IReadOnlyList<BuildingBlocks.Domain.IEvent> Story(Guid o) =>
    [
        new ApplicationSubmitted(o, 1), new ApplicationReturned(o, 1), new ApplicationSubmitted(o, 2), new ApplicationAccepted(o),
        new AgreementDeclined(o, o, "mou", 1, "questions"), new AgreementAuthorityAsked(o, o, "terms", 1), new AgreementSigned(o, o, "terms", 1), new AgreementCameIntoForce(o, o, "terms", 1),
        new AgreementAuthorityAsked(o, o, "sla", 1), new AgreementSigned(o, o, "sla", 1), new AgreementReissueAsked(o, "mou", 1), new NoticesSubmitted(o, 1), new OuCodeRecorded(o, "GAAAA01"),
        new SecurityQuestionnaireSubmitted(o, 1), new NoticesSentBack(o, 1), new ProsecutorRecorded(o), new SecurityApproved(o, 1, "approved"),
        new NoticesSubmitted(o, 2), new BankDetailsConfirmed(o), new AgreementAuthorityAsked(o, o, "mou", 2), new AgreementSigned(o, o, "mou", 2), new NoticesPassed(o, 2), new AdministratorNominated(o, o),
        new AgreementCameIntoForce(o, o, "mou", 2), new AgreementCameIntoForce(o, o, "sla", 1), new TestingDatesAgreed(o, new(2026, 5, 1), new(2026, 5, 8), 1), new TestingPassed(o),
        new ReadinessSentBack(o, 1, "technical"), new ReadinessAskedAgain(o, 1), new ReadinessConfirmed(o, 2), new GoLivePostponed(o, 0, "organisation"), new CutOverDone(o),
    ];
}
