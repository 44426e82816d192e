using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

internal sealed class DescribeAgreementsHandler(AgreementsDbContext db) : IRequestHandler<DescribeAgreements, AgreementsStanding>
{
    public async Task<AgreementsStanding> Handle(DescribeAgreements request, CancellationToken cancellationToken)
    {
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId && a.IssuedAt != null).ToListAsync(cancellationToken);
        var assessments = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId)
            .OrderByDescending(a => a.Round).ToListAsync(cancellationToken);
        var review = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == request.OrganisationId)
            .OrderByDescending(r => r.Number).Select(r => (DateOnly?)r.On).FirstOrDefaultAsync(cancellationToken);
        var (latest, security) = (assessments.FirstOrDefault(), assessments.FirstOrDefault(a => a.Outcome is not null) ?? assessments.FirstOrDefault());
        return new AgreementsStanding(
            [.. agreements.GroupBy(a => a.Kind).SelectMany(ThatCount).OrderBy(a => AgreementKinds.All.ToList().IndexOf(a.Kind)).ThenBy(a => a.Round).Select(Standing)],
            security?.Outcome, security?.SubmittedAt, security?.ValidUntil, review, latest is { IsToAnswer: true } ? latest.AnswerBy : null, security?.ConditionsOpenUntil,
            security is { ConditionsOpenUntil: not null, Score.CriticalFails.Count: > 0 }, security == latest ? null : latest!.IssuedAt);
    }

    /// <summary>The round that binds, and the latest while it is still on its way.</summary>
    private static IEnumerable<Agreement> ThatCount(IEnumerable<Agreement> rounds)
    {
        var latest = rounds.MaxBy(a => a.Round);
        return rounds.Where(a => a == latest || a.Standing == Domain.Standing.InForce);
    }

    private static AgreementStanding Standing(Agreement a) => new(
        a.Id, a.Kind, a.Round, a.IssuedAt!.Value, a.ClosedAt is null ? a.SignedAt : null, a.CountersignedAt, a.InForceAt, a.ExpiresOn, a.ClosedAt,
        AgreementTexts.Stands(a.Particulars.TemplateVersion) ? null : a.Particulars.TemplateVersion);
}
