using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class SecurityPdf(AgreementsDbContext db, CurrentActor current, DocumentStore store) : SecurityPage(db, current)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Assessment.Pdf is { } address ? File(store.Open(address), "application/pdf", $"{Assessment.Reference}.pdf") : throw new NotFoundException();
    }
}
