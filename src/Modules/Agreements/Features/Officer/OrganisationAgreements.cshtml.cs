using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Withdrawal;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationAgreements(AgreementsDbContext db, IMediator mediator) : OrganisationPage(mediator)
{
    public IReadOnlyList<Agreement> Rounds { get; private set; } = [];
    public IReadOnlyList<NovationNote> Notes { get; private set; } = [];
    public IReadOnlyList<EndingStatement> Statements { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var rounds = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == Id).ToListAsync(cancellationToken);
        Rounds = [.. rounds.OrderBy(a => AgreementKinds.All.ToList().IndexOf(a.Kind)).ThenByDescending(a => a.Round)];
        Statements = await db.EndingStatements.AsNoTracking().Where(s => s.OrganisationId == Id).OrderByDescending(s => s.EndedAt).ThenBy(s => s.Language).ToListAsync(cancellationToken);
        Notes = await NovationNote.Of(db, Mediator, Id, cancellationToken);
    }
}
