using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Targets;

/// <summary>The targets of one organisation's service level agreement: the standard ones, and what an officer set otherwise before it is issued.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ServiceLevelTargets(AgreementsDbContext db, CurrentActor current, IMediator mediator) : OrganisationPage(mediator)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Metric { get; set; } = "";
    [BindProperty] public string Value { get; set; } = "";
    [BindProperty] public string Reason { get; set; } = "";
    public IReadOnlyList<AgreedTarget> Agreed { get; private set; } = [];
    public bool IsOut { get; private set; }

    public bool MayChange => !IsOut && Policy.DecideRegistration.Allows(current.Actor);

    public static IEnumerable<SelectListItem> Choices =>
        ServiceLevelMetric.Negotiable.Select(m => new SelectListItem(Say.MeasureChoice(m.Id, m.What.In(Language.Current), m.Target.In(Language.Current)).ToString(), m.Id));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Agreed = await db.AgreedTargets.AsNoTracking().Where(t => t.OrganisationId == Id && t.EndedAt == null).OrderBy(t => t.Metric).ToListAsync(cancellationToken);
        Version = await db.TargetChanges(Id, cancellationToken);
        IsOut = await db.Agreements.AnyAsync(a => a.OrganisationId == Id && a.Kind == AgreementKinds.Sla && a.ClosedAt == null, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new SetServiceLevelTarget(Id, Version, Metric, Value, Reason), cancellationToken);
        return Redirect($"/officer/org/{Id}/targets");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid target, CancellationToken cancellationToken)
    {
        await Mediator.Send(new RemoveServiceLevelTarget(Id, Version, target), cancellationToken);
        return Redirect($"/officer/org/{Id}/targets");
    }
}
