using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The quarter so far, on any day, for both sides: what is met, what is missing, and what will be missed at this pace.</summary>
[Needs(Policy.ReadServiceReviews)]
internal sealed class ServiceLevels(AgreementsDbContext db, ServiceFigures figures, CurrentActor current, IMediator mediator, TimeProvider clock) : PageModel, IOrganisationFrame
{
    [FromRoute] public Guid Id { get; set; }
    [FromQuery(Name = "quarter")] public string? Which { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public DateOnly? Ends { get; set; }
    [BindProperty] public string Metric { get; set; } = "";
    [BindProperty] public string Value { get; set; } = "";
    [BindProperty] public string Cases { get; set; } = "";
    [BindProperty] public string Source { get; set; } = "";
    public string OrganisationName { get; private set; } = "";
    public string OrganisationReference { get; private set; } = "";
    public string OrganisationStage { get; private set; } = "";
    public MeasuredNow? Measured { get; private set; }
    public IReadOnlyList<MeasuredNow> Others { get; private set; } = [];
    public IReadOnlyList<Figure> Figures { get; private set; } = [];
    public IReadOnlyList<ServiceReview> Reviews { get; private set; } = [];
    public bool IsHmcts => Policy.ReadOnboarding.Allows(current.Actor);
    public bool MayEnter => Measured is not null && current.Actor.SideIn(Id) == ReviewSide.Hmcts;
    public IEnumerable<Figure> AtRisk => Figures.Where(f => f.WillBeMissed(Measured!.Days, Measured.Today));

    public static IEnumerable<SelectListItem> Choices => ServiceMeasure.ToEnter.Select(m => new SelectListItem($"{m.Id}: {m.Name(Language.Current)}", m.Id));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var organisation = await mediator.OrganisationOfReviews(Id, current.Actor, cancellationToken);
        (OrganisationName, OrganisationReference, OrganisationStage) = (organisation.LegalName, organisation.Reference, organisation.Stage);
        Reviews = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == Id).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        var now = await db.MeasuredDays(Id, clock.GetUtcNow().CivilDate(), cancellationToken);
        Measured = now.FirstOrDefault(m => m.Days.To == Ends) ?? (Which == "running" ? now.LastOrDefault() : now.FirstOrDefault());
        Others = [.. now.Where(m => m != Measured)];
        if (Measured is null) return;
        Ends = Measured.Days.To;
        Version = await db.EnteredFigures(Id, Measured.Days.To, cancellationToken);
        Figures = await figures.Of(Id, Measured.Number, Measured.Days, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new EnterFigure(Id, Version, Ends, Metric, Value, Cases, Source), cancellationToken);
        return Redirect($"/service-levels/{Id}");
    }
}
