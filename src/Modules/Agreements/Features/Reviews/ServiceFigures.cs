using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The figures of one organisation for the days of a review: counted, entered, or missing and said to be so.</summary>
internal sealed class ServiceFigures(AgreementsDbContext db, IMediator mediator, TimeProvider clock)
{
    public async Task<IReadOnlyList<Figure>> Of(Guid organisationId, int reviewNumber, ReviewPeriod period, CancellationToken cancellationToken)
    {
        // The steps of onboarding lie before going live: the first review looks at all of them.
        var onboardingFrom = reviewNumber == 1 ? DateOnly.MinValue : period.From;
        var counted = await mediator.Send(new MeasureService(organisationId, period.From, period.To, onboardingFrom), cancellationToken) ?? throw new NotFoundException();
        var entries = await db.MetricEntries.AsNoTracking().Where(e => e.OrganisationId == organisationId && e.Ends == period.To && e.ReplacedAt == null).ToListAsync(cancellationToken);
        var agreed = await AgreedTargets(organisationId, cancellationToken);
        var conditions = await Conditions(organisationId, period, cancellationToken);
        var actions = await Actions(organisationId, period, cancellationToken);
        return
        [
            .. ServiceMeasure.All.Select(m => m.Source switch
            {
                MeasureSource.Entered => Figure.Entered(m, entries.SingleOrDefault(e => e.Metric == m.Id), m.Target(agreed), period.FewestCases),
                MeasureSource.Counted => Figure.Counted(m, CountOf(m.Id), m.Target(agreed), period.FewestCases),
                _ => Figure.NotHeld(m, m.Target(agreed)),
            }),
        ];

        CountedInTime CountOf(string measure) => measure switch
        {
            "M06" => counted.NoticeReviews,
            "M17" => counted.QuestionsAnswered,
            "M20" => conditions,
            "M22" => actions,
            "T2" => counted.Triage,
            "T5" => counted.Countersignatures,
            "T8" => counted.NoticesWithUs,
            _ => throw new InvalidOperationException($"Nothing counts {measure}."),
        };
    }

    private async Task<IReadOnlyList<DifferingTarget>> AgreedTargets(Guid organisationId, CancellationToken cancellationToken) =>
        (await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == organisationId && a.Kind == AgreementKinds.Sla && a.InForceAt != null)
            .OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken))?.Particulars.Targets() ?? [];

    /// <summary>Security conditions whose date fell into the period, or that the assessor found met in it.</summary>
    private async Task<CountedInTime> Conditions(Guid organisationId, ReviewPeriod period, CancellationToken cancellationToken)
    {
        var rounds = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == organisationId && a.ConditionsDue != null)
            .Select(a => new { a.ConditionsDue, a.ConditionsMetAt }).ToListAsync(cancellationToken);
        return Count(rounds.Select(r => (r.ConditionsDue!.Value, r.ConditionsMetAt)), period);
    }

    private async Task<CountedInTime> Actions(Guid organisationId, ReviewPeriod period, CancellationToken cancellationToken)
    {
        var actions = await db.ServiceActions.AsNoTracking().Where(a => a.OrganisationId == organisationId && a.Outcome != ServiceAction.Dropped)
            .Select(a => new { a.DueOn, a.EndedAt }).ToListAsync(cancellationToken);
        return Count(actions.Select(a => (a.DueOn, a.EndedAt)), period);
    }

    /// <summary>Each counts on the day on which it is known how it went: when it was done in time, or the day after its date.</summary>
    private CountedInTime Count(IEnumerable<(DateOnly Due, DateTimeOffset? Done)> all, ReviewPeriod period)
    {
        var today = clock.GetUtcNow().CivilDate();
        var known = all.Select(x => (x.Due, Done: x.Done?.CivilDate())).Select(x => (InTime: x.Done <= x.Due, On: x.Done <= x.Due ? x.Done!.Value : x.Due.AddDays(1)))
            .Where(x => x.On <= today && x.On >= period.From && x.On <= period.To).ToList();
        return new CountedInTime(known.Count, known.Count(x => x.InTime));
    }
}
