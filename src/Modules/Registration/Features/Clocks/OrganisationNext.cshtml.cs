using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What will happen next to one organisation and when, if nobody does anything; and for how long it has been with which side.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationNextPage(RegistrationDbContext db, DueItems due, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock)
    : OfficerPage(db, current, mediator, workflows)
{
    public IReadOnlyList<Coming> Coming { get; private set; } = [];
    public IReadOnlyList<Clock> Running { get; private set; } = [];
    public IReadOnlyList<(Clock Clock, ClockPause Pause)> Pauses { get; private set; } = [];
    public int WithHmcts { get; private set; }
    public int WithOrganisation { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        var (now, clocks) = (clock.GetUtcNow(), await Db.Clocks.AsNoTracking().Where(c => c.OrganisationId == Id).OrderBy(c => c.StartedAt).ToListAsync(cancellationToken));
        Running = [.. clocks.Where(c => c.StoppedAt is null)];
        Pauses = [.. clocks.SelectMany(c => c.Pauses.Select(p => (c, p))).OrderByDescending(p => p.p.PausedAt)];
        (WithHmcts, WithOrganisation) = (Clock.DaysWith(Side.Hmcts, clocks, now), Clock.DaysWith(Side.Organisation, clocks, now));
        Coming = [.. (await due.Pending(Id, cancellationToken)).Select(Worded).OfType<Coming>()];
    }

    public int Waited(Clock running) => Math.Max(0, WorkingDays.Between(running.StartedAt.CivilDate(), clock.GetUtcNow().CivilDate()) - running.PausedDays(clock.GetUtcNow()));

    public int Stood(ClockPause pause) => pause.WorkingDaysUntil(clock.GetUtcNow());

    private Coming? Worded(DueItem item)
    {
        switch (item.Kind)
        {
            case ClockDue.ItemKind:
                var (id, step) = ClockDue.Read(item.Payload);
                return Running.SingleOrDefault(c => c.Id == id) is { } running ? new(item.DueAt, Words.Act(running.Plan.Steps[step].Act), Words.Clock(running.Rule)) : null;
            case "agreements.remind":
                if (!Running.Any(c => c.Rule == "t4" && item.Payload.StartsWith(c.Matter, StringComparison.Ordinal))) return null;
                return new(item.DueAt, item.Payload.EndsWith(" end", StringComparison.Ordinal) ? Say.ComingExpires : Words.Act(ClockAct.Remind), Words.Clock("t4"));
            case "agreements.review-pack":
                return new(item.DueAt, Say.ComingReviewPack, Words.Clock("t14"));
            case RetentionDue.ItemKind:
                return (Latest.IsOpen && Case.Stage != Stage.Closed) || Latest.ErasedAt is not null ? null : new(item.DueAt, Say.ComingErased, Case.Stage.Name());
            case "agreements.retention":
                return new(item.DueAt, Say.ComingSealedErased, Case.Stage.Name());
            case MakeForecast.ItemKind:
                return new(item.DueAt, Say.ComingForecast, Case.Stage.Name());
            case "registration.lapse":
                return Case.Stage is Stage.Draft or Stage.Returned ? new(item.DueAt, Say.ComingLapses, Words.Clock(Case.Stage == Stage.Draft ? "t1" : "t3")) : null;
            default:
                return new(item.DueAt, Say.ComingWorkflow, Case.Stage.Name());
        }
    }
}

/// <summary>Something that is due: when, what, and about what.</summary>
internal sealed record Coming(DateTimeOffset At, Text What, Text About);
