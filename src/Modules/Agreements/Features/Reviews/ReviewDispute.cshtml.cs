using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>One side answers what the other disputes.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed class ReviewDispute(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : ReviewPage(db, current, mediator, clock)
{
    [FromRoute] public Guid DisputeId { get; set; }
    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string Corrected { get; set; } = "";
    [BindProperty] public string Reason { get; set; } = "";
    public FigureDispute Disputed { get; private set; } = null!;
    public Figure Figure { get; private set; } = null!;
    public bool MaySettle => Disputed.IsOpen && Mine is { } side && side != Disputed.Side;

    public static IEnumerable<SelectListItem> Choices => FigureDispute.Outcomes.Select(o => new SelectListItem(ReviewWordings.Outcome(o).ToString(), o));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Mine is null) throw new NotFoundException();
        Disputed = Review.Disputes.SingleOrDefault(d => d.Id == DisputeId) ?? throw new NotFoundException();
        Figure = Review.Figures.Single(f => f.Measure == Disputed.Measure);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new SettleDispute(Id, Version, DisputeId, Outcome, Corrected, Reason), cancellationToken);

    protected override Task Again(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);
}
