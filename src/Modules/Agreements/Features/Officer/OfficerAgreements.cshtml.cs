using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>What waits for a signature of HMCTS or for an officer's decision, oldest first.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerAgreements(AgreementsDbContext db, CurrentActor current) : PageModel
{
    public IReadOnlyList<Agreement> Mine { get; private set; } = [];
    public IReadOnlyList<Agreement> Others { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var open = await db.Agreements.AsNoTracking().Where(a => a.InForceAt == null && a.ReissueAskedAt == null && (a.ClosingCode == null || a.ClosingCode != ClosingCode.Withdrawn)).OrderBy(a => a.AskedAt).Take(500).ToListAsync(cancellationToken);
        Mine = [.. open.Where(WaitsForMe)];
        Others = [.. open.Except(Mine)];
    }

    public bool WaitsForMe(Agreement agreement) => agreement.Standing switch
    {
        Standing.ToCountersign => AgreementKinds.CountersignatoryRole(agreement.Kind) is { } role && current.Actor.Is(role),
        Standing.AuthorityToAccept or Standing.Closed => Policy.DecideRegistration.Allows(current.Actor),
        _ => false,
    };
}
