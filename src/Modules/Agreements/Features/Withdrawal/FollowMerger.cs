using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>
/// An organisation was merged into another one: its open review is cancelled; where the officer chose so, every agreement in force of the one that
/// goes on is issued anew, and binds as it stands until the new round does.
/// </summary>
internal sealed class FollowMerger(AgreementsDbContext db, IMediator mediator, TimeProvider clock) : INotificationHandler<OrganisationMerged>
{
    public async Task Handle(OrganisationMerged notification, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var review in await db.ServiceReviews.Where(r => r.OrganisationId == notification.OrganisationId).ToListAsync(cancellationToken)) review.Cancel(now);
        await db.SaveChangesAsync(cancellationToken);
        if (!notification.Reissue) return;
        var merged = await mediator.Send(new DescribeOrganisation(notification.OrganisationId), cancellationToken);
        foreach (var agreement in await db.Agreements.Where(a => a.OrganisationId == notification.IntoId).ToListAsync(cancellationToken))
        {
            if (agreement.Standing != Standing.InForce || agreement.ReissueAskedAt is not null) continue;
            agreement.Renew(db.Reasons.Keep(agreement, Say.RenewedForMerger(merged!.LegalName, agreement.Particulars.OrganisationName).In(agreement.Language), now).Id, now);
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
        }
    }
}

/// <summary>What a novation note says: which agreement of which organisation passed to which, and since when.</summary>
/// <param name="From">The agreement that passed.</param>
/// <param name="Into">The agreement by which it goes on; null where none was in force.</param>
/// <param name="To">The organisation that goes on.</param>
internal sealed record NovationNote(Agreement From, Agreement? Into, string To)
{
    public Text Words => Into is null
        ? Say.NovationWithout(From.ClosedAt!.Value, From.Particulars.OrganisationName, To, From.Reference)
        : Say.Novation(From.ClosedAt!.Value, From.Particulars.OrganisationName, To, From.Reference, Into.Reference);

    /// <summary>Those that an agreement carries: its own, and those of what passed into it.</summary>
    public static async Task<IReadOnlyList<NovationNote>> Of(AgreementsDbContext db, IMediator mediator, Agreement agreement, CancellationToken cancellationToken)
    {
        var found = await db.Agreements.AsNoTracking().Where(a => a.NovatedTo != null && (a.Id == agreement.Id || a.NovatedInto == agreement.Id)).OrderBy(a => a.ClosedAt).ToListAsync(cancellationToken);
        var notes = new List<NovationNote>();
        foreach (var from in found)
        {
            var into = from.NovatedInto is { } id ? await db.Agreements.AsNoTracking().SingleAsync(a => a.Id == id, cancellationToken) : null;
            notes.Add(new NovationNote(from, into, (await mediator.Send(new DescribeOrganisation(from.NovatedTo!.Value), cancellationToken))!.LegalName));
        }
        return notes;
    }
}
