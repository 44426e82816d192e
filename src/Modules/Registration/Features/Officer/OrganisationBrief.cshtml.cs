using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One organisation on one page, to be printed for a governance board.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationBriefPage(RegistrationDbContext db, PlatformDbContext platform, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock)
    : OfficerPage(db, current, mediator, workflows)
{
    private const int Few = 3;

    public DateOnly Today { get; private set; }
    public Schedule? Schedule { get; private set; }
    public FrozenForecast? Forecast { get; private set; }
    public IReadOnlyList<GateRow> Gates { get; private set; } = [];
    public IReadOnlyList<TimelineEntry> Recent { get; private set; } = [];
    public int WithHmcts { get; private set; }
    public int WithOrganisation { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        var now = clock.GetUtcNow();
        Today = now.CivilDate();
        Schedule = await Db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancellationToken);
        Forecast = Case.IsOnItsWay ? await Db.Forecasts.AsNoTracking().Where(f => f.OrganisationId == Id).OrderByDescending(f => f.MadeAt).FirstOrDefaultAsync(cancellationToken) : null;
        Gates = await Db.Gates.AsNoTracking().Where(g => g.OrganisationId == Id).OrderBy(g => g.Number).ToListAsync(cancellationToken);
        Recent = await Timeline.Of(Id, platform, Db, Mediator, Few, cancellationToken);
        var clocks = await Db.Clocks.AsNoTracking().Where(c => c.OrganisationId == Id).ToListAsync(cancellationToken);
        (WithHmcts, WithOrganisation) = (Clock.DaysWith(Side.Hmcts, clocks, now), Clock.DaysWith(Side.Organisation, clocks, now));
    }
}
