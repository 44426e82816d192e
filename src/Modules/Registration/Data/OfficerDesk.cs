using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What an officer finds on coming in.</summary>
/// <param name="Since">The end of the visit before this one; null the first time.</param>
/// <param name="Decisions">What waits for the officer's own word at any organisation, the most overdue first.</param>
/// <param name="Happened">What others did in the meantime, the latest first.</param>
/// <param name="Due">What somebody has to do, the most overdue first.</param>
/// <param name="CoversFor">For whom the officer stands in today.</param>
/// <param name="Owns">How many organisations are theirs, and of those whom they cover.</param>
/// <param name="LookedAt">Of how many of them, the next date first, this list is made.</param>
internal sealed record DeskView(DateTimeOffset? Since, Cut<DueLine> Decisions, Cut<Happened> Happened, Cut<DueLine> Due, IReadOnlyList<string> CoversFor, int Owns, int LookedAt);

/// <summary>Some lines of a list, and how many it has.</summary>
internal sealed record Cut<T>(IReadOnlyList<T> Lines, int Total)
{
    public static Cut<T> Of(IReadOnlyList<T> all, int skip, int take) => new([.. all.Skip(skip).Take(take)], all.Count);
}

/// <summary>One thing that happened at one organisation.</summary>
internal sealed record Happened(Guid OrganisationId, string Organisation, Text What, DateTimeOffset At);

/// <summary>One thing to do: for which organisation or list, what, by when, and the one page on which it is done.</summary>
internal sealed record DueLine(string Organisation, Text What, DateOnly? On, Text Action, string Page);

/// <summary>Puts together an officer's desk: of the organisations that they own, and of those whose owners they cover.</summary>
internal sealed class OfficerDesk(RegistrationDbContext db, PlatformDbContext platform, WaitingDecisions decisions, RefusedUploads refusedUploads, IWorkflows workflows, IMediator mediator, CurrentActor current, TimeProvider clock)
{
    public const int MostLines = 15;
    private const int MostOrganisations = 500;
    private static readonly string[] Worth =
    [
        .. new[]
        {
            typeof(ApplicationSubmitted), typeof(EmailBounced), typeof(ConversationEntryMade), typeof(AgreementSignatureGiven), typeof(AgreementSigned), typeof(AgreementDeclined),
            typeof(AgreementCameIntoForce), typeof(SecurityQuestionnaireSubmitted), typeof(SecurityApproved), typeof(SecurityFailed), typeof(NoticesSubmitted),
            typeof(NoticesPassed), typeof(NoticesSentBack), typeof(UploadRefused), typeof(SecurityEvidenceRefused), typeof(TestResultsRecorded), typeof(TestingPassed), typeof(DatesProposed),
            typeof(NoticeMeetingNeeded), typeof(DefectRecorded), typeof(DefectCorrected), typeof(DefectRetestFailed),
            typeof(DatesProposalLapsed), typeof(TestingDatesAgreed), typeof(GoLiveScheduled), typeof(GoLivePostponed), typeof(ClockRanOut),
            typeof(ApplicationWithdrawn), typeof(ApplicationLapsed), typeof(LiveGateTurnedRed), typeof(GateWaiverAsked), typeof(GateWaiverApproved), typeof(GateWaiverRefused), typeof(GateConfirmedByHand),
            typeof(NameChangeAsked), typeof(NameChangeRefused), typeof(OrganisationRenamed), typeof(BankChangeProposed), typeof(BankChangeConfirmed), typeof(BankChangeRefused),
            typeof(SuspensionAsked), typeof(OrganisationSuspended), typeof(SuspensionRefused), typeof(OrganisationReinstated),
            typeof(DepartureNoticeGiven), typeof(DepartureNoticeTakenBack), typeof(OrganisationLeft), typeof(OrganisationClosed), typeof(AppealMade), typeof(AppealDecided),
            typeof(MergerAsked), typeof(MergerRefused), typeof(OrganisationMerged), typeof(OrganisationTakenIn),
        }.Select(EventCatalogue.NameOf),
    ];

