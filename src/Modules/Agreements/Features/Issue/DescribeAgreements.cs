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
        var security = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId)
            .OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken);
        var review = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == request.OrganisationId)
            .OrderByDescending(r => r.Number).Select(r => (DateOnly?)r.On).FirstOrDefaultAsync(cancellationToken);
        return new AgreementsStanding(
            [.. agreements.GroupBy(a => a.Kind).Select(rounds => Standing(rounds.MaxBy(a => a.Round)!)).OrderBy(a => AgreementKinds.All.ToList().IndexOf(a.Kind))],
            security?.Outcome, security?.SubmittedAt, security?.ValidUntil, review, security is { IsToAnswer: true } ? security.AnswerBy : null, security?.ConditionsOpenUntil,
            security is { ConditionsOpenUntil: not null, Score.CriticalFails.Count: > 0 });
    }

    private static AgreementStanding Standing(Agreement a) => new(
        a.Id, a.Kind, a.Round, a.IssuedAt!.Value, a.ClosedAt is null ? a.SignedAt : null, a.CountersignedAt, a.InForceAt, a.ExpiresOn, a.ClosedAt,
        AgreementTexts.Stands(a.Particulars.TemplateVersion) ? null : a.Particulars.TemplateVersion);
}
