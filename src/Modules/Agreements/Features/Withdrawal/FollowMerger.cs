using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>
/// An organisation was merged into another one: its open review is cancelled, and open actions go over; where the officer chose so, every agreement in force of the one that
/// goes on is issued anew, and binds as it stands until the new round does.
/// </summary>
internal sealed class FollowMerger(AgreementsDbContext db, IMediator mediator, ReviewEmails emails, TimeProvider clock) : INotificationHandler<OrganisationMerged>
{
    public async Task Handle(OrganisationMerged notification, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var review in await db.ServiceReviews.Where(r => r.OrganisationId == notification.OrganisationId).ToListAsync(cancellationToken)) review.Cancel(now);
        var merged = (await mediator.Send(new DescribeOrganisation(notification.OrganisationId), cancellationToken))!;
        await PassActions(notification, merged.LegalName, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (!notification.Reissue) return;
        foreach (var agreement in await db.Agreements.Where(a => a.OrganisationId == notification.IntoId).ToListAsync(cancellationToken))
        {
            if (agreement.Standing != Standing.InForce || agreement.ReissueAskedAt is not null) continue;
            agreement.Renew(db.Reasons.Keep(agreement, Say.RenewedForMerger(merged.LegalName, agreement.Particulars.OrganisationName).In(agreement.Language), now).Id, now);
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
        }
    }

    /// <summary>The service owners are told with the review that carries them from now on; where none is booked yet, they wait for the first.</summary>
    private async Task PassActions(OrganisationMerged notification, string from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await db.ServiceActions.Where(a => a.OrganisationId == notification.OrganisationId && a.Outcome == null).OrderBy(a => a.DueOn).ToListAsync(cancellationToken);
        foreach (var action in open) action.PassTo(notification.IntoId, now);
        var review = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == notification.IntoId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);
        if (open.Count > 0 && review is not null)
            await emails.ToBoth(review, Say.EmailActionsPassedSubject(from), [Say.EmailActionsPassed(from), .. open.Select(a => Say.ActionLine(a.What, a.Who, a.DueOn))], cancellationToken);
    }
}