    // Where the officer does what the workflow waits for; what is done elsewhere or by others isn't on this list.
    private static readonly Dictionary<string, (Text Action, string Page)> Actions = new()
    {
        ["triage"] = (Say.DecideLink, "/decide/application"),
        ["mou-authority"] = (Say.ActionAcceptAuthority, "/agreements"),
        ["terms-authority"] = (Say.ActionAcceptAuthority, "/agreements"),
        ["sla-authority"] = (Say.ActionAcceptAuthority, "/agreements"),
        ["mou-reissue"] = (Say.ActionIssueAgain, "/agreements"),
        ["terms-reissue"] = (Say.ActionIssueAgain, "/agreements"),
        ["sla-reissue"] = (Say.ActionIssueAgain, "/agreements"),
        ["ou-code"] = (Say.ActionSetUp, "/setup"),
        ["prosecutor-record"] = (Say.ActionSetUp, "/setup"),
        ["administrator"] = (Say.ActionSetUp, "/setup"),
        ["readiness"] = (Say.ActionReview, "/readiness"),
        ["readiness-again"] = (Say.ActionReview, "/readiness"),
        ["cut-over-checklist"] = (Say.ActionCutOver, "/readiness"),
    };

    public async Task<DeskView> Show(DateTimeOffset? since, CancellationToken cancellationToken, int skip = 0, int take = MostLines)
    {
        var (me, today) = (current.PersonId, clock.GetUtcNow().CivilDate());
        var workedBy = await db.WorkedBy(me, today, cancellationToken);
        var owned = db.Cases.AsNoTracking().Where(c => c.OwnerId != null && workedBy.Contains(c.OwnerId.Value));
        var cases = (await owned.OrderBy(c => c.ByDate).Take(MostOrganisations).ToListAsync(cancellationToken)).ToDictionary(c => c.Id);
        var covered = await mediator.Names([.. workedBy.Where(p => p != me).Select(p => (Guid?)p)], cancellationToken);
        return new(
            since, Cut<DueLine>.Of(await decisions.ForMe(cancellationToken), skip, take),
            since is { } from ? await HappenedAt(cases, from, me, skip, take, cancellationToken) : new([], 0), Cut<DueLine>.Of(await DueFor(cases, cancellationToken), skip, take),
            [.. covered.Values.Order(StringComparer.Ordinal)], cases.Count < MostOrganisations ? cases.Count : await owned.CountAsync(cancellationToken), cases.Count);
    }

