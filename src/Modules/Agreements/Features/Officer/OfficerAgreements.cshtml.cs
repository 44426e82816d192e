using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>What waits for a signature of HMCTS or for an officer's decision, a page at a time, in the order of the days until which it was to be signed.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerAgreements(AgreementsDbContext db, CurrentActor current) : PageModel
{
    public const int PageSize = 25;

    /// <summary>Read from the query by hand, because Razor Pages keeps a route value of the same name.</summary>
    public int Number { get; private set; }
    public int Total { get; private set; }
    public IReadOnlyList<Agreement> Mine { get; private set; } = [];
    public IReadOnlyList<Agreement> Others { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var open = db.Agreements.AsNoTracking().Where(a => a.InForceAt == null && a.ReissueAskedAt == null && (a.ClosingCode == null || a.ClosingCode != ClosingCode.Withdrawn));
        Total = await open.CountAsync(cancellationToken);
        Number = Math.Clamp(int.TryParse(Request.Query["page"], out var asked) ? asked : 1, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var decides = Policy.DecideRegistration.Allows(current.Actor);
        var kinds = AgreementKinds.All.Where(k => AgreementKinds.CountersignatoryRole(k) is { } role && current.Actor.Is(role)).ToList();
        // What waits for the reader first, as WaitsForMe says it of one.
        var shown = await open
            .OrderBy(a => (decides && (a.ClosedAt != null || (a.SignatureGivenAt != null && a.AuthorityDecision == null)))
                || (a.ClosedAt == null && a.SignedAt != null && a.CountersignatureGivenAt == null && kinds.Contains(a.Kind)) ? 0 : 1)
            .ThenBy(a => a.SignBy).ThenBy(a => a.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        Mine = [.. shown.Where(WaitsForMe)];
        Others = [.. shown.Except(Mine)];
    }

    public bool WaitsForMe(Agreement agreement) => agreement.Standing switch
    {
        Standing.ToCountersign => AgreementKinds.CountersignatoryRole(agreement.Kind) is { } role && current.Actor.Is(role),
        Standing.AuthorityToAccept or Standing.Closed => Policy.DecideRegistration.Allows(current.Actor),
        _ => false,
    };
}
