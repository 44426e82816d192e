using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementPdf(AgreementsDbContext db, CurrentActor current, TimeProvider clock, DocumentStore store, IMediator mediator) : AgreementPage(db, current, clock, mediator)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Agreement.Pdf is { } address ? File(store.Open(address), "application/pdf", $"{Agreement.Reference}.pdf") : throw new NotFoundException();
    }

    /// <summary>The novation note of an agreement that was its own or passed to it.</summary>
    public async Task<IActionResult> OnGetNovationAsync(CancellationToken cancellationToken)
    {
        var own = Actor.Organisations();
        var from = await Db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id && (own.Contains(a.OrganisationId) || own.Contains(a.NovatedTo!.Value)), cancellationToken);
        return from?.NovationPdf is { } address ? File(store.Open(address), "application/pdf", $"{from.Reference}-novation.pdf") : throw new NotFoundException();
    }
}
