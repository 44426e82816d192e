using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Targets;

/// <summary>An officer takes a differing target back: the standard one applies again.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RemoveServiceLevelTarget(Guid OrganisationId, int Version, Guid TargetId) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, UnitOfWork unit, IMediator mediator, CurrentActor current, TimeProvider clock) : IRequestHandler<RemoveServiceLevelTarget, Unit>
    {
        public async Task<Unit> Handle(RemoveServiceLevelTarget request, CancellationToken cancellationToken)
        {
            await db.RequireThatTargetsCanChange(unit, mediator, request.OrganisationId, request.Version, cancellationToken);
            var target = await db.AgreedTargets.Where(t => t.OrganisationId == request.OrganisationId && t.EndedAt == null).GetAsync(request.TargetId, cancellationToken);
            target.End(current.PersonId, clock.GetUtcNow(), replaced: false);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

internal static class TargetRules
{
    /// <summary>What is out for signature or in force says which targets apply; they change only before the next round is issued.</summary>
    public static async Task RequireThatTargetsCanChange(this AgreementsDbContext db, UnitOfWork unit, IMediator mediator, Guid organisationId, int version, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new DescribeOrganisation(organisationId), cancellationToken) is null) throw new NotFoundException();
        Rule.Require(
            !await db.Agreements.AnyAsync(a => a.OrganisationId == organisationId && a.Kind == AgreementKinds.Sla && a.ClosedAt == null, cancellationToken), Say.TargetsOnlyBeforeIssue);
        await unit.Lock($"targets {organisationId:D}", cancellationToken);
        var found = await db.TargetChanges(organisationId, cancellationToken);
        if (found != version) throw new ConflictException(version, found);
    }

    /// <summary>How often the organisation's targets were changed: it grows with each that is set or ends.</summary>
    public static async Task<int> TargetChanges(this AgreementsDbContext db, Guid organisationId, CancellationToken cancellationToken) =>
        await db.AgreedTargets.CountAsync(t => t.OrganisationId == organisationId, cancellationToken)
        + await db.AgreedTargets.CountAsync(t => t.OrganisationId == organisationId && t.EndedAt != null, cancellationToken);
}
