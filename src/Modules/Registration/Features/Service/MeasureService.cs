using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Counts what the quarterly review of the service level agreement looks at and only this module knows.</summary>
internal sealed class MeasureServiceHandler(RegistrationDbContext db, TimeProvider clock) : IRequestHandler<MeasureService, ServiceMeasured?>
{
    private const int WorkingDaysAllowed = 5;

    public async Task<ServiceMeasured?> Handle(MeasureService query, CancellationToken cancellationToken)
    {
        var id = query.OrganisationId;
        if (!await db.Organisations.AnyAsync(o => o.Id == id, cancellationToken)) return null;
        var live = await db.GoLives.Where(g => g.Id == id).Select(g => g.LiveAt).SingleOrDefaultAsync(cancellationToken);
        var notices = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == id && r.SubmittedAt != null).Select(r => new { r.SubmittedAt, r.ReviewedAt }).ToListAsync(cancellationToken);
        var questions = await db.Conversation.AsNoTracking().Where(e => e.OrganisationId == id && e.Kind == EntryKind.Question && e.Side == Side.Hmcts)
            .Select(e => new { e.MadeAt, e.AnsweredAt }).ToListAsync(cancellationToken);
        var clocks = await db.Clocks.AsNoTracking().Where(c => c.OrganisationId == id).ToListAsync(cancellationToken);
        var today = clock.GetUtcNow().CivilDate();

        CountedInTime Count(DateOnly from, IEnumerable<(DateTimeOffset, DateTimeOffset?)> all) => InTime(all, from, query.To, today);
        CountedInTime Ran(string rule) => InTime(clocks.Where(c => c.Rule == rule).Select(c => (c.StartedAt, c.StoppedAt, c.PausedDays(clock.GetUtcNow()))), query.OnboardingFrom, query.To, today);
        return new ServiceMeasured(
            live?.CivilDate(), Count(query.From, notices.Select(n => (n.SubmittedAt!.Value, n.ReviewedAt))), Count(query.From, questions.Select(q => (q.MadeAt, q.AnsweredAt))),
            Ran("t2"), Ran("t5"), Ran("t8"));
    }

    /// <summary>Those whose day falls into the period, and how many of them were done within the working days allowed.</summary>
    public static CountedInTime InTime(IEnumerable<(DateTimeOffset From, DateTimeOffset? To)> all, DateOnly from, DateOnly to, DateOnly today) =>
        InTime(all.Select(a => (a.From, a.To, Paused: 0)), from, to, today);

    /// <summary>The same, with the working days on which each stood still.</summary>
    public static CountedInTime InTime(IEnumerable<(DateTimeOffset From, DateTimeOffset? To, int Paused)> all, DateOnly from, DateOnly to, DateOnly today)
    {
        var (cases, inTime) = (0, 0);
        foreach (var (began, ended, paused) in all)
        {
            var (last, done) = (WorkingDays.After(began, WorkingDaysAllowed + paused), ended?.CivilDate());
            var known = done <= last ? done.Value : last.AddDays(1);
            if (known > today || known < from || known > to) continue;
            cases++;
            if (done <= last) inTime++;
        }
        return new CountedInTime(cases, inTime);
    }
}
