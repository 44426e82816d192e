using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

internal sealed class DescribeSubmissionsHandler(RegistrationDbContext db) : IRequestHandler<DescribeSubmissions, SubmissionsStanding>
{
    public async Task<SubmissionsStanding> Handle(DescribeSubmissions query, CancellationToken cancellationToken)
    {
        var id = query.OrganisationId;
        var onboarding = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (onboarding is not { IsOpenToIt: true }) return new(false, SubmissionsStanding.NotLive);
        return await db.Suspensions.AnyAsync(s => s.OrganisationId == id && s.Scope != SuspensionScope.Users && s.BeganAt != null && s.EndedAt == null, cancellationToken)
            ? new(false, SubmissionsStanding.Suspended)
            : new(true, null);
    }
}
