using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>How good the forecasts are: what was frozen against what came about, and the history forecast from what was known at the time; ours beside the naive one.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ForecastQualityPage(RegistrationDbContext db, Forecasts forecasts) : PageModel
{
    public Judgement? Judged { get; private set; }
    public Judgement? BackTest { get; private set; }
    public int Finished { get; private set; }
    public int Invented { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var history = await forecasts.History(cancellationToken);
        (Finished, Invented) = (history.Count, history.Count(f => f.IsInvented));
        var judged = await db.Forecasts.AsNoTracking().Join(db.FinishedCases, f => (Guid?)f.OrganisationId, c => c.OrganisationId, (f, c) => new { Forecast = f, c.LiveOn })
            .Where(j => j.Forecast.MadeOn < j.LiveOn).ToListAsync(cancellationToken);
        Judged = Judgement.Of(judged.Select(j => (j.Forecast, j.LiveOn)));
        BackTest = Judgement.BackTest(history);
    }
}
