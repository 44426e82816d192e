using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementsModel(AgreementsDbContext db, CurrentActor current) : PageModel
{
    public IReadOnlyList<Agreement> Latest { get; private set; } = [];
    public IReadOnlyList<Agreement> Earlier { get; private set; } = [];
    public IReadOnlyList<SecurityAssessment> Questionnaires { get; private set; } = [];
    public Guid? Me => current.Actor.PersonId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var all = await db.Agreements.AsNoTracking().Of(current.Actor).ToListAsync(cancellationToken);
        Latest =
        [
            .. all.GroupBy(a => (a.OrganisationId, a.Kind)).Select(rounds => rounds.MaxBy(a => a.Round)!)
                .OrderBy(a => a.Particulars.OrganisationName, StringComparer.CurrentCulture).ThenBy(a => AgreementKinds.All.ToList().IndexOf(a.Kind)),
        ];
        Earlier = [.. all.Except(Latest).OrderByDescending(a => a.AskedAt)];
        Questionnaires = await db.SecurityAssessments.AsNoTracking().Of(current.Actor).OrderByDescending(a => a.Round).ToListAsync(cancellationToken);
    }
}
