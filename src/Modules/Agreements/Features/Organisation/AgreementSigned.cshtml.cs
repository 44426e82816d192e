using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementSigned(AgreementsDbContext db, CurrentActor current, TimeProvider clock, IMediator mediator) : AgreementPage(db, current, clock, mediator)
{
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Agreement.Signatures.Count == 0) throw new NotFoundException();
    }
}
