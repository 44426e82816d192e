using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What the evidence pack tells beside documents and email: who decided what, when and why, each kind in a file of its own. Reasons that were erased are null.</summary>
internal sealed class EvidenceRecords(RegistrationDbContext db, IMediator mediator)
{
    public async Task<IReadOnlyList<(string Name, IEnumerable<object> Records)>> Of(Guid id, CancellationToken cancellationToken)
    {
        var applications = await db.Applications.AsNoTracking().Where(a => a.OrganisationId == id).OrderBy(a => a.StartedAt).ToListAsync(cancellationToken);
        var decisions = applications.SelectMany(a => a.Decisions).OrderBy(d => d.At).ToList();
        var checks = applications.SelectMany(a => a.Checks).OrderBy(c => c.At).ToList();
        var waivers = await db.Waivers.AsNoTracking().Where(w => w.OrganisationId == id).OrderBy(w => w.AskedAt).ToListAsync(cancellationToken);
        var duplicates = await db.DuplicateDecisions.AsNoTracking().Where(d => d.OrganisationId == id || d.OtherId == id).OrderBy(d => d.At).ToListAsync(cancellationToken);
        var appeals = await db.Appeals.AsNoTracking().Where(a => a.OrganisationId == id).OrderBy(a => a.MadeAt).ToListAsync(cancellationToken);
        var entries = await db.Conversation.AsNoTracking().Where(e => e.OrganisationId == id && e.IsShared).OrderBy(e => e.MadeAt).ToListAsync(cancellationToken);
        var mergers = await db.Mergers.AsNoTracking().Where(m => m.OrganisationId == id || m.IntoId == id).OrderBy(m => m.AskedAt).ToListAsync(cancellationToken);
        var gates = await db.GatesOf(id, cancellationToken);

        var others = duplicates.SelectMany(d => new[] { d.OrganisationId, d.OtherId }).Concat(mergers.SelectMany(m => new[] { m.OrganisationId, m.IntoId })).Distinct().ToList();
        var references = await db.Cases.AsNoTracking().Where(c => others.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Reference, cancellationToken);
        var reasons = await db.Reasons.AsNoTracking().Where(r => r.OrganisationId == id || others.Contains(r.OrganisationId)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        var names = await mediator.Names(
            [
                .. decisions.Select(d => (Guid?)d.By), .. checks.Select(c => (Guid?)c.By), .. waivers.Select(w => (Guid?)w.AskedBy), .. waivers.Select(w => w.DecidedBy), .. duplicates.Select(d => (Guid?)d.By),
                .. appeals.Select(a => (Guid?)a.MadeBy), .. appeals.Select(a => a.DecidedBy), .. entries.SelectMany(e => e.Wordings).Select(w => (Guid?)w.By),
                .. mergers.SelectMany(m => (Guid?[])[m.AskedBy, m.DecidedBy, .. m.People.Select(p => (Guid?)p.PersonId)]),
            ], cancellationToken);
        string? Why(Guid? reason) => reason is { } known ? reasons.GetValueOrDefault(known) : null;
        string? Who(Guid? person) => person is { } known ? known == ConversationEntry.ByTheInbox ? Say.InboxFiled.ToString() : names.GetValueOrDefault(known, Say.ActorErased.ToString()) : null;

        return
        [
            ("decisions", decisions.Select(d => new { d.At, d.FormVersion, Outcome = Words.Outcome(d.Outcome).ToString(), d.ReasonCode, Reason = Why(d.ReasonId), By = Who(d.By) })),
            ("identifiers", checks.Select(c => new { c.At, Identifier = c.Identifier.Name().ToString(), c.Value, c.IsVerified, Method = c.IsVerified ? Words.CheckMethod(c.Method).ToString() : null, c.CheckedOn, Evidence = Why(c.EvidenceId), By = Who(c.By) })),
            ("duplicates", duplicates.Select(d => new { d.At, First = references.GetValueOrDefault(d.OrganisationId), Second = references.GetValueOrDefault(d.OtherId), d.IsSame, d.Score, Reason = Why(d.ReasonId), By = Who(d.By) })),
            ("appeals", appeals.Select(a => new { a.MadeAt, Reason = Why(a.ReasonId), MadeBy = Who(a.MadeBy), a.Upheld, a.DecidedAt, Decision = Why(a.DecisionReasonId), DecidedBy = Who(a.DecidedBy) })),
            ("waivers", waivers.Select(w => new { Gate = $"G{w.Gate}", w.AskedAt, Reason = Why(w.ReasonId), AskedBy = Who(w.AskedBy), w.ExpiresOn, w.Approved, w.DecidedAt, DecidedBy = Who(w.DecidedBy), Refusal = Why(w.DecisionReasonId), w.ClosedAt })),
            ("mergers", mergers.Select(m => new
            {
                Ends = references.GetValueOrDefault(m.OrganisationId), GoesOn = references.GetValueOrDefault(m.IntoId), m.IsDuplicate, m.Reissue, m.AskedAt, Reason = Why(m.ReasonId), AskedBy = Who(m.AskedBy),
                Document = m.FileName, DocumentSha256 = m.Sha256, m.Approved, m.DecidedAt, DecidedBy = Who(m.DecidedBy), Refusal = Why(m.DecisionReasonId), m.MergedAt,
                People = m.People.Select(p => new { Name = Who(p.PersonId), p.Moves }).ToList(),
            })),
            ("gates", gates.Select(g => new { Gate = $"G{g.Number}", State = g.Word().ToString(), Fact = Text.Restored(g.Fact).ToString(), g.Since, g.Blocking })),
            ("conversation", entries.Select(e => new
            {
                e.MadeAt, Kind = e.Kind.Name().ToString(), Side = e.Side.ToString(), e.AnswerBy, e.AnsweredAt, Wordings = e.Wordings.OrderBy(w => w.Number).Select(w => new { w.At, w.Words, By = Who(w.By) }).ToList(),
            })),
        ];
    }
}
