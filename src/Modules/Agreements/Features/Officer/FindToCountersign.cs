using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

internal sealed class FindToCountersignHandler(AgreementsDbContext db, CurrentActor current) : IRequestHandler<FindToCountersign, IReadOnlyList<Guid>>
{
    public async Task<IReadOnlyList<Guid>> Handle(FindToCountersign request, CancellationToken cancellationToken)
    {
        var kinds = AgreementKinds.All.Where(k => AgreementKinds.CountersignatoryRole(k) is { } role && current.Actor.Is(role)).ToList();
        if (kinds.Count == 0) return [];
        var waiting = await db.Agreements.AsNoTracking().Where(a => kinds.Contains(a.Kind)).Where(Agreement.WaitsForCountersignature).Select(a => new { a.Id, a.AuthorityDecision }).ToListAsync(cancellationToken);
        return [.. waiting.Where(a => a.AuthorityDecision?.By != current.Actor.PersonId).Select(a => a.Id)]; // whoever accepted the authority doesn't countersign
    }
}
