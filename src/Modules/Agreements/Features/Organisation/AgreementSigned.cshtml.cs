using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementSigned(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : AgreementPage(db, current, clock)
{
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Agreement.Signatures.Count == 0) throw new NotFoundException();
    }
}