    private async Task<Cut<Happened>> HappenedAt(Dictionary<Guid, OnboardingCase> cases, DateTimeOffset since, Guid me, int skip, int take, CancellationToken cancellationToken)
    {
        var (ids, mine) = (cases.Keys.ToList(), $"person:{me}");
        var happened = platform.Events.AsNoTracking().Where(e => ids.Contains(e.Subject) && e.At > since && Worth.Contains(e.Name) && e.Actor != mine);
        var emails = platform.Emails.AsNoTracking().Where(e => ids.Contains(e.Subject) && e.DoneAt == null && e.LastError != null);
        var (unsent, before) = (await emails.OrderByDescending(e => e.CreatedAt).Skip(skip).Take(take).ToListAsync(cancellationToken), await emails.CountAsync(cancellationToken));
        var rows = await happened.OrderByDescending(e => e.At).ThenBy(e => e.Id).Skip(Math.Max(0, skip - before)).Take(take - unsent.Count).ToListAsync(cancellationToken);
        return new(
            [
                .. unsent.Select(e => new Happened(e.Subject, cases[e.Subject].Name, Say.DeskEmailFailed(e.Recipient), e.CreatedAt)),
                .. rows.Select(r => new Happened(r.Subject, cases[r.Subject].Name, Timeline.WordsOf(r), r.At)),
            ],
            before + await happened.CountAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<DueLine>> DueFor(Dictionary<Guid, OnboardingCase> cases, CancellationToken cancellationToken)
    {
        var open = cases.Values.Where(c => !c.IsOver).Select(c => c.Id).ToList();
        var clocks = await db.Clocks.AsNoTracking().Where(c => open.Contains(c.OrganisationId) && c.StoppedAt == null && c.Pauses.All(p => p.ResumedAt != null)).ToListAsync(cancellationToken);
        // What the officer may decide stands among the decisions, unless they asked for it themselves.
        var others = clocks.Where(c => !WaitingDecisions.IsFor(c.Rule, current.Actor) || (c.StartedBy == current.PersonId && c.Rule != "reinstatement"));
        var standings = await workflows.Describe(Onboarding.Definition, open, cancellationToken);
        var questions = await db.Conversation.AsNoTracking().Where(e => open.Contains(e.OrganisationId) && e.Kind == EntryKind.Question && e.Side == Side.Organisation && e.AnsweredAt == null).ToListAsync(cancellationToken);
        var refused = await refusedUploads.Standing(open, cancellationToken);
        var evidence = await mediator.Send(new FindInfectedEvidence(open), cancellationToken);
        var emails = Policy.Converse.Allows(current.Actor) ? await refusedUploads.InInbox(cancellationToken) : [];
        DueLine Line(Guid id, Text what, DateOnly? on, Text action, string page) => new(cases[id].Name, what, on, action, $"/officer/org/{id}{page}");
        IEnumerable<DueLine> lines =
        [
            .. standings.SelectMany(s => s.Value.Waits.Where(w => Actions.ContainsKey(w.NodeId))
                .Select(w => Line(s.Key, w.Sentence, w.NodeId == "triage" ? cases[s.Key].StageOn : null, Actions[w.NodeId].Action, Actions[w.NodeId].Page))),
            .. others.Where(c => c.Rule == "t9-hmcts").Select(c => Line(c.OrganisationId, Words.Clock(c.Rule), c.DueOn, Say.ActionAnswerDates, "/dates")),
            .. clocks.Where(c => c.Side == Side.Organisation && !c.Plan.RunsTowardsADay && c.DueOn <= clock.GetUtcNow().CivilDate())
                .Select(c => Line(c.OrganisationId, Words.Clock(c.Rule), c.DueOn, Say.ActionChase, "/conversation")),
            .. others.Where(c => c.Side == Side.Hmcts && c.Rule is not ("t2" or "t9-hmcts") && !c.Plan.RunsTowardsADay && c.DueOn <= clock.GetUtcNow().CivilDate())
                .Select(c => Line(c.OrganisationId, Words.Clock(c.Rule), c.DueOn, Say.ActionChaseColleague, "/next")),
            .. questions.Select(q => Line(q.OrganisationId, Say.DeskTheirQuestion, q.AnswerBy, Say.ActionAnswer, $"/conversation/{q.Id}")),
            .. refused.Select(u => new DueLine(cases[u.OrganisationId].Name, Say.DeskRefused(u.FileName), null, Say.ActionSeeFile, u.PageOfHmcts)),
            .. evidence.Select(f => Line(f.OrganisationId, Say.DeskRefusedEvidence(f.FileName, f.Question), f.AnswerBy, Say.ActionSeeFile, "/security")),
            .. emails.Select(e => new DueLine(Say.InboxTitle.ToString(), Say.DeskRefusedEmail(e.Subject.Length > 0 ? e.Subject : Say.InboxNoSubject.ToString()), e.ArrivedAt.CivilDate(), Say.InboxLook, $"/officer/inbox/{e.Id}")),
        ];
        return [.. lines.OrderBy(l => l.On ?? DateOnly.MaxValue).ThenBy(l => l.Organisation, StringComparer.Ordinal)];
    }
}
