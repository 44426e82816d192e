using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// What waits for somebody at HMCTS, at whichever organisation: it stands on the desk of those who may take it, and not of whoever asked for it or
/// had the first say. Each has a clock, so this is read from what runs.
/// </summary>
internal sealed class WaitingDecisions(RegistrationDbContext db, IMediator mediator, CurrentActor current)
{
    private sealed record Place(Func<Actor, bool> May, Text Action, Func<string, string> Page);

    private static readonly Dictionary<string, Place> Places = new()
    {
        ["waiver"] = new(With(Policy.ApproveWaiver), Say.ActionDecide, gate => $"/gates/{gate}/waiver"),
        ["hand"] = new(With(Policy.ConfirmByHand), Say.ActionConfirm, gate => $"/gates/{gate}"),
        ["bank"] = new(With(Policy.ConfirmBankDetails), Say.ActionConfirm, _ => "/bank"),
        ["rename"] = new(With(Policy.DecideExit), Say.ActionDecide, _ => "/name"),
        ["suspension"] = new(With(Policy.DecideExit), Say.ActionDecide, _ => "/suspension"),
        ["urgent-stop"] = new(With(Policy.DecideRegistration), Say.ActionConfirm, _ => "/suspension"),
        ["reinstatement"] = new(With(Policy.DecideExit), Say.ActionReinstate, _ => "/suspension"),
        ["merger"] = new(With(Policy.DecideExit), Say.ActionDecide, _ => "/merger"),
        ["closing"] = new(With(Policy.DecideExit), Say.ActionClose, _ => "/leaving"),
        ["appeal"] = new(With(Policy.DecideAppeal), Say.ActionDecide, _ => "/decide/appeal"),
        ["authority"] = new(With(Policy.DecideRegistration), Say.ActionAcceptAuthority, _ => "/agreements"),
        ["t5"] = new(With(Policy.Countersign), Say.ActionCountersign, _ => ""),
        ["t7"] = new(With(Policy.AssessSecurity), Say.ActionAssess, _ => "/security"),
        ["t8"] = new(Tests, Say.ActionReviewNotices, _ => "/testing"),
        ["t9-hmcts"] = new(Tests, Say.ActionAnswerDates, _ => "/dates"),
        ["meeting"] = new(Tests, Say.ActionArrangeMeeting, _ => "/testing"),
        ["retest"] = new(Tests, Say.ActionRetest, defect => $"/testing/defects/{defect}"),
    };

    private static Func<Actor, bool> With(Policy policy) => actor => policy.Allows(actor);

    private static bool Tests(Actor actor) => actor.Is(Roles.TestManager);

    /// <summary>Whether this actor finds clocks of this rule among what waits for a decision.</summary>
    public static bool IsFor(string rule, Actor actor) => Places.TryGetValue(rule, out var place) && place.May(actor);

    /// <summary>The page on which it is done.</summary>
    public static string? PageOf(string rule, string matter, Guid organisationId) => !Places.TryGetValue(rule, out var place) ? null
        : rule == "t5" ? $"/officer/agreements/{matter}/countersign" : $"/officer/org/{organisationId}{place.Page(matter)}";

    public async Task<IReadOnlyList<DueLine>> ForMe(CancellationToken cancellationToken)
    {
        var (me, rules) = (current.PersonId, Places.Where(p => p.Value.May(current.Actor)).Select(p => p.Key).ToList());
        var bank = Policy.ConfirmBankDetails.Allows(current.Actor) ? await BankDetails(me, cancellationToken) : [];
        if (rules.Count == 0) return bank;
        List<string> toCountersign = rules.Contains("t5") ? [.. (await mediator.Send(new FindToCountersign(), cancellationToken)).Select(id => id.ToString("D"))] : [];
        var found = await db.Clocks.AsNoTracking().IgnoreAutoIncludes()
            .Where(c => c.StoppedAt == null && rules.Contains(c.Rule) && EF.Property<DateOnly?>(c, "DueBy") != null && (c.StartedBy == null || c.StartedBy != me || c.Rule == "reinstatement"))
            .Where(c => c.Rule != "t5" || toCountersign.Contains(c.Matter))
            .Where(c => c.Rule != "appeal" || !db.Applications.Any(a => a.OrganisationId == c.OrganisationId && a.Decisions.Any(d => d.By == me)))
            .Where(c => c.Rule != "authority" || !db.Cases.Any(o => o.Id == c.OrganisationId && o.OwnerId != null)) // else it is on the owner's list
            .Where(c => c.Rule != "reinstatement" || !db.Set<GateRow>().Any(g => g.OrganisationId == c.OrganisationId && g.Blocking && g.State == GateState.Red))
            .Where(c => c.Rule != "closing" || !db.Set<Departure>().Any(d => d.OrganisationId == c.OrganisationId && d.TakenBackAt == null && d.LeftAt != null && (d.NoticeBy == me || d.Checks.Any(k => k.By == me))))
            .Join(db.Cases, c => c.OrganisationId, o => o.Id, (c, o) => new
            {
                c.Rule,
                c.Matter,
                o.Id,
                o.Name,
                Due = EF.Property<DateOnly?>(c, "DueBy"),
                Round = c.Rule == "t8" || c.Rule == "meeting" ? db.Set<NoticeRound>().Where(r => r.OrganisationId == o.Id).OrderByDescending(r => r.Number).Select(r => (Guid?)r.Id).FirstOrDefault() : null,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. found.OrderBy(f => f.Due).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => new DueLine(
                f.Name, f.Rule is "waiver" or "hand" ? Say.DeskOfGate(Words.Clock(f.Rule), $"G{f.Matter}") : Words.Clock(f.Rule), f.Due, Places[f.Rule].Action,
                f.Round is { } round ? $"/officer/templates/review/{round}" : PageOf(f.Rule, f.Matter, f.Id)!)),
            .. bank,
        ];
    }

    /// <summary>Where money is due and nobody has called yet; whoever sent the details doesn't confirm them.</summary>
    private async Task<IReadOnlyList<DueLine>> BankDetails(Guid me, CancellationToken cancellationToken) =>
    [
        .. (await db.Set<SetUp>().Where(s => s.BankConfirmedAt == null && s.BankNotNeededAt == null)
            .Where(s => db.Applications.Any(a => a.OrganisationId == s.Id && a.EndedAt == null && a.ApplicantId != me && a.Submissions.All(x => x.By != me)))
            .Join(db.Cases, s => s.Id, o => o.Id, (s, o) => new { o.Id, o.Name }).ToListAsync(cancellationToken))
            .OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => new DueLine(o.Name, Say.DeskBankDetails, null, Say.ActionCallBack, $"/officer/org/{o.Id}/setup")),
    ];
}
