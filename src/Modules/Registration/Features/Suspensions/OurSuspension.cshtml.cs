using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What a suspension says to the organisation; the only page that its people have while they are stopped.</summary>
[OneOrganisation]
[Needs(Policy.ReadSuspension)]
internal sealed class OurSuspensionPage(RegistrationDbContext db) : PageModel
{
    public OnboardingCase Case { get; private set; } = null!;
    public IReadOnlyList<(Suspension Suspension, string? Words)> InForce { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().GetAsync(this.Own(), cancellationToken);
        var found = await db.Suspensions.AsNoTracking().Where(s => s.OrganisationId == Case.Id && s.BeganAt != null && s.EndedAt == null).OrderBy(s => s.BeganAt).ToListAsync(cancellationToken);
        var reasons = found.Select(s => s.ReasonId).ToList();
        var words = await db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        InForce = [.. found.Select(s => (s, s.ReasonId is { } id ? words.GetValueOrDefault(id) : null))];
    }
}
