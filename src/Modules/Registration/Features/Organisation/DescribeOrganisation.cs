using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

internal sealed class DescribeOrganisationHandler(RegistrationDbContext db) : IRequestHandler<DescribeOrganisation, OrganisationSummary?>
{
    public async Task<OrganisationSummary?> Handle(DescribeOrganisation query, CancellationToken cancellationToken)
    {
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == query.OrganisationId, cancellationToken);
        if (organisation is null) return null;
        var application = await db.Applications.AsNoTracking().Of(organisation.Id).FirstAsync(cancellationToken);
        var answers = application.Answers;
        var found = await db.Cases.AsNoTracking().Where(c => c.Id == organisation.Id).Select(c => new { c.OwnerId, c.Stage }).FirstAsync(cancellationToken);
        return new OrganisationSummary(
            organisation.Id, organisation.Reference, organisation.LegalName, organisation.ShortName ?? "", answers.Method?.Methods ?? [], answers.Volumes?.Total ?? 0,
            [.. Questionnaire.People(answers)], found.OwnerId, application.IsAccepted ? application.DecisionOnLatest!.By : null, found.Stage.Code(), application.Language);
    }
}
