using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One part of the onboarding in the forecast.</summary>
/// <param name="Part">The part.</param>
/// <param name="Stretch">From when to when it ran.</param>
/// <param name="Usual">What comparable cases took, the median, in working days.</param>
/// <param name="Saved">By how many working days the go-live comes forward if it were done today.</param>
internal sealed record PartRow(Part Part, Stretch Stretch, int? Usual, int? Saved);

/// <summary>When this organisation is likely to go live, what moves that, what if; and what was forecast before.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationForecastPage(RegistrationDbContext db, Forecasts forecasts, CurrentActor current, IMediator mediator, IWorkflows workflows)
    : OfficerPage(db, current, mediator, workflows)
{
    private const int MostDays = 400;

    [BindProperty(SupportsGet = true)] public string Registration { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Agreements { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Security { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Technical { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string SetUp { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Readiness { get; set; } = "";

    public Situation? Situation { get; private set; }
    public Forecast? Forecast { get; private set; }
    public Forecast? WhatIf { get; private set; }
    /// <summary>How many finished onboardings it can be drawn from.</summary>
    public int Comparable { get; private set; }
    public bool HasInvented { get; private set; }
    public IReadOnlyList<PartRow> Parts { get; private set; } = [];
    public IReadOnlyList<FrozenForecast> Frozen { get; private set; } = [];
    public DateOnly? LiveOn { get; private set; }

    /// <summary>What a part under way waits for; the parts that no track is for wait for one thing.</summary>
    public IEnumerable<Text> WaitsIn(Part part) => (Onboarding.Standing?.Waits ?? []).Where(w => w.Turn is not null && (w.Track is null || w.Track == Words.Kebab(part.ToString()))).Select(w => w.Sentence);

    public bool IsOpen(Part part) => Situation is { } s && !s.Parts[part].IsDone;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Frozen = await Db.Forecasts.AsNoTracking().Where(f => f.OrganisationId == Id).OrderByDescending(f => f.MadeAt).ToListAsync(cancellationToken);
        LiveOn = await Db.FinishedCases.Where(f => f.OrganisationId == Id).Select(f => (DateOnly?)f.LiveOn).SingleOrDefaultAsync(cancellationToken);
        Situation = Case.IsOnItsWay ? await forecasts.Situation(Id, cancellationToken) : null;
        if (Situation is null) return;
        var history = await forecasts.History(cancellationToken);
        var (_, cases) = Forecaster.Choose(Situation, history);
        (Comparable, Forecast) = (cases.Count, Forecaster.Of(Situation, history));
        HasInvented = cases.Any(c => c.IsInvented);
        Parts =
        [
            .. Enum.GetValues<Part>().Select(p => new PartRow(
                p, Situation.Parts[p], Forecast is null ? null : Forecaster.Median(cases, p), Forecast?.Saves.TryGetValue(p, out var saved) == true ? saved : null)),
        ];
        if (Given() is { Count: > 0 } given && ModelState.IsValid) WhatIf = Forecaster.Of(Situation, history, given);
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private Dictionary<Part, int> Given()
    {
        var given = new Dictionary<Part, int>();
        foreach (var (part, name, typed) in new[]
        {
            (Part.Registration, nameof(Registration), Registration), (Part.Agreements, nameof(Agreements), Agreements), (Part.Security, nameof(Security), Security),
            (Part.Technical, nameof(Technical), Technical), (Part.SetUp, nameof(SetUp), SetUp), (Part.Readiness, nameof(Readiness), Readiness),
        })
        {
            if (string.IsNullOrWhiteSpace(typed)) continue;
            if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays) given[part] = days;
            else ModelState.AddModelError(name, Say.ForecastEnterDays(MostDays).ToString());
        }
        return given;
    }
}
