using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

internal sealed class DescribeEndingHandler(RegistrationDbContext db) : IRequestHandler<DescribeEnding, OrganisationEnding?>
{
    public async Task<OrganisationEnding?> Handle(DescribeEnding request, CancellationToken cancellationToken)
    {
        if (await db.Departures.AsNoTracking().SingleOrDefaultAsync(d => d.OrganisationId == request.OrganisationId && d.LeftAt != null, cancellationToken) is { } left)
            return new OrganisationEnding(OrganisationEnding.Left, left.LeftAt!.Value, left.Side == Side.Hmcts ? "hmcts" : left.NoticeRole, left.NoticeAt.CivilDate());
        var versions = await db.Applications.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId).ToListAsync(cancellationToken);
        return versions.Exists(a => a.IsOpen) || versions.Where(a => a.EndedAs == Ending.Withdrawn).MaxBy(a => a.EndedAt) is not { } withdrawn
            ? null
            : new OrganisationEnding(OrganisationEnding.Withdrawn, withdrawn.EndedAt!.Value, Roles.Applicant);
    }
}
