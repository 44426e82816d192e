using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>What follows from one round for the others of its kind. While nothing is in force, the organisation's process issues the next round; afterwards nobody waits there any more.</summary>
internal static class Rounds
{
    /// <summary>Issues the next round, if one is in force: its process is past the agreement and won't.</summary>
    public static async Task IssueNextUnlessTheProcessDoes(this AgreementsDbContext db, IMediator mediator, Agreement agreement, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        if (await db.Binding(agreement).AnyAsync(cancellationToken)) await mediator.Send(new IssueAgreement(agreement.OrganisationId, agreement.Kind), cancellationToken);
    }

    /// <summary>An agreement that has come into force takes the place of the one before.</summary>
    public static async Task SupersedeEarlier(this AgreementsDbContext db, Agreement agreement, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (agreement.InForceAt is not null && await db.Binding(agreement).SingleOrDefaultAsync(a => a.Round < agreement.Round, cancellationToken) is { } earlier) earlier.Supersede(at);
    }

    private static IQueryable<Agreement> Binding(this AgreementsDbContext db, Agreement agreement) =>
        db.Agreements.Where(a => a.OrganisationId == agreement.OrganisationId && a.Kind == agreement.Kind && a.InForceAt != null && a.SupersededAt == null);
}
