using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Where one organisation stands, who holds it, and the next thing to do.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationOverviewPage(RegistrationDbContext db, PlatformDbContext platform, CurrentActor current, IMediator mediator, IWorkflows workflows)
    : OfficerPage(db, current, mediator, workflows)
{
    private const int Few = 5;
    private readonly CurrentActor current = current;

    [BindProperty] public int Version { get; set; }
    public IReadOnlyList<TimelineEntry> Recent { get; private set; } = [];
    public IReadOnlyList<(Decision Decision, string? Words)> Questions { get; private set; } = [];
    public FrozenForecast? Forecast { get; private set; }
    public bool AppealWaits { get; private set; }
    public bool SuspensionStands { get; private set; }
    public bool Mergers { get; private set; }
    public bool MayDecideAppeal => Policy.DecideAppeal.Allows(current.Actor);
    public bool MayTake => MayDecide && !Case.IsOver && Case.OwnerId != current.Actor.PersonId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) Version = Case.Version;
        Recent = await Timeline.Of(Id, platform, Db, Mediator, Few, cancellationToken);
        AppealWaits = await Db.Appeals.AnyAsync(a => a.OrganisationId == Id && a.Upheld == null, cancellationToken);
        SuspensionStands = await Db.Suspensions.AnyAsync(s => s.OrganisationId == Id && s.EndedAt == null, cancellationToken);
        Mergers = await Db.Mergers.AnyAsync(m => m.OrganisationId == Id || (m.IntoId == Id && m.MergedAt != null), cancellationToken);
        Forecast = Case.IsOnItsWay ? await Db.Forecasts.AsNoTracking().Where(f => f.OrganisationId == Id).OrderByDescending(f => f.MadeAt).FirstOrDefaultAsync(cancellationToken) : null;
        var reasons = await Db.Reasons.AsNoTracking().Where(r => r.OrganisationId == Id).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        Questions = [.. Latest.Decisions.OrderByDescending(d => d.FormVersion).Select(d => (d, d.ReasonId is { } id ? reasons.GetValueOrDefault(id) : null))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new TakeOwnership(Id, Version), cancellationToken);
        return Redirect($"/officer/org/{Id}");
    }
}
