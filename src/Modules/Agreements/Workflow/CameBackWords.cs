using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Workflow;

/// <summary>How an agreement came back: declined, sent back with questions, with another person named, recalled, or out of time.</summary>
internal abstract class CameBackWords(AgreementsDbContext db, string kind) : IWaitWords
{
    public IReadOnlyList<string> Nodes { get; } = [$"{kind}-reissue"];

    public async Task<IReadOnlyDictionary<Guid, Func<DateTimeOffset, Text>>> Instead(IReadOnlyCollection<Guid> waiting, CancellationToken cancellationToken)
    {
        var closed = await db.Agreements.AsNoTracking().Where(a => waiting.Contains(a.OrganisationId) && a.Kind == kind && a.ClosedAt != null && a.ReissueAskedAt == null).ToListAsync(cancellationToken);
        return closed.GroupBy(a => a.OrganisationId).Select(rounds => rounds.MaxBy(a => a.Round)!)
            .ToDictionary(a => a.OrganisationId, a => (Func<DateTimeOffset, Text>)(since => Say.CameBack(AgreementKinds.Title(kind), a.Status(), since.CivilDate())));
    }
}

internal sealed class MouCameBackWords(AgreementsDbContext db) : CameBackWords(db, AgreementKinds.Mou);

internal sealed class TermsCameBackWords(AgreementsDbContext db) : CameBackWords(db, AgreementKinds.Terms);

internal sealed class SlaCameBackWords(AgreementsDbContext db) : CameBackWords(db, AgreementKinds.Sla);
