using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementPdf(AgreementsDbContext db, CurrentActor current, TimeProvider clock, DocumentStore store) : AgreementPage(db, current, clock)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Agreement.Pdf is { } address ? File(store.Open(address), "application/pdf", $"{Agreement.Reference}.pdf") : throw new NotFoundException();
    }
}
