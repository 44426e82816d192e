using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Keeps each gate's last state: computed anew by whoever changed a fact, in the same transaction.</summary>
internal sealed class GateBook(RegistrationDbContext db, ReferenceLists lists, OnboardingEmail email, Expiries expiries, IMediator mediator, TimeProvider clock)
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
        var stopped = rows.Values.Where(r => r.Stops).Select(r => r.Number).ToHashSet();
        foreach (var gate in Gates.All)
        {
            if (!rows.TryGetValue(gate.Number, out var row)) db.Gates.Add(rows[gate.Number] = row = new GateRow(organisationId, gate));
            row.Is(gate.State(facts), clock.GetUtcNow());
        }
        if (stopped.Count > 0 && !rows.Values.Any(r => r.Stops)) (await db.GoLives.GetAsync(organisationId, cancellationToken)).GatesAreMet();
        if (facts.IsLive) await Warn(organisationId, [.. rows.Values.Where(r => r.Stops && !stopped.Contains(r.Number)).OrderBy(r => r.Number)], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await expiries.Follow(organisationId, facts, cancellationToken);
        return [.. rows.Values.OrderBy(r => r.Number)];
    }

    /// <summary>A live organisation no longer meets a condition of going live: people decide what follows.</summary>
    private async Task Warn(Guid organisationId, IReadOnlyList<GateRow> red, CancellationToken cancellationToken)
    {
        if (red.Count == 0) return;
        var onboarding = await db.Cases.GetAsync(organisationId, cancellationToken);
        foreach (var row in red) onboarding.NoLongerMeets(row.Number);
        await email.ToHmcts(
            organisationId, [Roles.SeniorOnboardingManager], $"/officer/org/{organisationId}/gates", Say.EmailLiveGateRedSubject(onboarding.Name), Say.EmailLiveGateRed(onboarding.Name, Gates.Names(red)));
    }

    private async Task<GateFacts?> Facts(Guid id, CancellationToken cancellationToken)
    {
        if (await db.HasLeft(id, cancellationToken) || await db.Schedules.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } schedule) return null;
        var application = await db.Applications.Of(id).FirstAsync(cancellationToken);
        if (!application.IsOpen) return null;
        return new GateFacts(
            application,
            await mediator.Send(new DescribeAgreements(id), cancellationToken),
            schedule,
            await db.SetUps.SingleAsync(s => s.Id == id, cancellationToken),
            await db.NoticeRounds.Where(r => r.OrganisationId == id).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken),
            await db.Defects.Where(d => d.OrganisationId == id && d.ClosedAt == null).ToListAsync(cancellationToken),
            await db.HandConfirmations.Where(c => c.OrganisationId == id).ToListAsync(cancellationToken),
            await db.Waivers.Where(w => w.OrganisationId == id && w.ClosedAt == null).ToListAsync(cancellationToken),
            await mediator.Send(new FindPeople(id), cancellationToken),
            await lists.Offences(cancellationToken),
            await lists.Calendar(cancellationToken),
            (await db.GoLives.AsNoTracking().SingleAsync(g => g.Id == id, cancellationToken)).Latest?.BeganAt,
            clock.GetUtcNow().CivilDate());
    }
}

internal static class GoingOn
{
    /// <summary>Cases that were withdrawn, rejected or have lapsed stay as they were, and so do those of organisations that have left or were merged into others.</summary>
    public static async Task RequireThatTheCaseGoesOn(this RegistrationDbContext db, Guid organisationId, CancellationToken cancellationToken) => Rule.Require(
        await db.Applications.AnyAsync(a => a.OrganisationId == organisationId && a.EndedAt == null, cancellationToken) && !await db.HasLeft(organisationId, cancellationToken), Say.RuleCaseIsOver);

    public static Task<bool> HasLeft(this RegistrationDbContext db, Guid organisationId, CancellationToken cancellationToken) =>
        db.Cases.AnyAsync(c => c.Id == organisationId && (c.Stage == Stage.OffBoarding || c.Stage == Stage.Closed || c.Stage == Stage.Merged), cancellationToken);
}
