using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What the evidence pack tells of the way itself: what was sent, tested, set up and confirmed by hand, how it was stopped, renamed and left. Reasons that were erased are null.</summary>
internal sealed class EvidenceOfTheWay(RegistrationDbContext db, IMediator mediator)
{
    public async Task<IReadOnlyList<(string Name, IEnumerable<object> Records)>> Of(Guid id, CancellationToken cancellationToken)
    {
        var applications = await db.Applications.AsNoTracking().Where(a => a.OrganisationId == id).OrderBy(a => a.StartedAt).ToListAsync(cancellationToken);
        var versions = applications.Select(a => a.Id).ToList();
        var submissions = applications.SelectMany(a => a.Submissions).OrderBy(s => s.At).ToList();
        var questions = await db.FieldQuestions.AsNoTracking().Where(q => versions.Contains(q.ApplicationId)).OrderBy(q => q.FormVersion).ToListAsync(cancellationToken);
        var codes = await db.OuCodeRequests.AsNoTracking().Where(r => r.OrganisationId == id).OrderBy(r => r.AskedAt).ToListAsync(cancellationToken);
        var rounds = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == id).OrderBy(r => r.Number).ToListAsync(cancellationToken);
        var schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        var proposals = schedule?.Proposals.OrderBy(p => p.ProposedAt).ToList() ?? [];
        var defects = await db.Defects.AsNoTracking().Where(d => d.OrganisationId == id).OrderBy(d => d.Number).ToListAsync(cancellationToken);
        var setUp = await db.SetUps.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        var accounts = await db.BankChanges.AsNoTracking().Where(c => c.OrganisationId == id).OrderBy(c => c.ProposedAt).ToListAsync(cancellationToken);
        var confirmations = await db.HandConfirmations.AsNoTracking().Where(c => c.OrganisationId == id).OrderBy(c => c.Gate).ToListAsync(cancellationToken);
        var goLive = await db.GoLives.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        var reviews = goLive?.Reviews.OrderBy(r => r.Number).ToList() ?? [];
        var suspensions = await db.Suspensions.AsNoTracking().Where(s => s.OrganisationId == id).OrderBy(s => s.AskedAt).ToListAsync(cancellationToken);
        var departures = await db.Departures.AsNoTracking().Where(d => d.OrganisationId == id).OrderBy(d => d.NoticeAt).ToListAsync(cancellationToken);
        var renamed = await db.NameChanges.AsNoTracking().Where(c => c.OrganisationId == id).OrderBy(c => c.AskedAt).ToListAsync(cancellationToken);

        var reasons = await db.Reasons.AsNoTracking().Where(r => r.OrganisationId == id).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        var names = await mediator.Names(
            [
                .. submissions.Select(s => (Guid?)s.By), .. codes.SelectMany(c => (Guid?[])[c.AskedBy, c.ClosedBy]), .. rounds.SelectMany(r => (Guid?[])[r.SubmittedBy, r.ReviewedBy, r.ChangesConfirmedBy, r.MeetingBy]),
                .. proposals.SelectMany(p => (Guid?[])[p.ProposedBy, p.AnsweredBy]), schedule?.ResultsBy, schedule?.SignedOffBy, schedule?.HmctsSignedOffBy, .. defects.SelectMany(d => d.Steps).Select(s => (Guid?)s.By),
                setUp?.OuCodeBy, setUp?.ProsecutorBy, setUp?.BankConfirmedBy, setUp?.AdministratorId, setUp?.NominatedBy, .. confirmations.SelectMany(c => (Guid?[])[c.FirstBy, c.SecondBy]),
                .. accounts.SelectMany(c => (Guid?[])[c.ProposedBy, c.FirstBy, c.SecondBy, c.RefusedBy]),
                .. reviews.Select(r => r.DecidedBy), goLive?.CutOverBy, .. suspensions.SelectMany(s => (Guid?[])[s.AskedBy, s.DecidedBy, s.EndedBy]),
                .. departures.SelectMany(d => (Guid?[])[d.NoticeBy, d.TakenBackBy, d.ClosedBy, .. d.Checks.Select(c => (Guid?)c.By)]), .. renamed.SelectMany(c => (Guid?[])[c.AskedBy, c.DecidedBy]),
            ], cancellationToken);
        string? Why(Guid? reason) => reason is { } known ? reasons.GetValueOrDefault(known) : null;
        string? Who(Guid? person) => person is { } known ? names.GetValueOrDefault(known, Say.ActorErased.ToString()) : null;

