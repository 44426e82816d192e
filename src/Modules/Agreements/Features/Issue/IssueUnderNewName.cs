using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>The organisation has another legal name: every agreement in force is issued anew under it, and binds as it stands until the new round does.</summary>
internal sealed class IssueUnderNewName(AgreementsDbContext db, IMediator mediator, TimeProvider clock) : INotificationHandler<OrganisationRenamed>
{
    public async Task Handle(OrganisationRenamed notification, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var organisation = await mediator.Send(new DescribeOrganisation(notification.OrganisationId), cancellationToken);
        foreach (var agreement in await db.Agreements.Where(a => a.OrganisationId == notification.OrganisationId).ToListAsync(cancellationToken))
        {
            if (agreement.Standing != Standing.InForce || agreement.ReissueAskedAt is not null || agreement.Particulars.OrganisationName == organisation!.LegalName) continue;
            agreement.Renew(db.Reasons.Keep(agreement, Say.RenewedForName(agreement.Particulars.OrganisationName, organisation.LegalName).In(Language.English), now).Id, now);
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
        }
    }
}
