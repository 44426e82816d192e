using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>What became of one measure, quarter by quarter.</summary>
internal sealed record TrendLine(string Measure, IReadOnlyList<string> Values);

/// <summary>The frozen figures of up to four quarters side by side, the earliest first; a figure that a dispute corrected stands with its correction.</summary>
internal sealed record ReviewTrend(IReadOnlyList<DateOnly> Quarters, IReadOnlyList<TrendLine> Lines)
{
    public const int Most = 4;

    /// <param name="db">Reads the reviews before.</param>
    /// <param name="review">The last of them.</param>
    /// <param name="now">Its figures, frozen or about to be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ReviewTrend> Of(AgreementsDbContext db, ServiceReview review, IReadOnlyList<Figure> now, CancellationToken cancellationToken)
    {
        var before = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == review.OrganisationId && r.Number < review.Number && r.IssuedAt != null)
            .OrderByDescending(r => r.Number).Take(Most - 1).ToListAsync(cancellationToken);
        List<(DateOnly Ends, IReadOnlyList<Figure> Figures, IReadOnlyList<FigureDispute> Disputes)> quarters =
            [.. before.OrderBy(r => r.Number).Select(r => (r.Ends, r.Figures, r.Disputes)), (review.Ends, now, review.Disputes)];
        var measures = quarters.SelectMany(q => q.Figures).Where(f => f.Value is not null).Select(f => f.Measure).ToHashSet();
        return new(
            [.. quarters.Select(q => q.Ends)],
            [.. ServiceMeasure.All.Where(m => measures.Contains(m.Id)).Select(m => new TrendLine(m.Id, [.. quarters.Select(q => Words(q.Figures, q.Disputes, m.Id))]))]);
    }

    private static string Words(IReadOnlyList<Figure> figures, IReadOnlyList<FigureDispute> disputes, string measure)
    {
        var value = figures.SingleOrDefault(f => f.Measure == measure)?.ValueWords() ?? "–";
        return disputes.Where(d => d.Measure == measure && d.CorrectedValue is not null).MaxBy(d => d.RaisedAt) is { } dispute ? $"{value} ({Say.CorrectedTo(dispute.CorrectedValue)})" : value;
    }
}
