using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Keeps each gate's last state: computed anew by whoever changed a fact, in the same transaction.</summary>
internal sealed class GateBook(RegistrationDbContext db, ReferenceLists lists, IMediator mediator, TimeProvider clock)
{
    /// <summary>For commands: saves what was changed and computes the gates from it. Once the application has ended nothing of the case changes any more.</summary>
    public async Task<IReadOnlyList<GateRow>> Refresh(Guid organisationId, CancellationToken cancellationToken)
    {
        await db.RequireThatTheCaseGoesOn(organisationId, cancellationToken);
        return await Follow(organisationId, cancellationToken);
    }

    /// <summary>For what happened elsewhere: the gates as they are now; nothing for an organisation whose tracks aren't open, or no longer.</summary>
    public async Task<IReadOnlyList<GateRow>> Follow(Guid organisationId, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        if (await Facts(organisationId, cancellationToken) is not { } facts) return [];
        var rows = await db.Gates.Where(g => g.OrganisationId == organisationId).ToDictionaryAsync(g => g.Number, cancellationToken);
        foreach (var gate in Gates.All)
        {
            if (!rows.TryGetValue(gate.Number, out var row)) db.Gates.Add(rows[gate.Number] = row = new GateRow(organisationId, gate));
            row.Is(gate.State(facts), clock.GetUtcNow());
        }
        await db.SaveChangesAsync(cancellationToken);
        return [.. rows.Values.OrderBy(r => r.Number)];
    }

    private async Task<GateFacts?> Facts(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Schedules.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } schedule) return null;
        var application = await db.Applications.Of(id).FirstAsync(cancellationToken);
        if (!application.IsOpen) return null;
        return new GateFacts(
            application,
            await mediator.Send(new DescribeAgreements(id), cancellationToken),
            schedule,
            await db.SetUps.SingleAsync(s => s.Id == id, cancellationToken),
            await db.NoticeRounds.Where(r => r.OrganisationId == id).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken),
            await db.HandConfirmations.Where(c => c.OrganisationId == id).ToListAsync(cancellationToken),
            await mediator.Send(new FindPeople(id), cancellationToken),
            await lists.Offences(cancellationToken),
            clock.GetUtcNow().CivilDate());
    }
}

internal static class GoingOn
{
    /// <summary>Withdrawn, rejected and lapsed cases stay as they were.</summary>
    public static async Task RequireThatTheCaseGoesOn(this RegistrationDbContext db, Guid organisationId, CancellationToken cancellationToken) =>
        Rule.Require(await db.Applications.AnyAsync(a => a.OrganisationId == organisationId && a.EndedAt == null, cancellationToken), Say.RuleCaseIsOver);
}
