using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The form for the minutes; the service owner of HMCTS writes them, on the day of the meeting as a rule.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed class ReviewMinutes(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : ReviewPage(db, current, mediator, clock)
{
    [BindProperty] public DateOnly? HeldOn { get; set; }
    [BindProperty] public string Present { get; set; } = "";
    [BindProperty] public string Summary { get; set; } = "";
    [BindProperty] public string Unusual { get; set; } = "";
    [BindProperty] public string Decisions { get; set; } = "";
    [BindProperty] public string? SatisfactionOrganisation { get; set; }
    [BindProperty] public string? SatisfactionHmcts { get; set; }
    [BindProperty] public DateOnly? NextOn { get; set; }
    [BindProperty] public string NextReason { get; set; } = "";

    public static IEnumerable<SelectListItem> Scale => Enumerable.Range(1, 5).Select(n => new SelectListItem($"{n}", $"{n}"));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Mine != ReviewSide.Hmcts || Review.IssuedAt is null) throw new NotFoundException();
        HeldOn = Review.HeldOn ?? (Review.On <= Today ? Review.On : Today);
        NextOn = Review.NextOn;
        NextReason = Review.NextReason ?? "";
        if (Review.Minutes is not { } written) return;
        (Present, Summary, Unusual, Decisions) = (written.Present, written.Summary, written.Unusual, written.Decisions);
        (SatisfactionOrganisation, SatisfactionHmcts) = ($"{written.SatisfactionOrganisation}", $"{written.SatisfactionHmcts}");
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(
        new RecordMinutes(Id, Version, HeldOn, Present, Summary, Unusual, Decisions, SatisfactionOrganisation, SatisfactionHmcts, NextOn, NextReason), cancellationToken);

    protected override Task Again(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);
}
