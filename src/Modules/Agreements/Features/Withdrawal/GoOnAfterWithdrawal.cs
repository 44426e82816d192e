using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.Agreements.Workflow;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>
/// An organisation that had withdrawn goes on: agreements that ended with it are asked for again, the questionnaire is with its signatory or the assessor
/// again, and the process of its reviews goes on. For an application that wasn't accepted before there is none of these.
/// </summary>
internal sealed class GoOnAfterWithdrawal(AgreementsDbContext db, IMediator mediator, IWorkflows workflows, Emails emails, Site site, TimeProvider clock) : INotificationHandler<ApplicationReopened>
{
    public async Task Handle(ApplicationReopened notification, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), notification.OrganisationId);
        foreach (var agreement in (await db.Agreements.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken)).GroupBy(a => a.Kind).Select(k => k.MaxBy(a => a.Round)!))
        {
            if (agreement.ClosingCode != ClosingCode.Withdrawn || agreement.ReissueAskedAt is not null) continue;
            agreement.GoOn(now);
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
        }
        if (await db.SecurityAssessments.Where(a => a.OrganisationId == id).OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken) is { } latest && latest.GoOn(now))
        {
            var organisation = await mediator.Send(new DescribeOrganisation(id), cancellationToken);
            await emails.Queue(IssueSecurityQuestionnaireHandler.Invitation(latest, await mediator.OfficerWhoAsks(organisation!, cancellationToken), site), cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        if (await db.ServiceReviews.AnyAsync(r => r.OrganisationId == id, cancellationToken)) await workflows.GoOn(ServiceReviewTurns.Definition, id, cancellationToken);
    }
}