        return
        [
            ("submissions", submissions.Select(s => new { s.At, s.FormVersion, s.DeclaredName, s.DeclaredRole, FormSha256 = s.FormHash, By = Who(s.By), s.Answers.WithoutNumber().Organisation })),
            ("questions", questions.Select(q => new { q.FormVersion, Field = q.Label.ToString(), Question = Why(q.ReasonId) })),
            ("ou-code-requests", codes.Select(c => new { c.AskedAt, AskedBy = Who(c.AskedBy), c.Code, c.ClosedAt, ClosedBy = Who(c.ClosedBy) })),
            ("notices", rounds.Select(r => new
            {
                r.Number, r.IssuedAt, Packs = r.GivenSoFar.Select(p => new { p.Family, p.Language, p.Version, p.IssuedAt }).ToList(), r.SubmittedAt, SubmittedBy = Who(r.SubmittedBy),
                Files = r.Files.Select(f => new { f.Notice, f.FileName, f.Sha256, f.UploadedAt }).ToList(), Outcome = r.Outcome?.ToString(), r.ReviewedAt, ReviewedBy = Who(r.ReviewedBy),
                Findings = r.Findings.Select(f => new { f.Point, Result = f.Result.ToString(), f.Comment }).ToList(), r.ChangesConfirmedAt, ChangesConfirmedBy = Who(r.ChangesConfirmedBy), r.MeetingOn, MeetingBy = Who(r.MeetingBy),
            })),
            ("dates", proposals.Select(p => new { Kind = p.Kind.ToString(), p.From, p.To, Side = p.Side.ToString(), p.ProposedAt, ProposedBy = Who(p.ProposedBy), Reason = Why(p.ReasonId), Answer = p.Answer?.ToString(), p.AnsweredAt, AnsweredBy = Who(p.AnsweredBy) })),
            ("testing", schedule is null ? [] :
            [
                new { schedule.TestingFrom, schedule.TestingTo, schedule.GoLiveOn, schedule.Results, schedule.ResultsAt, ResultsBy = Who(schedule.ResultsBy), schedule.SignedOffAt, SignedOffBy = Who(schedule.SignedOffBy), schedule.HmctsSignedOffAt, HmctsSignedOffBy = Who(schedule.HmctsSignedOffBy) },
            ]),
            ("defects", defects.Select(d => new
            {
                d.Number, d.Severity, What = Why(d.WhatId), Workaround = Why(d.WorkaroundId), d.CorrectBy,
                Steps = d.Steps.OrderBy(s => s.Number).Select(s => new { s.At, Act = s.Act.ToString(), Side = s.Side.ToString(), s.Severity, s.CorrectBy, Note = Why(s.NoteId), By = Who(s.By) }).ToList(),
            })),
            ("set-up", setUp is null ? [] :
            [
                new
                {
                    setUp.OuCode, setUp.OuCodeAt, OuCodeBy = Who(setUp.OuCodeBy), setUp.UsesSjp, setUp.Offences, setUp.ProsecutorAt, ProsecutorBy = Who(setUp.ProsecutorBy),
                    setUp.BankConfirmedAt, BankConfirmedBy = Who(setUp.BankConfirmedBy), setUp.NumberSource, setUp.BankNotNeededAt, Administrator = Who(setUp.AdministratorId), setUp.NominatedAt, NominatedBy = Who(setUp.NominatedBy),
                },
            ]),
            ("bank-changes", accounts.Select(c => new
            {
                c.ProposedAt, ProposedBy = Who(c.ProposedBy), Document = c.FileName, DocumentSha256 = c.Sha256, c.NumberSource, c.FirstAt, FirstBy = Who(c.FirstBy), c.SecondAt, SecondBy = Who(c.SecondBy),
                c.RefusedAt, RefusedBy = Who(c.RefusedBy), Refusal = Why(c.RefusalReasonId),
            })),
            ("hand-confirmations", confirmations.Select(c => new { Gate = $"G{c.Gate}", c.Statement, Document = c.FileName, DocumentSha256 = c.Sha256, c.FirstAt, FirstBy = Who(c.FirstBy), c.SecondAt, SecondBy = Who(c.SecondBy) })),
            ("readiness", reviews.Select(r => new { r.Number, r.BeganAt, r.Confirmed, BackTo = r.BackTo?.ToString(), Reason = Why(r.ReasonId), r.DecidedAt, DecidedBy = Who(r.DecidedBy), r.AskedAgainAt })),
            ("go-live", goLive is null ? [] : [new { goLive.OpenedAt, goLive.CutOverAt, CutOverBy = Who(goLive.CutOverBy), goLive.LiveAt, goLive.EarlyLifeEndedAt }]),
            ("suspensions", suspensions.Select(s => new
            {
                Scope = s.Scope.ToString(), s.ReasonCode, Reason = Why(s.ReasonId), s.AskedAt, AskedBy = Who(s.AskedBy), s.IsUrgent, s.Approved, s.DecidedAt, DecidedBy = Who(s.DecidedBy), Refusal = Why(s.DecisionReasonId),
                s.BeganAt, s.EndedAt, EndedBy = Who(s.EndedBy), Ending = Why(s.EndingReasonId),
            })),
            ("departures", departures.Select(d => new
            {
                Side = d.Side.ToString(), d.NoticeAt, NoticeBy = Who(d.NoticeBy), d.LastDay, Reason = Why(d.ReasonId), d.TakenBackAt, TakenBackBy = Who(d.TakenBackBy), d.LeftAt, d.ClosedAt, ClosedBy = Who(d.ClosedBy),
                Checks = d.Checks.OrderBy(c => c.At).Select(c => new { Item = c.Item.ToString(), c.At, By = Who(c.By), How = Why(c.ReasonId) }).ToList(),
            })),
            ("names", renamed.Select(c => new { c.Before, c.Name, c.From, Document = c.FileName, DocumentSha256 = c.Sha256, c.AskedAt, AskedBy = Who(c.AskedBy), c.Approved, c.DecidedAt, DecidedBy = Who(c.DecidedBy), Refusal = Why(c.DecisionReasonId) })),
        ];
    }
}
