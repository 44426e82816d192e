using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>Sign-off by the service owner of either side.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed class ReviewSignOff(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : ReviewPage(db, current, mediator, clock)
{
    [BindProperty] public bool Agreed { get; set; }

    public bool MaySign => Mine is { } side && Review.HeldOn is not null && Review.SignedAt(side) is null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Mine is null) throw new NotFoundException();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new SignOffReview(Id, Version, Agreed), cancellationToken);

    protected override Task Again(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);
}
