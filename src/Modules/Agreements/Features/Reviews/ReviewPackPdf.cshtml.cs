using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The pack as it was frozen.</summary>
[Needs(Policy.ReadServiceReviews)]
internal sealed class ReviewPackPdf(AgreementsDbContext db, CurrentActor current, DocumentStore store) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var review = await db.ServiceReviews.AsNoTracking().Of(current.Actor).GetAsync(Id, cancellationToken);
        return review.Pdf is { } address ? File(store.Open(address), "application/pdf", $"review-pack-{review.Number}.pdf") : throw new NotFoundException();
    }
}
