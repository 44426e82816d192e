using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>One target that was not met: whose fault, why, and what is done about it.</summary>
[Needs(Policy.HoldServiceReviews)]
internal sealed class ReviewBreach(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : ReviewPage(db, current, mediator, clock)
{
    [FromRoute] public Guid BreachId { get; set; }
    [BindProperty] public string? Fault { get; set; }
    [BindProperty] public string RootCause { get; set; } = "";
    [BindProperty] public string Excuse { get; set; } = "";
    [BindProperty] public Guid? ActionId { get; set; }
    public ServiceBreach Breach { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Actions { get; private set; } = [];
    public bool MayAssess => Mine is not null && Breach.IsOpenIn(Review);
    public bool MayApprove => MayAssess && Breach.WaitsForApproval && Breach.AssessedFor != Mine;

    public static IEnumerable<SelectListItem> Faults => ServiceBreach.Faults.Select(f => new SelectListItem(ReviewWordings.Fault(f).ToString(), f));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Mine is null) throw new NotFoundException();
        Breach = await Db.ServiceBreaches.AsNoTracking().Where(b => b.ReviewId == Id).GetAsync(BreachId, cancellationToken);
        Version = Breach.Version;
        var actions = await Db.ServiceActions.AsNoTracking().Where(a => a.OrganisationId == Review.OrganisationId && a.Outcome == null).OrderBy(a => a.DueOn).ToListAsync(cancellationToken);
        Actions = [.. actions.Select(a => new SelectListItem(Say.ActionLine(a.What, a.Who, a.DueOn).ToString(), a.Id.ToString()))];
        if (Request.Method == "GET") (Fault, RootCause, Excuse, ActionId) = (Breach.Fault, Breach.RootCause ?? "", Breach.Excuse ?? "", Breach.ActionId);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new AssessBreach(BreachId, Version, Fault, RootCause, Excuse, ActionId), cancellationToken);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken cancellationToken) => Send(new ApproveExcuse(BreachId, Version), cancellationToken);

    protected override Task Again(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);
}
